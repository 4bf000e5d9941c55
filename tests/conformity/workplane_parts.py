# Workplane parts.

# --- plate with four counterbores ---
import cadquery as cq
result = (
    cq.Workplane("XY")
    .box(80,60,10)
    .faces(">Z")
    .workplane()
    .hole(22)
    .faces(">Z")
    .workplane()
    .rect(70,50,forConstruction=True)
    .vertices()
    .cboreHole(2.4,4.4,2.1)
    .edges("|Z")
    .fillet(2.0)
)

# --- outline of lines and an arc ---
import cadquery as cq
result = (
    cq.Workplane("XY")
    .lineTo(3,0)
    .lineTo(3,1)
    .threePointArc((1,1.5),(0,1))
    .close()
    .extrude(0.5)
)

# --- outline with a spline ---
import cadquery as cq
sPnts = [(2.75, 1.5),(2.5, 1.75),(2.0, 1.5),(1.5, 1.0),(1.0, 1.25),(0.5, 1.0),(0, 1.0)]
result = (
    cq.Workplane("XY")
    .lineTo(3.0, 0)
    .lineTo(3.0, 1.0)
    .spline(sPnts, includeCurrent=True)
    .close()
    .extrude(0.5)
)

# --- ring piece from a rectangle ---
import cadquery as cq
result = cq.Workplane("XY").rect(10,4,centered=False).revolve(270,(-5,0,0),(-5,1,0))

# --- full turn about local y ---
import cadquery as cq
result = (
    cq.Workplane("XZ")
    .moveTo(10,0)
    .lineTo(14,0)
    .lineTo(14,3)
    .lineTo(10,8)
    .close()
    .revolve(360,(0,0,0),(0,1,0))
)

# --- hollow cube, wall outside ---
import cadquery as cq
result = cq.Workplane("front").box(2,2,2).faces("+Z").shell(0.05)

# --- three faces removed ---
import cadquery as cq
result = cq.Workplane().box(10,10,10).faces(">Z or >X or <Y").shell(-1)

# --- closed cavity ---
import cadquery as cq
result = cq.Workplane().box(10,10,10).shell(-1)

# --- wall outside with sharp corners ---
import cadquery as cq
result = cq.Workplane().box(10,10,10).faces(">Z").shell(1, kind="intersection")

# --- blind holes in a grid and a hexagon through all ---
import cadquery as cq
result = (
    cq.Workplane()
    .box(20,20,10)
    .faces(">Z")
    .workplane()
    .rarray(5,5,3,3)
    .circle(1)
    .cutBlind(-4)
    .faces("<Z")
    .workplane()
    .polygon(6,8)
    .cutThruAll()
)

# --- tapered block ---
import cadquery as cq
result = cq.Workplane().rect(10,6).extrude(5,taper=10)

# --- tapered cut through all ---
import cadquery as cq
result = cq.Workplane().box(30,30,10).faces(">Z").workplane().rect(10,10).cutThruAll(taper=5)

# --- extrude to the last face ---
import cadquery as cq
result = (
    cq.Workplane()
    .box(5,5,5)
    .translate((0,0,20))
    .union(cq.Workplane().box(8,8,2))
    .faces("<Z")
    .workplane(invert=True)
    .circle(1)
    .extrude("last")
)

# --- countersunk holes ---
import cadquery as cq
result = (
    cq.Workplane()
    .box(20,40,5)
    .faces(">Z")
    .workplane()
    .rect(15,35,forConstruction=True)
    .vertices()
    .cskHole(1.25,2.5,82,depth=None)
)

# --- holes on a circle ---
import cadquery as cq
result = cq.Workplane().circle(30).extrude(5).faces(">Z").workplane().polarArray(22,0,360,8).hole(4)

# --- turned rectangles on half a circle ---
import cadquery as cq
result = (
    cq.Workplane()
    .circle(30)
    .extrude(5)
    .faces(">Z")
    .workplane()
    .polarArray(20,0,180,5)
    .rect(6,2)
    .cutThruAll()
)

# --- mirrored outline ---
import cadquery as cq
result = (
    cq.Workplane("front")
    .hLine(1.0)
    .vLine(0.5)
    .hLine(-0.25)
    .vLine(-0.25)
    .hLineTo(0.0)
    .mirrorY()
    .extrude(0.25)
)

# --- mirrored and united ---
import cadquery as cq
result = (
    cq.Workplane()
    .rect(10,5,centered=False)
    .extrude(4)
    .faces(">X")
    .fillet(1)
    .mirror("YZ",union=True)
)

# --- mirrored at a face ---
import cadquery as cq
b=cq.Workplane().box(4,5,6).faces(">Z").workplane().circle(1).extrude(2)
result = b.mirror(b.faces("<X"),union=True)

# --- pocket from an offset outline ---
import cadquery as cq
result = (
    cq.Workplane()
    .rect(10,6)
    .extrude(2)
    .faces(">Z")
    .wires()
    .toPending()
    .offset2D(-1)
    .cutBlind(-1)
)

# --- sharp offset of a pentagon ---
import cadquery as cq
result = cq.Workplane().polygon(5,10).offset2D(1.5,"intersection").extrude(1)

# --- sweep round a corner ---
import cadquery as cq
path = cq.Workplane("XZ").lineTo(0,10).lineTo(10,10)
result = cq.Workplane("XY").rect(2,2).sweep(path, transition="round")

# --- sweep through three circles ---
import cadquery as cq
path = cq.Workplane("XZ").moveTo(-10, 0).lineTo(10, 0)
result = (
    cq.Workplane("YZ")
    .workplane(offset=-10.0)
    .circle(2.0)
    .workplane(offset=10.0)
    .circle(1.0)
    .workplane(offset=10.0)
    .circle(2.0)
    .sweep(path, multisection=True)
)

# --- sweep along a helix ---
import cadquery as cq
path = cq.Wire.makeHelix(5,20,10)
result = cq.Workplane("XZ").center(10,0).circle(1).sweep(path,isFrenet=True)

# --- twisted bar ---
import cadquery as cq
result = cq.Workplane().rect(6,3).twistExtrude(10,60)

# --- half of a bushing ---
import cadquery as cq
c = cq.Workplane().box(1, 1, 1).faces(">Z").workplane().circle(0.25).cutThruAll()
result = c.faces(">Y").workplane(-0.5).split(keepTop=True)

# --- split by a plate ---
import cadquery as cq
result = cq.Workplane().box(4,4,4).split(cq.Workplane().box(10,10,0.5).translate((0,0,0.5)))

# --- holes in a tilted plane ---
import cadquery as cq
result = (
    cq.Workplane()
    .box(10,10,2)
    .faces(">Z")
    .workplane()
    .transformed(offset=(0,-1.5,1.0),rotate=(60,0,0))
    .rect(3,3,forConstruction=True)
    .vertices()
    .hole(0.5)
)

# --- back to a tagged workplane ---
import cadquery as cq
result = (
    cq.Workplane()
    .box(10,10,10)
    .faces(">Z")
    .workplane()
    .tag("top")
    .center(3,0)
    .circle(1)
    .extrude(3)
    .workplaneFromTagged("top")
    .center(-3,0)
    .rect(2,2)
    .extrude(2)
    .edges("|Z",tag=None)
    .fillet(0.2)
)

# --- faces of a tagged solid ---
import cadquery as cq
result = (
    cq.Workplane()
    .box(10,10,10)
    .tag("b")
    .faces(">Z")
    .workplane()
    .circle(2)
    .extrude(5)
    .faces("<X",tag="b")
    .workplane()
    .hole(2)
)

# --- section of a ball ---
import cadquery as cq
result = cq.Workplane().sphere(5).section(2)

# --- ellipse with an elliptic pocket ---
import cadquery as cq
result = (
    cq.Workplane()
    .ellipse(6,3,30)
    .extrude(2)
    .faces(">Z")
    .workplane()
    .ellipseArc(3,1,0,180,startAtCurrent=False)
    .close()
    .cutBlind(-1)
)

# --- sagitta, radius and tangent arcs ---
import cadquery as cq
result = (
    cq.Workplane()
    .moveTo(0,0)
    .lineTo(10,0)
    .sagittaArc((10,5),-1)
    .radiusArc((0,5),20)
    .tangentArcPoint((-2,-2))
    .close()
    .extrude(1)
)

# --- row of slots ---
import cadquery as cq
result = cq.Workplane().box(10,25,1).rarray(1,2,1,10).slot2D(8,1,0).cutThruAll()

# --- polar lines ---
import cadquery as cq
result = cq.Workplane().polarLine(10,30).polarLine(5,120).polarLineTo(3,80).close().extrude(1)

# --- curve from a function ---
import cadquery as cq
from math import sin,cos,pi
result = (
    cq.Workplane()
    .parametricCurve(lambda t: (3*cos(2*pi*t)+cos(6*pi*t), 3*sin(2*pi*t), 0))
    .extrude(2)
)

# --- boxes at the corners of a construction rectangle ---
import cadquery as cq
result = (
    cq.Workplane()
    .box(4,4,0.5)
    .faces(">Z")
    .workplane()
    .rect(3,3,forConstruction=True)
    .vertices()
    .box(0.25,0.25,0.25,combine=True)
)

# --- boxes kept apart ---
import cadquery as cq
result = cq.Workplane().rarray(5,5,2,2).box(1,2,3,combine=False)

# --- turned about its centre, moved, turned ---
import cadquery as cq
result = (
    cq.Workplane()
    .box(2,4,6)
    .rotateAboutCenter((0,0,1),30)
    .translate((1,2,3))
    .rotate((0,0,0),(1,1,0),45)
)

# --- plane with its own axes ---
import cadquery as cq
p = cq.Plane(origin=(1,2,3), xDir=(0,1,0), normal=(1,0,1))
result = cq.Workplane(p).rect(4,2).extrude(3)

# --- origins by mass and by box ---
import cadquery as cq
b=cq.Workplane().box(10,10,10).faces(">X").workplane(centerOption="CenterOfMass").center(0,2).rect(2,4).extrude(3).faces(">Z[1]").workplane(centerOption="CenterOfBoundBox",offset=1).circle(1).extrude(2)
result=b

# --- extrude that cuts ---
import cadquery as cq
result = cq.Workplane().box(10,10,4).faces(">Z").workplane().circle(3).extrude(-2,combine="cut")

# --- cut to both sides ---
import cadquery as cq
result = cq.Workplane().box(10,10,10).workplane().circle(2).cutBlind(3,both=True)

# --- wire without close ---
import cadquery as cq
result = cq.Workplane().moveTo(0,0).lineTo(5,0).lineTo(5,5).lineTo(0,0).wire().extrude(1)

# --- extrude against the normal ---
import cadquery as cq
result = cq.Workplane("XZ").center(3,4).rect(4,2).extrude(-5).faces("<Y").workplane().hole(1)

# --- two holes in one outline ---
import cadquery as cq
result = cq.Workplane().rect(20,20).pushPoints([(-5,0),(5,0)]).circle(3).extrude(4)

# --- two solids rounded at once ---
import cadquery as cq
result = (
    cq.Workplane()
    .pushPoints([(-5,0),(5,0)])
    .circle(3)
    .extrude(4)
    .faces(">Z")
    .edges()
    .fillet(0.5)
)
