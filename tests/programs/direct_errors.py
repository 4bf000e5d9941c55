# What the direct API says about wrong arguments; classes and words are CadQuery's where it has some.

# --- vectors are no keys ---
# error: 3:15-16 TypeError: unhashable type: 'Vector'
import cadquery as cq

{cq.Vector(): 1}

# --- a direction needs a length ---
# error: 3:20-32 Standard_ConstructionError: gp_Vec::Normalized() - vector has zero norm
# hint: a direction needs a length above 0
import cadquery as cq

cq.Vector(0, 0, 0).normalized()

# --- unknown plane ---
# error: 3:10-21 ValueError: Supported names are ['XY', 'YZ', 'ZX', 'XZ', 'YX', 'ZY', 'front', 'back', 'left', 'right', 'top', 'bottom']
# hint: there is no plane 'xy'; did you mean 'XY'?
import cadquery as cq

cq.Plane.named("xy")

# --- locations of what they cannot be made of ---
# error: 3:4-25 TypeError: Location() cannot be made of (str)
# hint: give x, y, z, rx, ry, rz; or a point, with angles (rx, ry, rz) or with an axis and an angle; or a Plane
import cadquery as cq

cq.Location("somewhere")

# --- unknown color ---
# error: 3:4-17 ValueError: Unknown color name: grey
# hint: did you mean 'gray'?
import cadquery as cq

cq.Color("grey")

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

# --- an axis needs a direction ---
# error: 3:27-59 Standard_ConstructionError: gp_Dir() - input vector has zero norm
# hint: the two points of the axis are the same: give a start and another end, such as (0, 0, 0) and (0, 0, 1)
import cadquery as cq

cq.Solid.makeBox(1, 1, 1).rotate((0, 0, 1), (0, 0, 1), 90)

# --- a line has no radius ---
# error: 3:40-48 ValueError: Shape could not be reduced to a circle
import cadquery as cq

cq.Edge.makeLine((0, 0, 0), (1, 0, 0)).radius()

# --- other kinds than wanted ---
# error: 3:1-33 ValueError: Required type(s): ('Vertex', 'Edge', 'Wire', 'Face'); encountered Solid
from cadquery.func import *

extrude(box(1, 1, 1), (0, 0, 1))

# --- export is a request ---
# exports: part.step STEP 0
import cadquery as cq

cq.Solid.makeBox(1, 1, 1).exportStep("/somewhere/part.step")
