# --- boss along the normal ---
from cadquery.func import *
b = box(2, 2, 2)
top = b.face(">Z")
result = prism(b, top, circle(0.4).moved(z=2), 0.5)

# --- pocket along a direction ---
from cadquery.func import *
b = box(2, 2, 2)
result = prism(b, b.face(">Z"), circle(0.4).moved(z=2), -0.5, (0, 0, 1), False)

# --- tilted pocket up to a face ---
from cadquery.func import *
b = box(2, 2, 2)
result = prism(b, None, circle(0.4).moved(z=2), b.face("<Z"), (0, 0.1, 1), False)

# --- hole through everything ---
from cadquery.func import *
b = box(2, 2, 2)
result = prism(b, None, circle(0.4).moved(z=1), None, (0, 0, 1), False)

# --- curve thrown along normals ---
from cadquery.func import *
base = cylinder(4, 6).face("%CYLINDER")
result = project(circle(0.5).moved(rx=90).moved(y=-3, z=3), base)

# --- curve thrown along normals of a ball ---
from cadquery.func import *
result = project(rect(1, 2).moved(z=4), sphere(6).face())

# --- face trimmed by points ---
from cadquery.func import *
base = cylinder(4, 6).face("%CYLINDER")
result = base.trim((0, 1), (2, 1), (2, 3), (0, 3))

# --- letter is a face ---
from cadquery.func import *
f = text("C", 4)
print(f.ShapeType(), len(f.Wires()))

# --- endless plane holds an offset ---
from cadquery.func import *
f = plane()
print(f.ShapeType(), f.geomType())

# --- tapered between two faces ---
from cadquery.func import *

block = box(1, 1, 1)
middle = circle(0.2).moved(z=0.5)
part = prism(block, None, face(middle), (block.face("<Z"), block.face(">Z")), 5, False)
print(part.isValid(), part.faces().size(), round(part.Volume(), 5))

# --- offset of a straight line in the plane of a face ---
from cadquery.func import *

line = segment((0, 0), (1, 1))
around = offset2D(line, 0.2, plane())
beside = offset2D(line, -0.3, plane(), closed=False)
print(len(clean(around).Edges()), round(face(around).Area(), 6))
print(len(clean(beside).Edges()), round(beside.edge().Length(), 6))

# --- a very small plane ---
import cadquery as cq

f = cq.Face.makePlane(1e-9, 1e-9)
print(len(f.Edges()), f.Area() < 1e-12)

# --- a constraint of an n-sided surface that is a list ---
import cadquery as cq

edges = cq.Workplane().slot2D(2, 1).wires().vals()
cq.Face.makeNSidedSurface(edges, [[0, 0, 1]])
