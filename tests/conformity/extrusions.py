# Extrude, cut, revolve, loft, sweep.

# --- both directions ---
import cadquery as cq
result = cq.Workplane("XY").rect(4, 3).extrude(5, both=True)

# --- both directions with taper ---
import cadquery as cq
result = cq.Workplane("XY").rect(8, 6).extrude(4, both=True, taper=8)

# --- round with taper ---
import cadquery as cq
result = cq.Workplane("XY").circle(5).extrude(6, taper=12)

# --- growing taper ---
import cadquery as cq
result = cq.Workplane("XY").polygon(5, 6).extrude(3, taper=-10)

# --- taper with a hole ---
import cadquery as cq
result = cq.Workplane("XY").rect(10, 10).circle(2).extrude(3, taper=5)

# --- downwards ---
import cadquery as cq
result = cq.Workplane("XZ").rect(2, 3).extrude(-7)

# --- kept apart ---
import cadquery as cq
result = cq.Workplane().box(6, 6, 2).faces(">Z").workplane().circle(2).extrude(3, combine=False)

# --- cut by extrude ---
import cadquery as cq
result = cq.Workplane().box(6, 6, 6).faces(">Z").workplane().circle(2).extrude(-3, combine="cut")

# --- short for subtract ---
import cadquery as cq
result = cq.Workplane().box(6, 6, 6).faces(">X").workplane().rect(2, 2).extrude(-6, combine="s")

# --- without cleaning ---
import cadquery as cq
result = cq.Workplane().box(6, 6, 2).faces(">Z").workplane().rect(6, 6).extrude(2, clean=False)

# --- up to the next face ---
import cadquery as cq
wall = cq.Workplane().box(2, 20, 20).translate((15, 0, 0))
result = cq.Workplane("YZ").box(8, 8, 2).union(wall).faces(">X[-3]").workplane().circle(2).extrude("next")

# --- up to a given face ---
import cadquery as cq
base = cq.Workplane().box(20, 20, 2).faces(">Z").workplane(offset=8).rect(20, 20).extrude(2)
result = base.faces("<Z[1]").workplane().circle(3).extrude(until=base.faces(">Z").val())

# --- cut to the next face ---
import cadquery as cq
result = (
    cq.Workplane().box(10, 10, 10).faces("<Z").shell(-1).faces(">Z").workplane().circle(2).cutBlind("next")
)

# --- cut to the last face ---
import cadquery as cq
result = cq.Workplane().box(10, 10, 10).faces(">X").shell(-1).faces(">Z").workplane().rect(2, 2).cutBlind("last")

# --- blind pocket ---
import cadquery as cq
result = cq.Workplane().box(20, 10, 5).faces(">Z").workplane().rect(15, 6).cutBlind(-2)

# --- pocket with sloping walls ---
import cadquery as cq
result = cq.Workplane().box(20, 10, 5).faces(">Z").workplane().rect(12, 6).cutBlind(-3, taper=10)

# --- pocket to both sides ---
import cadquery as cq
result = cq.Workplane().box(10, 10, 10).rect(4, 4).cutBlind(2, both=True)

# --- cut through all from below ---
import cadquery as cq
result = cq.Workplane().box(10, 10, 4).faces("<Z").workplane().center(2, 2).polygon(3, 4).cutThruAll()

# --- two cuts in a row ---
import cadquery as cq
result = (
    cq.Workplane().circle(10).extrude(4).faces(">Z").workplane().rect(4, 30).cutBlind(-1)
    .faces(">X").workplane(centerOption="CenterOfMass").circle(0.8).cutThruAll()
)

# --- cut each of several tools ---
import cadquery as cq
result = cq.Workplane().box(12, 12, 3).pushPoints([(-3, -3), (3, 3)]).cutEach(
    lambda loc: cq.Solid.makeCylinder(1, 10, cq.Vector(0, 0, -5)).moved(loc))

# --- face extruded ---
import cadquery as cq
f = cq.Workplane().rect(6, 4).extrude(1).faces(">Z")
result = f.wires().toPending().workplane().extrude(3)

# --- nested outlines give tube and core ---
import cadquery as cq
result = cq.Workplane().circle(10).circle(8).circle(5).circle(3).extrude(4)

# --- separate outlines in one extrude ---
import cadquery as cq
result = cq.Workplane().pushPoints([(-8, 0), (0, 0), (8, 0)]).rect(5, 5).extrude(2)

# --- twist ---
import cadquery as cq
result = cq.Workplane().rect(6, 3).twistExtrude(10, 45)

# --- twist into a part ---
import cadquery as cq
result = cq.Workplane().box(10, 10, 2).faces(">Z").workplane().polygon(3, 5).twistExtrude(distance=6, angleDegrees=-60)

# --- full turn ---
import cadquery as cq
result = cq.Workplane("XZ").moveTo(3, 0).rect(2, 4).revolve()

# --- full turn about an axis ---
import cadquery as cq
result = cq.Workplane("XY").rect(4, 6, centered=False).revolve(360, axisStart=(0, 0, 0), axisEnd=(0, 1, 0))

# --- part of a turn ---
import cadquery as cq
result = cq.Workplane("XY").center(6, 0).circle(1.5).revolve(angleDegrees=120, axisStart=(-6, 0, 0), axisEnd=(-6, 1, 0))

# --- profile with a hole turned ---
import cadquery as cq
result = cq.Workplane("XY").moveTo(8, 0).circle(2).moveTo(8, 0).circle(1).revolve(180, (0, 0, 0), (0, 1, 0))

# --- vase ---
import cadquery as cq
result = (
    cq.Workplane("XZ").lineTo(5, 0).spline([(6, 4), (3, 9), (4, 12)], includeCurrent=True).hLineTo(0).close()
    .revolve(360, (0, 0, 0), (0, 1, 0))
)

# --- revolved and cut ---
import cadquery as cq
groove = cq.Workplane("XZ").moveTo(5, 0).rect(1, 1).revolve(360, (0, 0, 0), (0, 1, 0))
result = cq.Workplane().circle(5).extrude(4, both=True).cut(groove)

# --- revolve kept apart ---
import cadquery as cq
result = cq.Workplane().box(2, 2, 2).faces(">X").workplane().moveTo(3, 0).rect(1, 1).revolve(90, (0, 0, 0), (0, 1, 0), combine=False)

# --- loft from square to circle ---
import cadquery as cq
result = cq.Workplane().rect(8, 8).workplane(offset=6).circle(2).loft()

# --- loft combined with a base ---
import cadquery as cq
result = cq.Workplane().box(8, 8, 2).faces(">Z").workplane().rect(6, 6).workplane(offset=4).rect(2, 3).loft(combine=True)

# --- ruled loft through three ---
import cadquery as cq
result = cq.Workplane().circle(4).workplane(offset=3).circle(2).workplane(offset=3).circle(4).loft(ruled=True)

# --- smooth loft through three ---
import cadquery as cq
result = cq.Workplane().rect(4, 4).workplane(offset=3).rect(2, 3).workplane(offset=3).rect(5, 3).loft(ruled=False)

# --- loft that cuts ---
import cadquery as cq
result = (
    cq.Workplane().box(10, 10, 6).faces(">Z").workplane().rect(6, 6).workplane(offset=-4).rect(3, 3).loft(combine="cut")
)

# --- sweep along a line ---
import cadquery as cq
path = cq.Workplane("XZ").lineTo(0, 10)
result = cq.Workplane("XY").circle(1.5).sweep(path)

# --- sweep along an arc ---
import cadquery as cq
path = cq.Workplane("XZ").threePointArc((4, 8), (12, 10))
result = cq.Workplane("XY").rect(2, 1).sweep(path)

# --- sweep along a spline ---
import cadquery as cq
path = cq.Workplane("XZ").spline([(0, 0), (0, 4), (5, 9), (12, 10)])
result = cq.Workplane("XY").circle(1).sweep(path)

# --- tube along a spline ---
import cadquery as cq
path = cq.Workplane("YZ").spline([(0, 0), (2, 5), (0, 10)], tangents=[(0, 1), (0, 1)])
result = cq.Workplane("XY").circle(1.2).circle(0.8).sweep(path)

# --- corners of a path ---
import cadquery as cq
path = cq.Workplane("XZ").polyline([(0, 0), (0, 10), (10, 10)])
result = [cq.Workplane("XY").rect(2, 2).sweep(path, transition=t) for t in ("right", "round", "transformed")]

# --- coil ---
import cadquery as cq
helix = cq.Wire.makeHelix(pitch=3, height=9, radius=5)
result = cq.Workplane("XZ").center(5, 0).circle(0.6).sweep(cq.Workplane(obj=helix), isFrenet=True)

# --- sweep as a surface ---
import cadquery as cq
path = cq.Workplane("XZ").lineTo(0, 5)
result = cq.Workplane("XY").rect(2, 2).sweep(path, makeSolid=False)

# --- sweep through several sections ---
import cadquery as cq
path = cq.Workplane("XZ").moveTo(-10, 0).lineTo(10, 0)
result = (
    cq.Workplane("YZ").workplane(offset=-10).circle(2).workplane(offset=10).circle(1)
    .workplane(offset=10).circle(2).sweep(path, multisection=True)
)

# --- sections of other shapes ---
import cadquery as cq
path = cq.Workplane("XZ").moveTo(-8, 0).lineTo(8, 0)
result = cq.Workplane("YZ").workplane(offset=-8).rect(2, 2).workplane(offset=16).circle(1.5).sweep(path, multisection=True)

# --- sweep with a fixed normal ---
import cadquery as cq
path = cq.Workplane("XY").polyline([(0, 0), (5, 0), (9, 4)])
result = cq.Workplane("YZ").rect(1, 1).sweep(path, normal=cq.Vector(0, 0, 1))

# --- sweep into a part ---
import cadquery as cq
path = cq.Workplane("XZ", origin=(0, 0, 1)).lineTo(0, 6)
result = cq.Workplane().box(6, 6, 2).faces(">Z").workplane().circle(1).sweep(path, combine=True)

# --- plate over a frame ---
import cadquery as cq
edge = [(-4, -4), (4, -4), (4, 4), (-4, 4)]
result = cq.Workplane().interpPlate(
    cq.Workplane().polyline(edge).close(), [(0, 0, 1.0)], 0)

# --- thick plate over a frame ---
import cadquery as cq
frame = cq.Workplane().polyline([(0, 0), (6, 0), (6, 6), (0, 6)]).close()
result = cq.Workplane().interpPlate(frame, [(3, 3, 1.5)], thickness=0.5)
