# ReCAD's primitive language: the five levels, hard-coded and parametric, and what is refused.

# --- a plate with a hole, hard-coded ---
# objects: part MSE
# volume: 26387.2568  solids: 1  faces: 7  valid
# printed: MSE 5
from recad import *

loop = Loop([line((0, 0), (60, 0)), line((60, 0), (60, 40)), line((60, 40), (0, 40)), line((0, 40), (0, 0))])
hole = Loop([circle((30, 20), 8)])
part = MSE([SE(Sketch([Face(loop, [hole])], origin=(0, 0, 0), normal=(0, 0, 1)), d_pos=12)])
print(part.level, part.curve_count)

# --- the plate with named sizes ---
# objects: part MSE
# volume: 26387.2568  solids: 1
from recad import *

width, depth, thick, bore = 60.0, 40.0, 12.0, 16.0


def rectangle(w, d):
    return Loop([line(a, b) for a, b in closed([(0, 0), (w, 0), (w, d), (0, d)])])


plate = Face(rectangle(width, depth), [Loop([circle((width / 2, depth / 2), bore / 2)])])
part = MSE([SE(Sketch([plate]), d_pos=thick)])

# --- a circular pattern by arithmetic ---
# objects: part MSE
# volume: 127702.600  solids: 1  faces: 9
# printed: 7
from recad import *

n, pcd, d = 6, 80.0, 9.0
holes = [Loop([circle((pcd / 2 * cos(2 * pi * i / n), pcd / 2 * sin(2 * pi * i / n)), d / 2)]) for i in range(n)]
flange = Face(Loop([circle((0, 0), 55.0)]), holes)
part = MSE([SE(Sketch([flange], origin=(0, 0, 0), normal=(0, 0, 1)), d_pos=14.0)])
print(part.curve_count)

# --- join, cut and intersect, both ways along other axes ---
# objects: part MSE
# volume: 4858.0972  solids: 1  valid
from recad import *


def square(a):
    return Face(Loop([line(p, q) for p, q in closed([(-a, -a), (a, -a), (a, a), (-a, a)])]))


base = SE(Sketch([square(10)], origin=(0, 0, 0)), 5, 5)
pin = SE(Sketch([Face(Loop([circle((0, 0), 5)]))], origin=(0, 0, 5)), 15, op="join")
slot = SE(Sketch([square(2)], origin=(0, 0, 0), normal=(1, 0, 0)), 10, 10, op="cut")
box = SE(Sketch([square(30)], origin=(0, 0, 0), normal=(0, 1, 0)), 40, 40, op="intersect")
part = MSE([base, pin, slot, box])

# --- a loop of lines and an arc ---
# objects: part Loop
# edges: 3  area: 0
# printed: L 3
from recad import *

part = Loop([line((0, 0), (4, 0)), line((4, 0), (4, 1)), arc((4, 1), (1, 2), (0, 0))])
print(part.level, part.curve_count)

# --- face, sketch and one sketch-extrude are results too ---
# objects: face Face, sketch Sketch, se SE
# area: 1  faces: 1
# printed: F 4 S 4 SE 4
from recad import *

face = Face(Loop([line(a, b) for a, b in closed([(0, 0), (1, 0), (1, 1), (0, 1)])]))
sketch = Sketch([face], origin=(1, 2, 3), normal=(0, -1, 0))
se = SE(sketch, 2)
for part in (face, sketch, se):
    show_object(part)
print(face.level, face.curve_count, sketch.level, sketch.curve_count, se.level, se.curve_count)

# --- a model can be worked on with CadQuery ---
# objects: result MSE
# volume: 7  faces: 9
from recad import *

cube = MSE([SE(Sketch([Face(Loop([line(a, b) for a, b in closed([(0, 0), (2, 0), (2, 2), (0, 2)])]))]), 2)])
result = cube.faces(">Z").workplane().center(1.5, 1.5).rect(1, 1).cutBlind(-1)

# --- an open loop ---
# error: 3 Loop: curve 2 ends at (3, 4), curve 1 begins at (0, 0), 5 apart
from recad import *

loop = Loop([line((0, 0), (3, 0)), line((3, 0), (3, 4))])

# --- a circle among other curves ---
# error: 3 Loop: a circle is a loop of its own, but 2 curves are given
from recad import *

loop = Loop([circle((0, 0), 1), line((0, 0), (1, 0))])

# --- nothing to cut from ---
# error: 4 MSE: the first part has op 'cut', but there is nothing yet
from recad import *

disc = SE(Sketch([Face(Loop([circle((0, 0), 1)]))]), 1, op="cut")
part = MSE([disc])

# --- no height ---
# error: 3 SE: d_pos 0 and d_neg 0 make no height; their sum must be greater than 0
from recad import *

part = SE(Sketch([Face(Loop([circle((0, 0), 1)]))]), 0)

# --- a sloping sketch needs xdir ---
# error: 3 Sketch: give xdir, because the normal (1, 1, 0) lies along no axis
from recad import *

sketch = Sketch([Face(Loop([circle((0, 0), 1)]))], normal=(1, 1, 0))
