# Workplane basics: where things are drawn, primitives, moving about, lines.

# --- box with names for its sides ---
import cadquery as cq
result = cq.Workplane("XY").box(length=12, width=8, height=3)

# --- box standing on its corner ---
import cadquery as cq
result = cq.Workplane("XY").box(4, 5, 6, centered=False)

# --- box centred in two directions ---
import cadquery as cq
result = cq.Workplane("XY").box(4, 5, 6, centered=(True, False, True))

# --- boxes at points stay apart ---
import cadquery as cq
result = cq.Workplane("XY").pushPoints([(0, 0), (10, 0), (0, 10)]).box(3, 3, 3, combine=False)

# --- overlapping boxes melt ---
import cadquery as cq
result = cq.Workplane("XY").pushPoints([(0, 0), (2, 0), (4, 1)]).box(3, 3, 3)

# --- box that is cut away ---
import cadquery as cq
result = cq.Workplane("XY").box(10, 10, 4).faces(">Z").workplane().box(3, 3, 3, combine="cut")

# --- cylinder by name ---
import cadquery as cq
result = cq.Workplane("XY").cylinder(height=20, radius=4)

# --- lying cylinder ---
import cadquery as cq
result = cq.Workplane("XY").cylinder(20, 4, direct=cq.Vector(1, 0, 0))

# --- quarter of a cylinder ---
import cadquery as cq
result = cq.Workplane("XZ").cylinder(6, 2, angle=90, centered=(True, True, False))

# --- cylinder beside the part ---
import cadquery as cq
result = cq.Workplane().box(10, 10, 2).faces(">Z").workplane().cylinder(5, 2, combine=False)

# --- ball ---
import cadquery as cq
result = cq.Workplane("XY").sphere(radius=2.5)

# --- slice of a ball ---
import cadquery as cq
result = cq.Workplane("XY").sphere(5, direct=(0, 0, 1), angle1=-30, angle2=60, angle3=270)

# --- ball off centre ---
import cadquery as cq
result = cq.Workplane("YZ").sphere(2, centered=(False, True, False))

# --- wedge ---
import cadquery as cq
result = cq.Workplane("XY").wedge(10, 4, 6, 2, 1, 8, 5)

# --- wedge with its own direction ---
import cadquery as cq
result = cq.Workplane("XY").wedge(6, 3, 6, 3, 3, 3, 3, pnt=(1, 2, 3), dir=(0, 1, 1), centered=False)

# --- box on every named plane ---
import cadquery as cq
names = ["XY", "YZ", "ZX", "XZ", "YX", "ZY", "front", "back", "left", "right", "top", "bottom"]
parts = [cq.Workplane(name).workplane(offset=i * 4).box(1, 2, 3) for i, name in enumerate(names)]
for name, part in zip(names, parts):
    c = part.val().Center()
    print(name, round(c.x, 4), round(c.y, 4), round(c.z, 4))
result = parts

# --- a plane far away ---
import cadquery as cq
result = cq.Workplane("XZ", origin=(10, 20, 30)).rect(4, 2).extrude(6)

# --- workplane around an object ---
import cadquery as cq
block = cq.Workplane().box(6, 6, 6).val()
result = cq.Workplane(obj=block).faces(">Z").workplane().hole(2)

# --- workplane from a vector ---
import cadquery as cq
result = cq.Workplane(cq.Vector(3, 4, 5)).box(1, 1, 1)
print(result.val().Center())

# --- workplane in a place ---
import cadquery as cq
place = cq.Location(cq.Vector(1, 2, 3), cq.Vector(0, 0, 1), 30)
result = cq.Workplane(place).box(4, 2, 1)

# --- object and plane together ---
import cadquery as cq
face = cq.Face.makePlane(4, 4)
result = cq.Workplane("XY", origin=(0, 0, 1), obj=face).wires().toPending().extrude(2)

# --- offset workplane ---
import cadquery as cq
result = cq.Workplane("XY").box(10, 10, 2).faces(">Z").workplane(offset=3).rect(4, 4).extrude(1)

# --- workplane turned over ---
import cadquery as cq
result = cq.Workplane("XY").box(10, 10, 10).faces(">Z").workplane(invert=True).circle(2).extrude(4, combine="cut")

# --- workplane with an origin of its own ---
import cadquery as cq
result = cq.Workplane("XY").box(10, 10, 2).faces(">Z").workplane(origin=(3, 3, 0)).circle(1).extrude(2)

# --- three ways to the centre of a face ---
import cadquery as cq
base = cq.Workplane("XY").move(2, 1).rect(10, 6).extrude(2).faces(">X").edges(">Y").chamfer(0.9)
for option in ("CenterOfMass", "CenterOfBoundBox", "ProjectedOrigin"):
    o = base.faces(">Z").workplane(centerOption=option).plane.origin
    print(option, round(o.x, 5), round(o.y, 5), round(o.z, 5))
result = base.faces(">Z").workplane(centerOption="CenterOfBoundBox").hole(1)

# --- workplane on several faces of one plane ---
import cadquery as cq
result = (
    cq.Workplane().pushPoints([(-6, 0), (8, 0)]).box(4, 4, 4)
    .faces(">Z").workplane(centerOption="CenterOfMass").circle(1).extrude(3)
)

# --- workplane at a vertex ---
import cadquery as cq
result = cq.Workplane().box(8, 6, 4).faces(">Z").vertices("<XY").workplane().circle(1).cutThruAll()

# --- workplane at the middle of a straight edge ---
import cadquery as cq
o = cq.Workplane().box(8, 6, 4).edges("|Z and >X and >Y").workplane().plane
print(o.origin.toTuple(), o.zDir.toTuple())
result = cq.Workplane().box(8, 6, 4).faces(">Z").edges(">Y").workplane(centerOption="CenterOfMass").circle(0.5).extrude(1)

# --- copied workplane ---
import cadquery as cq
other = cq.Workplane("XZ", origin=(0, 5, 0))
result = cq.Workplane().box(4, 4, 4).copyWorkplane(other).circle(1).extrude(3)

# --- back to a tagged workplane ---
import cadquery as cq
result = (
    cq.Workplane("XY").box(10, 10, 2).faces(">Z").workplane().tag("top")
    .center(3, 3).circle(1).extrude(4).workplaneFromTagged("top").center(-3, -3).rect(2, 2).extrude(3)
)

# --- tilted plane ---
import cadquery as cq
result = cq.Workplane().box(10, 10, 2).faces(">Z").workplane().transformed(offset=(1, 2, 0.5), rotate=(0, 30, 45)).rect(3, 2).extrude(3)

# --- only turned ---
import cadquery as cq
result = cq.Workplane("XY").transformed(rotate=cq.Vector(90, 0, 0)).rect(4, 6).extrude(1.5)

# --- only shifted ---
import cadquery as cq
result = cq.Workplane("YZ").transformed(offset=cq.Vector(0, 0, 7)).circle(2).extrude(1)

# --- centre moves the origin ---
import cadquery as cq
w = cq.Workplane("XY").center(5, 5)
print(w.plane.origin.toTuple(), w.val())
result = w.rect(2, 2).extrude(1).faces(">Z").workplane(centerOption="ProjectedOrigin").center(1, 0).circle(0.25).cutThruAll()

# --- plane with own axes ---
import cadquery as cq
plane = cq.Plane(origin=(1, 1, 1), xDir=(1, 1, 0), normal=(0, 0, 1))
result = cq.Workplane(plane).rect(4, 2).extrude(1)

# --- plane by normal only ---
import cadquery as cq
plane = cq.Plane(origin=(0, 0, 2), normal=(1, 0, 1))
result = cq.Workplane(plane).circle(1.5).extrude(2)

# --- lines in all manners ---
import cadquery as cq
result = (
    cq.Workplane("XY").moveTo(1, 1).lineTo(5, 1).line(0, 2).hLine(-1).vLine(2).hLineTo(2).vLineTo(2).close().extrude(1)
)

# --- moves by steps ---
import cadquery as cq
result = cq.Workplane("XY").move(2, 0).line(3, 0).move(0, 0).line(0, 3).close().extrude(2)

# --- construction lines leave nothing ---
import cadquery as cq
w = cq.Workplane().lineTo(5, 0, forConstruction=True).line(0, 5, forConstruction=True)
print(len(w.ctx.pendingEdges), w.val().Length())
result = w.circle(1).extrude(1)

# --- polar lines ---
import cadquery as cq
result = cq.Workplane().polarLine(5, 0).polarLine(5, 120).close().extrude(1)

# --- polar lines to points ---
import cadquery as cq
result = cq.Workplane().moveTo(4, 0).polarLineTo(4, 72).polarLineTo(4, 144).polarLineTo(4, 216).polarLineTo(4, 288).close().extrude(0.5)

# --- polyline from a list ---
import cadquery as cq
pts = [(0, 0), (6, 0), (6, 2), (2, 2), (2, 5), (0, 5)]
result = cq.Workplane("XZ").polyline(pts).close().extrude(3)

# --- polyline that starts where the pen is ---
import cadquery as cq
result = cq.Workplane().moveTo(-2, -2).polyline([(2, -2), (2, 2), (-2, 2)], includeCurrent=True).close().extrude(1)

# --- closed polyline by wire ---
import cadquery as cq
result = cq.Workplane().polyline([(0, 0), (3, 0), (3, 3), (0, 0)]).wire().extrude(2)

# --- rectangles ---
import cadquery as cq
result = cq.Workplane().rect(xLen=8, yLen=5, centered=(True, False)).rect(2, 2, centered=True).extrude(2)

# --- circle in a square ---
import cadquery as cq
result = cq.Workplane().rect(6, 6).circle(radius=2).extrude(1)

# --- hexagons inside and outside ---
import cadquery as cq
result = [
    cq.Workplane().polygon(6, 10).extrude(1),
    cq.Workplane().polygon(nSides=6, diameter=10, circumscribed=True).extrude(1),
]

# --- construction hexagon ---
import cadquery as cq
result = cq.Workplane().circle(8).extrude(2).faces(">Z").workplane().polygon(6, 10, forConstruction=True).vertices().hole(2)

# --- slots ---
import cadquery as cq
result = cq.Workplane().box(30, 20, 3).faces(">Z").workplane().rarray(1, 8, 1, 2).slot2D(12, 4, angle=15).cutThruAll()

# --- ellipse ---
import cadquery as cq
result = cq.Workplane().ellipse(6, 3, rotation_angle=30).extrude(2)

# --- ellipse arc and chord ---
import cadquery as cq
result = (
    cq.Workplane().ellipseArc(x_radius=5, y_radius=3, angle1=0, angle2=180, rotation_angle=0, sense=1, startAtCurrent=False)
    .close().extrude(1)
)

# --- ellipse arc from the pen ---
import cadquery as cq
result = cq.Workplane().moveTo(3, 0).ellipseArc(4, 2, -90, 90, 10, startAtCurrent=True, sense=-1).close().extrude(1)

# --- mirrored outline in x ---
import cadquery as cq
result = cq.Workplane().hLine(4).vLine(1).hLine(-1).vLine(1).hLine(-3).mirrorX().extrude(2)

# --- mirrored outline in y ---
import cadquery as cq
result = cq.Workplane().vLine(5).hLine(2).vLine(-3).hLineTo(0).mirrorY().extrude(1)

# --- size of the stack ---
import cadquery as cq
b = cq.Workplane().box(1, 2, 3)
print(b.size(), b.faces().size(), b.edges().size(), b.vertices().size(), b.wires().size(), b.shells().size(), b.solids().size(), b.compounds().size())
result = b

# --- end and parents ---
import cadquery as cq
b = cq.Workplane().box(2, 2, 2).faces(">Z").edges("<Y").vertices("<X")
print(b.val().toTuple(), b.end().val().Center().toTuple(), b.end(2).val().Center().toTuple(), b.end(3).size())
result = b.end(3)

# --- union by plus, cut by minus, intersection by star ---
import cadquery as cq
a = cq.Workplane().box(4, 4, 4)
b = cq.Workplane().center(2, 0).sphere(2)
result = [a + b, a - b, a * b, a & b, a | b]

# --- division splits ---
import cadquery as cq
result = cq.Workplane().box(6, 6, 6) / cq.Workplane().rect(10, 10)

# --- largest dimension ---
import cadquery as cq
result = cq.Workplane().box(3, 4, 12)
print(round(result.largestDimension(), 9))

# --- coordinates by name ---
import cadquery as cq
result = cq.Workplane().moveTo(x=2, y=1).circle(1).moveTo(x=-2).circle(1).extrude(1)
