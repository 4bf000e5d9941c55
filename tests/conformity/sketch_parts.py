# Sketch parts.

# --- plate with two holes and a boss ---
import cadquery as cq
w0=cq.Workplane('XY',origin=(0,0,-20))
r=w0.sketch().rect(200,120).push([(-60,0),(60,0)]).circle(18,mode='s').finalize().extrude(25).union(w0.workplane(offset=55/2).moveTo(0,0).cylinder(55,30))

# --- slotted profile and a second body ---
import cadquery as cq
w0=cq.Workplane('YZ',origin=(-35,0,0))
w1=cq.Workplane('XY',origin=(0,0,25))
r=w0.sketch().segment((-100,-30),(60,-30)).arc((90,0),(60,30)).segment((-100,30)).close().assemble().finalize().extrude(70).union(w1.workplane(offset=12/2).moveTo(0,-40).box(70,60,12))

# --- face minus face, extruded backwards ---
import cadquery as cq
w0=cq.Workplane('ZX',origin=(0,50,0))
r=w0.sketch().face(w0.sketch().segment((-80,-100),(80,-100)).segment((80,100)).segment((-80,100)).close().assemble()).face(w0.sketch().segment((-40,-70),(40,-70)).segment((0,60)).close().assemble(),mode='s').finalize().extrude(-100)

# --- slots in a trapezoid with round corners ---
import cadquery as cq
result = (
    cq.Sketch()
    .trapezoid(4,3,90)
    .vertices()
    .circle(0.5,mode="s")
    .reset()
    .vertices()
    .fillet(0.25)
    .reset()
    .rarray(0.6,1,5,1)
    .slot(1.5,0.4,mode="s",angle=90)
)

# --- loft between two places ---
import cadquery as cq
s = cq.Sketch().rect(6,4).faces().vertices().chamfer(0.5)
result = cq.Workplane().placeSketch(s, s.moved(cq.Location(cq.Vector(0,0,5)))).loft()

# --- hull of two circles and a segment ---
import cadquery as cq
result = (
    cq.Workplane()
    .sketch()
    .arc((0,0),1.,0.,360.)
    .arc((1,1.5),0.5,0.,360.)
    .segment((0.,2),(-1,3.))
    .hull()
    .finalize()
    .extrude(1)
)

# --- teeth on a ring ---
import cadquery as cq
result = cq.Sketch().circle(10).circle(8,mode="s").reset().parray(9,0,360,6).rect(3,1).clean()

# --- circles along an edge, outline grown ---
import cadquery as cq
result = (
    cq.Sketch()
    .rect(20,10)
    .edges(">Y")
    .distribute(5)
    .circle(0.8,mode="s")
    .reset()
    .wires()
    .offset(1,mode="a")
)

# --- operators ---
import cadquery as cq
a=cq.Sketch().rect(4,4)
b=cq.Sketch().circle(2.2)
print((a+b).val().Area(), (a-b).val().Area(), (a*b).val().Area())
result = cq.Workplane().placeSketch(a-b).extrude(1)

# --- segment and arc assembled ---
import cadquery as cq
result = (
    cq.Sketch()
    .segment((0,0),(0,3.0),"s1")
    .arc((0.0,3.0),(1.5,1.5),(0.0,0.0),"a1")
    .assemble(tag="f")
    .edges("%LINE")
    .distribute(3)
    .circle(0.2,mode="s")
)

# --- spline assembled ---
import cadquery as cq
result = cq.Sketch().spline([(0,0),(2,1),(4,0),(4,4),(0,4)]).close().assemble()

# --- one sketch at two points ---
import cadquery as cq
result = (
    cq.Workplane()
    .pushPoints([(0,0),(20,0)])
    .sketch()
    .rect(8,8)
    .push([(2,2),(-2,-2)])
    .rect(2,2,mode="s",angle=15)
    .finalize()
    .extrude(3)
)

# --- rectangles along a circle ---
import cadquery as cq
s = cq.Sketch().circle(2).wires().distribute(8).rect(0.5,1.5,angle=20).reset().clean()
result = cq.Workplane().box(6,6,1).faces(">Z").workplane().placeSketch(s).extrude(1)

# --- started by any object ---
import cadquery as cq

class Owner:
    pass

owner = Owner()
sketch = cq.Sketch(owner).rect(2, 2).circle(0.5, mode="s")
print(sketch.finalize() is owner, round(sketch._faces.Area(), 6))
