# Where results are found, what they are called, and what is exported.

# --- result ---
# objects: result Workplane
# volume: 6  area: 22  faces: 6  edges: 12  vertices: 8  solids: 1  valid
import cadquery as cq

result = cq.Workplane("XY").box(1, 2, 3)
other = cq.Workplane("XY").sphere(1)

# --- r comes after result ---
# objects: r Workplane
# volume: 1
import cadquery as cq

r = cq.Workplane().box(1, 1, 1)
later = cq.Workplane().box(2, 2, 2)

# --- a result that holds no geometry does not count ---
# objects: part Workplane
import cadquery as cq

part = cq.Workplane().box(1, 1, 1)
result = 5

# --- last name in text order ---
# objects: body Workplane
# volume: 8
import cadquery as cq


def make(size):
    hidden = cq.Workplane().box(size, size, size)
    return hidden


lid = make(1)
if True:
    body = make(2)
height = 3
lid_alias, count = 7, 2

# --- last name inside with and try ---
# objects: c Solid
import cadquery as cq

a = cq.Workplane().box(1, 1, 1)
try:
    for c in a.solids().vals():
        pass
except ValueError:
    d = None

# --- names that functions make global ---
# objects: made Workplane
import cadquery as cq

first = cq.Workplane().box(3, 3, 3)


def main():
    global made
    made = cq.Workplane().box(1, 1, 1)


main()

# --- show_object wins ---
# objects: body Workplane, b Workplane, object3 Solid
# color: 1 0 0 0.5
import cadquery as cq

result = cq.Workplane().sphere(1)
a = cq.Workplane().box(1, 2, 3)
b = cq.Workplane().box(1, 1, 1)
show_object(a, name="body", options={"color": (255, 0, 0), "alpha": 0.5})
show_object(b)
show_object(b.translate((5, 0, 0)).val())
debug(b)

# --- viewers show ---
# objects: a Workplane, named Workplane
import cadquery as cq
from ocp_vscode import *

a = cq.Workplane().box(1, 2, 3)
show(a)
show_object(a, name="named", options={"color": "red"})

# --- lists and dicts are flattened ---
# objects: result[0] Workplane, result[1][0] Solid, lid Workplane
import cadquery as cq

box = cq.Workplane().box(1, 1, 1)
result = [box, [box.val()], {"lid": box, "count": 3}]

# --- create_cad ---
# objects: result Workplane
# volume: 1
import cadquery as cq


def create_cad(size=1):
    return cq.Workplane().box(size, size, size)

# --- a sketch ---
# objects: result Sketch
# area: 12  volume: 0  faces: 1
import cadquery as cq

result = cq.Sketch().rect(3, 4)

# --- an empty stack stands for the solid ---
# volume: 6
import cadquery as cq

result = cq.Workplane().box(1, 2, 3).faces(">Z").workplane().pushPoints([(0, 0)])

# --- an assembly ---
# objects: result Assembly
# volume: 2  solids: 2  leaves: base 1 0 0; base/top 1 0 0
import cadquery as cq

box = cq.Workplane().box(1, 1, 1)
result = cq.Assembly(box, name="base", color=cq.Color("red"))
result.add(box, loc=cq.Location(cq.Vector(0, 0, 1)), name="top")

# --- exports are requests ---
# objects: part Workplane
# exports: part.stl STL 0, lid.dat STEP 2
import cadquery as cq
from cadquery import exporters

part = cq.Workplane().box(1, 1, 1)
cq.exporters.export(part, "../x/part.stl")
part_2 = 4
exporters.export(cq.Workplane().box(2, 2, 2), "/tmp/lid.dat", exportType="STEP")

# --- methods on classes are forgotten after a run: one ---
# volume: 27
import cadquery as cq


def cube(self, size):
    return self.box(size, size, size)


cq.Workplane.cube = cube
import math

math.pi = 3
result = cq.Workplane().cube(math.pi)

# --- methods on classes are forgotten after a run: two ---
# error: 4:16-20 AttributeError: 'Workplane' object has no attribute 'cube'
# hint: use box
import cadquery as cq, math

assert math.pi > 3.1
cq.Workplane().cube(3)

# --- subclasses survive a chain ---
# objects: r Plate
# volume: 1
import cadquery as cq


class Plate(cq.Workplane):
    def plain(self, size):
        return self.newObject(self.box(size, size, size).vals())


r = Plate("XY").plain(1)
assert type(r).__name__ == "Plate"

# --- operators and sums ---
# volume: 4  solids: 1
import functools, operator
import cadquery as cq

parts = [cq.Workplane().box(i + 1, 1, 1) for i in range(4)]
both = functools.reduce(lambda a, b: a.union(b), parts)
assert abs(functools.reduce(operator.add, parts).val().Volume() - both.val().Volume()) < 1e-9
result = both - cq.Workplane().box(10, 10, 10).translate((0, 0, 20))

# --- callbacks ---
# volume: 3  solids: 3
import cadquery as cq

seen = []


def place(location):
    seen.append(location)
    return cq.Workplane().box(1, 1, 1).val().moved(location)


result = cq.Workplane().pushPoints([(0, 0), (5, 0), (10, 0)]).eachpoint(place)
assert len(seen) == 3

# --- exceptions pass through callbacks ---
import cadquery as cq

caught = None
try:
    cq.Workplane().pushPoints([(0, 0)]).eachpoint(lambda location: 1 / 0)
except ZeroDivisionError as error:
    caught = str(error)
assert caught == "division by zero"

# --- a union whose faces cannot be united stays as it is ---
# objects: result Workplane
# volume: 785.3982  solids: 1  valid
import cadquery as cq

up = cq.Solid.makeCylinder(5, 5)
down = cq.Solid.makeCylinder(5, 5, dir=cq.Vector(0, 0, -1))
result = cq.Workplane().add(up.fuse(down)).combine()
