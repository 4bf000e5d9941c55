# Whole parts, as people and language models write them.

# --- pillow block ---
import cadquery as cq
(L, w, t) = (30.0, 40.0, 10.0)
(bearing, inset) = (22.0, 8.0)
result = (
    cq.Workplane("XY").box(L + 20, w, t).faces(">Z").workplane().hole(bearing)
    .faces(">Z").workplane().rect(L + 20 - inset, w - inset, forConstruction=True).vertices().cboreHole(2.4, 4.4, 2.1)
    .edges("|Z").fillet(2.0)
)

# --- L bracket with gusset ---
import cadquery as cq
t = 4
base = cq.Workplane("XY").box(40, 30, t, centered=(False, True, False))
wall = cq.Workplane("XY").box(t, 30, 35, centered=(False, True, False))
rib = cq.Workplane("XZ").polyline([(t, t), (30, t), (t, 30)]).close().extrude(2, both=True)
result = base.union(wall).union(rib)
result = result.faces("<Z").workplane(centerOption="CenterOfBoundBox").rect(20, 18, forConstruction=True).vertices().hole(4)

# --- stepped shaft ---
import cadquery as cq
result = cq.Workplane("XY")
z = 0
for d, l in [(20, 15), (28, 10), (24, 30), (16, 12)]:
    result = result.union(cq.Workplane("XY").workplane(offset=z).circle(d / 2).extrude(l))
    z += l
result = result.faces(">Z").chamfer(1).faces("<Z").chamfer(1)

# --- keyway ---
import cadquery as cq
shaft = cq.Workplane("YZ").circle(8).extrude(50)
key = cq.Workplane("XY").workplane(offset=5).center(25, 0).slot2D(20, 4).extrude(5)
result = shaft.cut(key)

# --- hex nut ---
import cadquery as cq
nut = cq.Workplane().polygon(6, 13 / 0.8660254).extrude(6.5).faces(">Z").workplane().hole(6.8)
cone = cq.Workplane("XZ").polyline([(0, 0), (6.5, 0), (7.6, 1.1), (7.6, 5.4), (6.5, 6.5), (0, 6.5)]).close().revolve(360, (0, 0, 0), (0, 1, 0))
result = nut.intersect(cone)

# --- spur of a gear ---
import cadquery as cq
from math import pi, cos, sin
teeth, root, tip = 10, 9, 12
pts = []
for i in range(teeth):
    for k, r in ((0, root), (0.25, tip), (0.5, tip), (0.75, root)):
        a = 2 * pi * (i + k) / teeth
        pts.append((r * cos(a), r * sin(a)))
result = cq.Workplane().polyline(pts).close().extrude(4).faces(">Z").workplane().hole(5).edges("%CIRCLE").chamfer(0.3)

# --- mug ---
import cadquery as cq
body = cq.Workplane().circle(20).extrude(40).faces(">Z").shell(-2)
path = cq.Workplane("XZ").moveTo(19, 10).threePointArc((32, 20), (19, 30))
handle = cq.Workplane("YZ", origin=(19, 0, 10)).ellipse(2, 3).sweep(path)
result = body.union(handle.cut(cq.Workplane().circle(18.5).extrude(40)))

# --- heat sink ---
import cadquery as cq
fins = cq.Workplane().rarray(4, 1, 8, 1).rect(1.2, 30).extrude(12)
result = cq.Workplane().box(32, 30, 3, centered=(True, True, False)).union(fins.translate((0, 0, 3)))

# --- pipe elbow with flanges ---
import cadquery as cq
path = cq.Workplane("XZ").lineTo(0, 10).threePointArc((2.929, 17.071), (10, 20)).lineTo(20, 20)
elbow = cq.Workplane("XY").circle(4).circle(3).sweep(path)
f1 = cq.Workplane("XY").circle(8).circle(3).extrude(2)
f2 = cq.Workplane("YZ", origin=(20, 0, 20)).circle(8).circle(3).extrude(2)
result = elbow.union(f1).union(f2)

# --- electronics box ---
import cadquery as cq
outer = cq.Workplane("XY").rect(50, 35).extrude(20).edges("|Z").fillet(4)
inner = outer.faces("<Z").workplane(2, True).rect(46, 31).extrude(18, False).edges("|Z").fillet(2)
result = outer.cut(inner).faces(">Z").workplane().rect(42, 27, forConstruction=True).vertices().circle(2.5).extrude(-16)

# --- clamp ---
import cadquery as cq
result = (
    cq.Workplane("front").circle(12).circle(8).extrude(10).faces(">Z").workplane(centerOption="CenterOfMass").center(0, 14).rect(8, 14).extrude(-10)
    .faces(">Z").workplane(origin=(0, 14, 0)).rect(2, 16).cutThruAll().faces(">X").workplane(centerOption="CenterOfBoundBox").center(0, 0).circle(0.1).extrude(0.1)
)

# --- spoked wheel ---
import cadquery as cq
rim = cq.Workplane().circle(30).circle(26).extrude(6)
hub = cq.Workplane().circle(6).extrude(6)
spokes = cq.Workplane().polarArray(16, 0, 360, 6).rect(22, 3).extrude(6)
result = rim.union(hub).union(spokes).faces(">Z").workplane(origin=(0, 0, 6)).hole(5)

# --- phone stand ---
import cadquery as cq
profile = [(0, 0), (60, 0), (60, 4), (20, 4), (10, 50), (6, 50), (15, 4), (0, 4)]
result = cq.Workplane("XZ").polyline(profile).close().extrude(30, both=True).edges("|Y").edges(">Z").fillet(0.5)

# --- funnel ---
import cadquery as cq
result = cq.Workplane("XZ").polyline([(3, 0), (4, 0), (4, 15), (20, 35), (20, 36), (19.2, 36), (3, 15.6)]).close().revolve(360, (0, 0, 0), (0, 1, 0))

# --- name plate ---
import cadquery as cq
result = (
    cq.Workplane().box(60, 20, 3).edges("|Z").fillet(5).faces(">Z").edges().chamfer(0.5)
    .faces(">Z").workplane().text("A-7", 10, -1, combine="cut").faces(">Z").workplane(origin=(0, 0, 0)).pushPoints([(-25, 0), (25, 0)]).hole(3)
)

# --- bottle ---
import cadquery as cq
(L, w, t) = (20.0, 6.0, 3.0)
p = cq.Workplane("XY").center(-L / 2, 0).vLine(w / 2).threePointArc((L / 2, w / 2 + t), (L, w / 2)).vLine(-w / 2).mirrorX().extrude(30.0, True)
p = p.faces(">Z").workplane(centerOption="CenterOfMass").circle(3.0).extrude(2.0, True)
result = p.faces(">Z").shell(0.3)

# --- compression spring ---
import cadquery as cq
wire = cq.Wire.makeHelix(5, 15, 6)
result = cq.Workplane("XZ").center(6, 0).circle(0.8).sweep(cq.Workplane(obj=wire), isFrenet=True)

# --- dovetail ---
import cadquery as cq
tail = cq.Workplane("XZ").polyline([(-3, 0), (3, 0), (5, 4), (-5, 4)]).close().extrude(-20)
block = cq.Workplane().box(20, 20, 10, centered=(True, False, False))
result = block.cut(tail.translate((0, 0, 6)))

# --- chain link ---
import cadquery as cq
path = cq.Workplane("XY").slot2D(20, 10).wires().val()
p = path.positionAt(0)
t = path.tangentAt(0)
result = cq.Workplane(cq.Plane(origin=p, normal=t)).circle(1.5).sweep(cq.Workplane(obj=path))

# --- drawer with dividers ---
import cadquery as cq
box = cq.Workplane().box(60, 40, 20).faces(">Z").shell(-2, kind="intersection")
dividers = cq.Workplane().pushPoints([(-10, 0), (10, 0)]).rect(1.5, 38).extrude(8).translate((0, 0, -9))
result = box.union(dividers)

# --- camera mount from a sketch ---
import cadquery as cq
s = (
    cq.Sketch().rect(30, 20).vertices().fillet(3).reset().push([(-9, 0), (9, 0)]).circle(2.2, mode="s").reset()
    .push([(0, 0)]).slot(6, 4, angle=90, mode="s").reset()
)
result = cq.Workplane().placeSketch(s).extrude(4).faces(">Z").edges("%LINE").chamfer(0.4)

# --- knob ---
import cadquery as cq
k = cq.Workplane().circle(10).workplane(offset=12).circle(8).loft(combine=True)
grips = cq.Workplane().polarArray(10.5, 0, 360, 12).circle(1).extrude(12)
result = k.cut(grips).faces("<Z").workplane().hole(5, 8).faces(">Z").edges().fillet(0.4)

# --- tray of a loop ---
import cadquery as cq
tray = cq.Workplane().box(44, 24, 10)
for i in range(4):
    for j in range(2):
        tray = tray.faces(">Z").workplane(centerOption="CenterOfBoundBox").center(-15 + 10 * i, -5 + 10 * j).rect(8, 8).cutBlind(-8)
result = tray

# --- half shell of a ball ---
import cadquery as cq
ball = cq.Workplane().sphere(10)
half = ball.cut(cq.Workplane().box(30, 30, 15, centered=(True, True, False)).translate((0, 0, -15)))
result = half.faces("<Z").shell(-1)

# --- assembled lamp ---
import cadquery as cq
foot = cq.Workplane().circle(15).extrude(3).faces(">Z").edges().fillet(1)
rod = cq.Workplane().circle(2).extrude(40)
shade = cq.Workplane().circle(12).workplane(offset=12).circle(6).loft(combine=True).faces("|Z").shell(-0.6)
result = (
    cq.Assembly(name="lamp").add(foot, name="foot", color=cq.Color("black")).add(rod, name="rod", loc=cq.Location((0, 0, 3)), color=cq.Color(0.8, 0.8, 0.8))
    .add(shade, name="shade", loc=cq.Location((0, 0, 32)), color=cq.Color("white"))
)
