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
