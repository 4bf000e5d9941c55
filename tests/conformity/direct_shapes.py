# Direct shapes.

# --- vectors ---
from cadquery import Vector

a, b = Vector(1, 2, 3), Vector((4, 5, 6))
print(a + b, a.dot(b), a.cross(b), tuple(a), a == Vector([1, 2, 3]), a == (1, 2, 3), abs(Vector(3, 4)))

# --- planes ---
import cadquery as cq

p = cq.Plane.XZ((1, 2, 3))
print(p, p.toWorldCoords((1, 2, 3)))

# --- locations ---
import cadquery as cq

turned = cq.Location((0, 0, 0), (0, 0, 1), 90) * cq.Location((1, 2, 3))
t, r = turned.toTuple()
there = turned * turned.inverse
print((tuple(round(x, 6) + 0.0 for x in t), tuple(round(x, 6) + 0.0 for x in r)), round(there.toTuple()[0][0] + 1, 6))

# --- colors ---
import cadquery as cq

orange = tuple(round(c, 4) for c in cq.Color("orange").toTuple())
print(orange, tuple(round(c, 4) for c in cq.Color(0.1, 0.2, 0.3, 0.5).toTuple()), cq.Color() == cq.Color("yellow"))

# --- classes of shapes ---
import cadquery as cq

box = cq.Solid.makeBox(1, 2, 3)
parts = [box, box.Shells()[0], box.Faces()[0], box.Wires()[0], box.Edges()[0], box.Vertices()[0], box.faces()]
print(*(type(part).__name__ for part in parts), isinstance(box, cq.Shape), box in {box.copy(), box})

# --- numbers of shapes ---
import cadquery as cq

box = cq.Solid.makeBox(10, 20, 30)
center = cq.Vector(*(round(c, 6) for c in box.Center().toTuple()))
print(round(box.Volume(), 6), round(box.Area(), 6), center, round(box.BoundingBox().DiagonalLength, 3),
      len(box.Faces()), len(box.Edges()), len(box.Vertices()), box.Faces()[0].geomType(), box.isValid())

# --- selecting from shapes ---
import cadquery as cq

box = cq.Solid.makeBox(10, 20, 30)
top = box.faces(">Z")
print(top.ShapeType(), round(top.Center().z, 6), box.edges("|Z").size(), box.faces("|Z").ShapeType(),
      len(cq.ParallelDirSelector(cq.Vector(0, 0, 1)).filter(box.Faces())),
      [e.ShapeType() for e in box.edges("|Z and >X")])

# --- own selector ---
import cadquery as cq
from cadquery.selectors import Selector


class Long(Selector):
    def filter(self, objectList):
        return [shape for shape in objectList if shape.Area() > 500]


box = cq.Solid.makeBox(10, 20, 30)
print(box.faces(Long()).size(), cq.Workplane(obj=box).faces(Long()).size())

# --- operators ---
import cadquery as cq
from cadquery.func import box, cylinder, plane

b, c = box(10, 10, 10), cylinder(4, 20)
halves = b / plane(20, 20).moved(z=5)
print(*(round(s.Volume(), 3) for s in (b + c, (b + c) * cylinder(4, 75), (b - c) * b.moved(x=9.4), halves)),
      len(halves.Solids()))

# --- moving ---
from cadquery.func import *

b = box(2, 2, 10)


def center(shape):
    return tuple(round(c, 6) + 0.0 for c in shape.Center().toTuple())


pair = b.moved((1, 0, 0), (2, 0, 0))
print(center(b.moved(x=4)), center(b.moved(x=3).rotate((0, 0, 0), (0, 0, 1), 90)), pair.ShapeType(), pair.size(),
      center(b.moved(vertex(1, 1, 1))))

# --- curves ---
import cadquery as cq

arc = cq.Edge.makeCircle(5, (1, 2, 3), (0, 0, 1), 30, 120)
print(round(arc.Length(), 3), tuple(round(c, 2) for c in arc.startPoint().toTuple()), arc.radius(),
      arc.arcCenter().toTuple(), cq.Edge.makeCircle(1).IsClosed(), arc.IsClosed())

# --- solids of the classes ---
import cadquery as cq

result = cq.Solid.makeCone(5, 2, 10)

# --- extrude with taper ---
import cadquery as cq

outline = cq.Wire.makePolygon([(0, 0), (10, 0), (10, 5), (0, 5)], close=True)
result = cq.Solid.extrudeLinear(outline, [], (0, 0, 5), 5)

# --- ring swept along a line ---
import cadquery as cq


def circle(radius):
    return cq.Wire.makeCircle(radius, (0, 0, 0), (1, 0, 0))


result = cq.Solid.sweep(circle(2), [circle(1)], cq.Edge.makeLine((0, 0, 0), (10, 0, 0)))

# --- fillet of the direct API ---
import cadquery as cq

box = cq.Solid.makeBox(10, 20, 30)
result = box.fillet(1, box.Edges())

# --- free functions ---
from cadquery.func import *

b = box(10, 10, 10)
result = hollow(b, b.faces(">Z"), -1)

# --- loft to a point ---
from cadquery.func import *

result = loft(rect(2, 3), vertex(0, 0, 5), cap=True)

# --- face with a hole, extruded both ways ---
from cadquery.func import *

result = extrude(face(rect(20, 30), circle(3)), (0, 0, 10), both=True)

# --- solid of faces ---
from cadquery.func import *

result = solid(box(10, 10, 10).faces())

# --- sets of shapes ---
from cadquery.func import *

b = box(10, 10, 10)
print((b.edges("|Z") & b.edges(">X")).size(), (b.edges("|Z") | b.edges(">X")).size(),
      (b.edges("|Z") % b.edges(">X")).size(), b.faces().filter(lambda f: f.Center().z > 6).size())
