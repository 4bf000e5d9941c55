# The fluent API: every program is compared with CadQuery's result.
# Expectations were recorded by running the same programs in CadQuery 2.8.

# --- plate with four counterbores ---
# volume: 43893.656972  area: 12607.861913  solids: 1  faces: 23  edges: 51  vertices: 34  valid
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
# volume: 2.069789  area: 12.412457  solids: 1  faces: 6  edges: 12  vertices: 8  valid
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
# volume: 1.892583  area: 12.019649  solids: 1  faces: 6  edges: 12  vertices: 8  valid
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
# volume: 1884.955592  area: 1399.468915  solids: 1  faces: 6  edges: 12  vertices: 8  valid
import cadquery as cq
result = cq.Workplane("XY").rect(10,4,centered=False).revolve(270,(-5,0,0),(-5,1,0))

# --- full turn about local y ---
# volume: 1616.873019  area: 1550.925696  solids: 1  faces: 4  edges: 7  vertices: 4  valid
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
# volume: 1.031678  area: 41.680199  solids: 1  faces: 23  edges: 48  vertices: 28  valid
import cadquery as cq
result = cq.Workplane("front").box(2,2,2).faces("+Z").shell(0.05)

# --- three faces removed ---
# volume: 271  area: 600  solids: 1  faces: 9  edges: 21  vertices: 14  valid
import cadquery as cq
result = cq.Workplane().box(10,10,10).faces(">Z or >X or <Y").shell(-1)

# --- closed cavity ---
# volume: 488  area: 984  solids: 1  faces: 12  edges: 24  vertices: 16  valid
import cadquery as cq
result = cq.Workplane().box(10,10,10).shell(-1)

# --- wall outside with sharp corners ---
# volume: 584  area: 1216  solids: 1  faces: 11  edges: 24  vertices: 16  valid
import cadquery as cq
result = cq.Workplane().box(10,10,10).faces(">Z").shell(1, kind="intersection")

# --- blind holes in a grid and a hexagon through all ---
# volume: 3483.776841  area: 1957.923491  solids: 1  faces: 29  edges: 57  vertices: 36  valid
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
# volume: 234.651075  area: 239.460351  solids: 1  faces: 6  edges: 12  vertices: 8  valid
import cadquery as cq
result = cq.Workplane().rect(10,6).extrude(5,taper=10)

# --- tapered cut through all ---
# volume: 8164.771639  area: 3198.332552  solids: 1  faces: 10  edges: 24  vertices: 16  valid
import cadquery as cq
result = cq.Workplane().box(30,30,10).faces(">Z").workplane().rect(10,10).cutThruAll(taper=5)

# --- extrude to the last face ---
# volume: 304.836279  area: 439.389372  solids: 1  faces: 13  edges: 27  vertices: 18  valid
import cadquery as cq
result = (
    cq.Workplane()
    .box(10,10,2)
    .faces(">Z")
    .workplane(offset=10)
    .rect(4,4)
    .extrude("next") if False else cq.Workplane()
    .box(5,5,5)
    .translate((0,0,20))
    .union(cq.Workplane().box(8,8,2))
    .faces("<Z")
    .workplane(invert=True)
    .circle(1)
    .extrude("last")
)

# --- countersunk holes ---
# volume: 3970.750593  area: 2265.148888  solids: 1  faces: 14  edges: 32  vertices: 20  valid
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
# volume: 13634.512117  area: 6898.937467  solids: 1  faces: 11  edges: 27  vertices: 18  valid
import cadquery as cq
result = cq.Workplane().circle(30).extrude(5).faces(">Z").workplane().polarArray(22,0,360,8).hole(4)

# --- turned rectangles on half a circle ---
# volume: 13837.166941  area: 6877.344573  solids: 1  faces: 23  edges: 63  vertices: 42  valid
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
# volume: 0.15625  area: 2.625  solids: 1  faces: 10  edges: 24  vertices: 16  valid
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
# volume: 393.041297  area: 383.415927  solids: 1  faces: 14  edges: 28  vertices: 16  valid
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
# volume: 252.566371  area: 261.132741  solids: 1  faces: 10  edges: 18  vertices: 12  valid
import cadquery as cq
b=cq.Workplane().box(4,5,6).faces(">Z").workplane().circle(1).extrude(2)
result = b.mirror(b.faces("<X"),union=True)

# --- pocket from an offset outline ---
# volume: 88  area: 208  solids: 1  faces: 11  edges: 24  vertices: 16  valid
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
# volume: 111.69853  area: 263.68446  solids: 1  faces: 7  edges: 15  vertices: 10  valid
import cadquery as cq
result = cq.Workplane().polygon(5,10).offset2D(1.5,"intersection").extrude(1)

# --- sweep round a corner ---
# volume: 79.570796  area: 166.712389  solids: 1  faces: 9  edges: 21  vertices: 14  valid
import cadquery as cq
path = cq.Workplane("XZ").lineTo(0,10).lineTo(10,10)
result = cq.Workplane("XY").rect(2,2).sweep(path, transition="round")

# --- sweep through three circles ---
# volume: 117.286125  area: 194.01627  solids: 1  faces: 3  edges: 3  vertices: 2  valid
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
# volume: 789.568568  area: 1587.923557  solids: 1  faces: 3  edges: 3  vertices: 2  valid
import cadquery as cq
path = cq.Wire.makeHelix(5,20,10)
result = cq.Workplane("XZ").center(10,0).circle(1).sweep(path,isFrenet=True)

# --- twisted bar ---
# volume: 180.000259  area: 218.191651  solids: 1  faces: 6  edges: 12  vertices: 8  valid
import cadquery as cq
result = cq.Workplane().rect(6,3).twistExtrude(10,60)

# --- half of a bushing ---
# volume: 0.401825  area: 4.089049  solids: 1  faces: 8  edges: 18  vertices: 12  valid
import cadquery as cq
c = cq.Workplane().box(1, 1, 1).faces(">Z").workplane().circle(0.25).cutThruAll()
result = c.faces(">Y").workplane(-0.5).split(keepTop=True)

# --- split by a plate ---
# volume: 64  area: 160  solids: 3  faces: 16  edges: 28  vertices: 16  valid
import cadquery as cq
result = cq.Workplane().box(4,4,4).split(cq.Workplane().box(10,10,0.5).translate((0,0,0.5)))

# --- holes in a tilted plane ---
# volume: 197.862391  area: 295.469322  solids: 1  faces: 12  edges: 24  vertices: 16  valid
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
# volume: 1017.012742  area: 630.660528  solids: 1  faces: 21  edges: 51  vertices: 34  valid
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
# volume: 1041.043728  area: 687.248382  solids: 1  faces: 10  edges: 28  vertices: 18  valid
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
# volume: 0  area: 65.973446  solids: 0  faces: 1  edges: 1  vertices: 1  valid
import cadquery as cq
result = cq.Workplane().sphere(5).section(2)

# --- ellipse with an elliptic pocket ---
# volume: 108.384947  area: 183.912358  solids: 1  faces: 6  edges: 9  vertices: 6  valid
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
# volume: 55.808841  area: 144.256222  solids: 1  faces: 7  edges: 15  vertices: 10  valid
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
# volume: 172.146018  area: 585.707963  solids: 1  faces: 46  edges: 132  vertices: 88  valid
import cadquery as cq
result = cq.Workplane().box(10,25,1).rarray(1,2,1,10).slot2D(8,1,0).cutThruAll()

# --- polar lines ---
# volume: 31.66976  area: 89.851359  solids: 1  faces: 6  edges: 12  vertices: 8  valid
import cadquery as cq
result = cq.Workplane().polarLine(10,30).polarLine(5,120).polarLineTo(3,80).close().extrude(1)

# --- curve from a function ---
# volume: 54.444679  area: 94.732701  solids: 1  faces: 3  edges: 3  vertices: 2  valid
import cadquery as cq
from math import sin,cos,pi
result = (
    cq.Workplane()
    .parametricCurve(lambda t: (3*cos(2*pi*t)+cos(6*pi*t), 3*sin(2*pi*t), 0))
    .extrude(2)
)

# --- boxes at the corners of a construction rectangle ---
# volume: 8.03125  area: 40.5  solids: 1  faces: 26  edges: 60  vertices: 40  valid
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
# volume: 24  area: 88  solids: 4  faces: 24  edges: 48  vertices: 32  valid
import cadquery as cq
result = cq.Workplane().rarray(5,5,2,2).box(1,2,3,combine=False)

# --- turned about its centre, moved, turned ---
# volume: 48  area: 88  solids: 1  faces: 6  edges: 12  vertices: 8  valid
import cadquery as cq
result = (
    cq.Workplane()
    .box(2,4,6)
    .rotateAboutCenter((0,0,1),30)
    .translate((1,2,3))
    .rotate((0,0,0),(1,1,0),45)
)

# --- plane with its own axes ---
# volume: 24  area: 52  solids: 1  faces: 6  edges: 12  vertices: 8  valid
import cadquery as cq
p = cq.Plane(origin=(1,2,3), xDir=(0,1,0), normal=(1,0,1))
result = cq.Workplane(p).rect(4,2).extrude(3)

# --- origins by mass and by box ---
# volume: 1030.283185  area: 654.849556  solids: 2  faces: 14  edges: 27  vertices: 18  valid
import cadquery as cq
b=cq.Workplane().box(10,10,10).faces(">X").workplane(centerOption="CenterOfMass").center(0,2).rect(2,4).extrude(3).faces(">Z[1]").workplane(centerOption="CenterOfBoundBox",offset=1).circle(1).extrude(2)
result=b

# --- extrude that cuts ---
# volume: 343.451332  area: 397.699112  solids: 1  faces: 8  edges: 15  vertices: 10  valid
import cadquery as cq
result = cq.Workplane().box(10,10,4).faces(">Z").workplane().circle(3).extrude(-2,combine="cut")

# --- cut to both sides ---
# volume: 924.601776  area: 700.530965  solids: 1  faces: 9  edges: 15  vertices: 10  valid
import cadquery as cq
result = cq.Workplane().box(10,10,10).workplane().circle(2).cutBlind(3,both=True)

# --- wire without close ---
# volume: 12.5  area: 42.071068  solids: 1  faces: 5  edges: 9  vertices: 6  valid
import cadquery as cq
result = cq.Workplane().moveTo(0,0).lineTo(5,0).lineTo(5,5).lineTo(0,0).wire().extrude(1)

# --- extrude against the normal ---
# volume: 36.073009  area: 90.137167  solids: 1  faces: 7  edges: 15  vertices: 10  valid
import cadquery as cq
result = cq.Workplane("XZ").center(3,4).rect(4,2).extrude(-5).faces("<Y").workplane().hole(1)

# --- two holes in one outline ---
# volume: 1373.805329  area: 1157.699112  solids: 1  faces: 8  edges: 18  vertices: 12  valid
import cadquery as cq
result = cq.Workplane().rect(20,20).pushPoints([(-5,0),(5,0)]).circle(3).extrude(4)

# --- two solids rounded at once ---
# volume: 224.247393  area: 255.581071  solids: 2  faces: 8  edges: 10  vertices: 6  valid
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
