# --- circle both ways ---
import cadquery as cq
result = cq.Workplane().circle(5).extrude(4, both=True)

# --- ring both ways ---
import cadquery as cq
result = cq.Workplane("XZ").circle(5).circle(3).extrude(4, both=True)

# --- hole of a plate both ways ---
import cadquery as cq
result = cq.Workplane().rect(20, 20).circle(3).extrude(4, both=True)

# --- the lower half first ---
import cadquery as cq
lower = cq.Workplane().circle(5).extrude(-4)
result = lower.union(cq.Workplane().circle(5).extrude(4))

# --- mirrored cylinder ---
import cadquery as cq
result = cq.Workplane().circle(5).extrude(4).mirror("XY", union=True)

# --- mirrored plate with a hole ---
import cadquery as cq
result = cq.Workplane().rect(20, 20).circle(3).extrude(4).mirror("XY", union=True)

# --- tool made both ways ---
import cadquery as cq
tool = cq.Workplane().circle(3).extrude(20, both=True)
result = cq.Workplane().box(20, 20, 20).cut(tool)

# --- tool made both ways, turned ---
import cadquery as cq
tool = cq.Workplane().circle(3).extrude(20, both=True).rotate((0, 0, 0), (1, 0, 0), 180)
result = cq.Workplane().box(20, 20, 20).cut(tool)

# --- what comes behind stays in pieces, too ---
import cadquery as cq
pin = cq.Workplane().circle(5).extrude(4, both=True, clean=False)
foot = cq.Workplane("XY", origin=(0, 0, 4)).box(20, 20, 3, centered=(True, True, False))
side = cq.Workplane("XY", origin=(20, 0, 4)).box(20, 20, 3, centered=(True, True, False))
result = pin.union(foot, clean=False).union(side, clean=False).clean()

# --- inwards and outwards from one face ---
import cadquery as cq
foot = cq.Workplane("XY").box(120, 40, 14, centered=(True, True, False))
housing = cq.Workplane("XY").box(64, 30, 70, centered=(True, True, False))
seat = cq.Workplane("XZ", origin=(0, -15, 35)).circle(23.5).extrude(-14)
clear = cq.Workplane("XZ", origin=(0, -15, 35)).circle(23.5).extrude(40)
result = foot.union(housing).cut(seat).cut(clear)

# --- through an edge ---
import cadquery as cq
wedge = cq.Workplane().lineTo(1, 0).lineTo(0, 1).close().extrude(0.25)
result = wedge.faces("+XY").workplane(centerOption="CenterOfMass").circle(0.08).cutThruAll()

# --- through an edge, uncleaned ---
import cadquery as cq
wedge = cq.Workplane().lineTo(1, 0).lineTo(0, 1).close().extrude(0.25)
result = wedge.faces("+XY").workplane(centerOption="CenterOfMass").circle(0.08).cutThruAll(clean=False)

# --- bores that cross in a ball ---
import cadquery as cq
ball = cq.Workplane().sphere(10).workplane().circle(5).cutThruAll()
result = ball.workplane().transformed(rotate=(90, 0, 0)).circle(5).cutThruAll()

# --- square hole through a tube ---
import cadquery as cq
tube = cq.Workplane().circle(10).circle(8).extrude(30)
result = tube.faces("<Z").workplane(offset=-15).transformed(rotate=(90, 0, 0)).rect(4, 6).cutThruAll()

# --- round hole through a tube ---
import cadquery as cq
tube = cq.Workplane().circle(10).circle(8).extrude(30)
result = tube.faces("<Z").workplane(offset=-15).transformed(rotate=(90, 0, 0)).circle(3).cutThruAll()

# --- barrel of a hinge ---
import cadquery as cq
leaf = cq.Workplane("XY").box(40, 60, 3, centered=(False, True, False))
barrel = cq.Workplane("XZ").center(0, 3).circle(5).extrude(30, both=True)
result = leaf.union(barrel)

# --- hinge with its gaps ---
import cadquery as cq
leaf = cq.Workplane("XY").box(40, 60, 3, centered=(False, True, False))
barrel = cq.Workplane("XZ").center(0, 3).circle(5).extrude(30, both=True)
result = leaf.union(barrel)
for y in (-20, 0, 20):
    gap = cq.Workplane("XZ", origin=(0, y + 5, 3)).circle(6).extrude(10)
    result = result.cut(gap)
result = result.cut(cq.Workplane("XZ").center(0, 3).circle(2).extrude(40, both=True))

# --- slot both ways ---
import cadquery as cq
result = cq.Workplane().slot2D(20, 6).extrude(4, both=True)

# --- tube made both ways and drilled ---
import cadquery as cq
tube = cq.Workplane().circle(14).circle(10).extrude(40, both=True)
result = tube.cut(cq.Workplane("XZ").circle(2.5).extrude(30, both=True))

# --- mug with a handle ---
import cadquery as cq
body = cq.Workplane("XY").circle(40).extrude(90).faces(">Z").shell(-4)
path = cq.Workplane("XZ").moveTo(38, 20).spline([(65, 30), (65, 60), (38, 70)])
handle = cq.Workplane("YZ", origin=(38, 0, 20)).ellipse(5, 8).sweep(path)
result = body.union(handle)

# --- boss that goes on with the round end of a slot ---
import cadquery as cq
arm = cq.Workplane("XY").slot2D(60, 16).extrude(6)
arm = arm.faces(">Z").workplane().center(-22, 0).circle(8).extrude(10).faces(">Z").workplane().hole(8)
result = arm.faces("<Z").workplane(origin=(22, 0, 0)).hole(6)
