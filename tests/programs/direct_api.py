# The direct API: geometry classes, selectors, methods of shapes, free functions.
# The numbers are those of CadQuery 2.8.

# --- vectors ---
# printed: Vector: (5.0, 7.0, 9.0) 32.0 Vector: (-3.0, 6.0, -3.0) (1.0, 2.0, 3.0) True False 5.0
from cadquery import Vector

a, b = Vector(1, 2, 3), Vector((4, 5, 6))
print(a + b, a.dot(b), a.cross(b), tuple(a), a == Vector([1, 2, 3]), a == (1, 2, 3), abs(Vector(3, 4)))

# --- vectors are no keys ---
# error: 3:15-16 TypeError: unhashable type: 'Vector'
import cadquery as cq

{cq.Vector(): 1}

# --- a direction needs a length ---
# error: 3:20-32 Standard_ConstructionError: gp_Vec::Normalized() - vector has zero norm
# hint: a direction needs a length above 0
import cadquery as cq

cq.Vector(0, 0, 0).normalized()

# --- planes ---
# printed: Plane(origin=(1.0, 2.0, 3.0), xDir=(1.0, 0.0, 0.0), normal=(0.0, -1.0, 0.0)) Vector: (2.0, -1.0, 5.0)
import cadquery as cq

p = cq.Plane.XZ((1, 2, 3))
print(p, p.toWorldCoords((1, 2, 3)))

# --- unknown plane ---
# error: 3:10-21 ValueError: Supported names are ['XY', 'YZ', 'ZX', 'XZ', 'YX', 'ZY', 'front', 'back', 'left', 'right', 'top', 'bottom']
# hint: there is no plane 'xy'; did you mean 'XY'?
import cadquery as cq

cq.Plane.named("xy")

# --- locations ---
# printed: ((-2.0, 1.0, 3.0), (0.0, 0.0, 90.0)) 1.0
import cadquery as cq

turned = cq.Location((0, 0, 0), (0, 0, 1), 90) * cq.Location((1, 2, 3))
t, r = turned.toTuple()
there = turned * turned.inverse
print((tuple(round(x, 6) + 0.0 for x in t), tuple(round(x, 6) + 0.0 for x in r)), round(there.toTuple()[0][0] + 1, 6))

# --- locations of what they cannot be made of ---
# error: 3:4-25 TypeError: Location() cannot be made of (str)
# hint: give x, y, z, rx, ry, rz; or a point, with angles (rx, ry, rz) or with an axis and an angle; or a Plane
import cadquery as cq

cq.Location("somewhere")

# --- colors ---
# printed: (1.0, 0.6471, 0.0, 1.0) (0.1, 0.2, 0.3, 0.5) True
import cadquery as cq

orange = tuple(round(c, 4) for c in cq.Color("orange").toTuple())
print(orange, tuple(round(c, 4) for c in cq.Color(0.1, 0.2, 0.3, 0.5).toTuple()), cq.Color() == cq.Color("yellow"))

# --- unknown color ---
# error: 3:4-17 ValueError: Unknown color name: grey
# hint: did you mean 'gray'?
import cadquery as cq

cq.Color("grey")

# --- classes of shapes ---
# printed: Solid Shell Face Wire Edge Vertex Compound True True
import cadquery as cq

box = cq.Solid.makeBox(1, 2, 3)
parts = [box, box.Shells()[0], box.Faces()[0], box.Wires()[0], box.Edges()[0], box.Vertices()[0], box.faces()]
print(*(type(part).__name__ for part in parts), isinstance(box, cq.Shape), box in {box.copy(), box})

# --- numbers of shapes ---
# printed: 6000.0 2200.0 Vector: (5.0, 10.0, 15.0) 37.417 6 12 8 PLANE True
import cadquery as cq

box = cq.Solid.makeBox(10, 20, 30)
center = cq.Vector(*(round(c, 6) for c in box.Center().toTuple()))
print(round(box.Volume(), 6), round(box.Area(), 6), center, round(box.BoundingBox().DiagonalLength, 3),
      len(box.Faces()), len(box.Edges()), len(box.Vertices()), box.Faces()[0].geomType(), box.isValid())

# --- selecting from shapes ---
# printed: Face 30.0 4 Compound 2 ['Edge', 'Edge']
import cadquery as cq

box = cq.Solid.makeBox(10, 20, 30)
top = box.faces(">Z")
print(top.ShapeType(), round(top.Center().z, 6), box.edges("|Z").size(), box.faces("|Z").ShapeType(),
      len(cq.ParallelDirSelector(cq.Vector(0, 0, 1)).filter(box.Faces())),
      [e.ShapeType() for e in box.edges("|Z and >X")])

# --- own selector ---
# printed: 2 2
import cadquery as cq
from cadquery.selectors import Selector


class Long(Selector):
    def filter(self, objectList):
        return [shape for shape in objectList if shape.Area() > 500]


box = cq.Solid.makeBox(10, 20, 30)
print(box.faces(Long()).size(), cq.Workplane(obj=box).faces(Long()).size())

# --- selector that raises ---
# error: 6:9-14 ZeroDivisionError
import cadquery as cq


class Bad(cq.Selector):
    def filter(self, objectList):
        1 / 0
        return objectList


cq.Solid.makeBox(1, 1, 1).faces(Bad())

# --- wrong selector ---
# error: 3:27-39 ParseException: Expected end of text, found 'X'  (at char 2), (line:1, col:3) in ">ZX"
# hint: write XZ for the direction between X and Z
import cadquery as cq

cq.Solid.makeBox(1, 1, 1).faces(">ZX")

# --- index that points to nothing ---
# error: 3:27-41 IndexError: Attempted to access index 5 of a list with length 2
# hint: there are 2 groups; use an index from -2 to 1
import cadquery as cq

cq.Solid.makeBox(1, 1, 1).faces(">Z[5]")

# --- a workplane is no shape ---
# error: 4:5-37 TypeError: expected a Shape, got an object of class Workplane
# hint: take the shape out of the Workplane with .val()
import cadquery as cq

box = cq.Solid.makeBox(1, 1, 1)
box.cut(cq.Workplane().box(1, 1, 1))

# --- operators ---
# printed: 1125.664 251.327 60.0 1000.0 2
import cadquery as cq
from cadquery.func import box, cylinder, plane

b, c = box(10, 10, 10), cylinder(4, 20)
halves = b / plane(20, 20).moved(z=5)
print(*(round(s.Volume(), 3) for s in (b + c, (b + c) * cylinder(4, 75), (b - c) * b.moved(x=9.4), halves)),
      len(halves.Solids()))

# --- moving ---
# printed: (4.0, 0.0, 5.0) (0.0, 3.0, 5.0) Compound 2 (1.0, 1.0, 6.0)
from cadquery.func import *

b = box(2, 2, 10)


def center(shape):
    return tuple(round(c, 6) + 0.0 for c in shape.Center().toTuple())


pair = b.moved((1, 0, 0), (2, 0, 0))
print(center(b.moved(x=4)), center(b.moved(x=3).rotate((0, 0, 0), (0, 0, 1), 90)), pair.ShapeType(), pair.size(),
      center(b.moved(vertex(1, 1, 1))))

# --- an axis needs a direction ---
# error: 3:27-59 Standard_ConstructionError: gp_Dir() - input vector has zero norm
# hint: the two points of the axis are the same: give a start and another end, such as (0, 0, 0) and (0, 0, 1)
import cadquery as cq

cq.Solid.makeBox(1, 1, 1).rotate((0, 0, 1), (0, 0, 1), 90)

# --- curves ---
# printed: 7.854 (5.33, 4.5, 3.0) 5.0 (1.0, 2.0, 3.0) True False
import cadquery as cq

arc = cq.Edge.makeCircle(5, (1, 2, 3), (0, 0, 1), 30, 120)
print(round(arc.Length(), 3), tuple(round(c, 2) for c in arc.startPoint().toTuple()), arc.radius(),
      arc.arcCenter().toTuple(), cq.Edge.makeCircle(1).IsClosed(), arc.IsClosed())

# --- a line has no radius ---
# error: 3:40-48 ValueError: Shape could not be reduced to a circle
import cadquery as cq

cq.Edge.makeLine((0, 0, 0), (1, 0, 0)).radius()

# --- solids of the classes ---
# volume: 408.407045  faces: 3  valid
import cadquery as cq

result = cq.Solid.makeCone(5, 2, 10)

# --- extrude with taper ---
# volume: 218.467459  faces: 6  valid
import cadquery as cq

outline = cq.Wire.makePolygon([(0, 0), (10, 0), (10, 5), (0, 5)], close=True)
result = cq.Solid.extrudeLinear(outline, [], (0, 0, 5), 5)

# --- ring swept along a line ---
# volume: 94.247780  faces: 4  valid
import cadquery as cq


def circle(radius):
    return cq.Wire.makeCircle(radius, (0, 0, 0), (1, 0, 0))


result = cq.Solid.sweep(circle(2), [circle(1)], cq.Edge.makeLine((0, 0, 0), (10, 0, 0)))

# --- fillet of the direct API ---
# volume: 5949.834785  faces: 26  valid
import cadquery as cq

box = cq.Solid.makeBox(10, 20, 30)
result = box.fillet(1, box.Edges())

# --- free functions ---
# volume: 424  faces: 11  valid
from cadquery.func import *

b = box(10, 10, 10)
result = hollow(b, b.faces(">Z"), -1)

# --- loft to a point ---
# volume: 10  faces: 5  valid
from cadquery.func import *

result = loft(rect(2, 3), vertex(0, 0, 5), cap=True)

# --- face with a hole, extruded both ways ---
# volume: 11434.513321  faces: 7  valid
from cadquery.func import *

result = extrude(face(rect(20, 30), circle(3)), (0, 0, 10), both=True)

# --- solid of faces ---
# volume: 1000  faces: 6  valid
from cadquery.func import *

result = solid(box(10, 10, 10).faces())

# --- other kinds than wanted ---
# error: 3:1-33 ValueError: Required type(s): ('Vertex', 'Edge', 'Wire', 'Face'); encountered Solid
from cadquery.func import *

extrude(box(1, 1, 1), (0, 0, 1))

# --- sets of shapes ---
# printed: 2 6 2 1
from cadquery.func import *

b = box(10, 10, 10)
print((b.edges("|Z") & b.edges(">X")).size(), (b.edges("|Z") | b.edges(">X")).size(),
      (b.edges("|Z") % b.edges(">X")).size(), b.faces().filter(lambda f: f.Center().z > 6).size())

# --- export is a request ---
# exports: part.step STEP 0
import cadquery as cq

cq.Solid.makeBox(1, 1, 1).exportStep("/somewhere/part.step")
