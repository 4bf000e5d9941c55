# Arcs, splines and other curves of the fluent API.

# --- three point arc ---
import cadquery as cq
result = cq.Workplane().lineTo(4, 0).threePointArc((5, 2), (4, 4)).lineTo(0, 4).close().extrude(1)

# --- sagitta arc ---
import cadquery as cq
result = cq.Workplane().lineTo(6, 0).sagittaArc((6, 6), 1.5).lineTo(0, 6).close().extrude(1)

# --- radius arcs to both sides ---
import cadquery as cq
result = cq.Workplane().radiusArc((6, 0), 4).lineTo(6, 5).radiusArc(endPoint=(0, 5), radius=-4).close().extrude(1)

# --- tangent arc by name ---
import cadquery as cq
result = cq.Workplane().hLine(4).tangentArcPoint(endpoint=(2, 2), relative=True).vLine(2).hLineTo(0).close().extrude(1)

# --- tangent arc to an absolute point ---
import cadquery as cq
result = cq.Workplane().hLine(4).tangentArcPoint((6, 3), relative=False).lineTo(0, 3).close().extrude(1)

# --- closed spline ---
import cadquery as cq
result = cq.Workplane().spline([(0, 0), (4, 1), (5, 4), (1, 5)], periodic=True).close().extrude(1)

# --- spline with tangents ---
import cadquery as cq
result = cq.Workplane().spline([(0, 0), (3, 2), (6, 0)], tangents=[(1, 1), (1, -1)]).close().extrude(1)

# --- spline with some tangents ---
import cadquery as cq
e = cq.Workplane().spline([(0, 0), (2, 1), (4, 0), (6, 1)], tangents=[(1, 0), None, None, (1, 0)]).val()
print(round(e.Length(), 6), [round(c, 6) for c in e.tangentAt(0).toTuple()])
result = e

# --- spline with parameters ---
import cadquery as cq
result = cq.Workplane().spline([(0, 0), (1, 2), (5, 0)], parameters=[0, 0.3, 1], makeWire=True)

# --- approximated spline ---
import cadquery as cq
import math
pts = [(t / 4, math.sin(t / 2), 0) for t in range(20)]
result = cq.Workplane().splineApprox(pts, tol=1e-3)

# --- bezier outline ---
import cadquery as cq
result = cq.Workplane().bezier([(0, 0), (1, 3), (4, 3), (5, 0)]).close().extrude(1)

# --- bezier that starts at the pen ---
import cadquery as cq
result = cq.Workplane().moveTo(1, 1).bezier([(2, 4), (4, 1)], includeCurrent=True).close().extrude(1)

# --- parametric gear-like outline ---
import cadquery as cq
from math import cos, sin, pi
result = cq.Workplane().parametricCurve(
    lambda t: ((4 + 0.4 * cos(6 * t)) * cos(t), (4 + 0.4 * cos(6 * t)) * sin(t)), N=60, start=0, stop=2 * pi
).extrude(1)

# --- open parametric curve ---
import cadquery as cq
result = cq.Workplane().parametricCurve(lambda t: (t, t * t / 4, 0), start=-2, stop=2, makeWire=False)

# --- parametric surface ---
import cadquery as cq
import math
result = cq.Workplane().parametricSurface(lambda u, v: (4 * u, 4 * v, math.cos(u + v)), N=8, start=0, stop=1)

# --- offset of a rounded outline ---
import cadquery as cq
result = cq.Workplane().rect(8, 5).offset2D(1).extrude(1)

# --- offset with sharp corners ---
import cadquery as cq
result = cq.Workplane().polygon(6, 8).offset2D(0.5, kind="intersection").extrude(1)

# --- offset inwards ---
import cadquery as cq
result = cq.Workplane().rect(8, 5).offset2D(-1, "tangent").extrude(1)

# --- offset for construction ---
import cadquery as cq
result = (
    cq.Workplane().box(20, 12, 2).faces(">Z").wires().toPending().offset2D(-2, forConstruction=True).vertices().hole(1)
)

# --- offset of an open line ---
import cadquery as cq
result = cq.Workplane().lineTo(6, 0).lineTo(6, 4).wire().offset2D(0.5).extrude(1)

# --- wires out of edges ---
import cadquery as cq
w = cq.Workplane().lineTo(2, 0).lineTo(2, 2).consolidateWires()
print(w.size(), len(w.ctx.pendingEdges), len(w.ctx.pendingWires))
result = w.wires()

# --- wire of edges on the stack ---
import cadquery as cq
w = cq.Workplane().moveTo(0, 0).lineTo(2, 0).lineTo(2, 2).wire()
print(w.val().ShapeType(), round(w.val().Length(), 6), w.val().IsClosed())
result = w

# --- pending wires by hand ---
import cadquery as cq
square = cq.Wire.makePolygon([(0, 0), (3, 0), (3, 3), (0, 3)], close=True)
result = cq.Workplane().add(square).toPending().extrude(2)

# --- helix with taper and left hand ---
import cadquery as cq
right = cq.Wire.makeHelix(2, 8, 3, angle=5)
left = cq.Wire.makeHelix(2, 8, 3, lefthand=True)
print(round(right.Length(), 5), round(left.Length(), 5))
result = [right, left]

# --- points along an edge ---
import cadquery as cq
e = cq.Edge.makeSpline([cq.Vector(*p) for p in [(0, 0, 0), (2, 3, 1), (5, 1, 2)]])
for t in (0, 0.25, 1):
    print([round(c, 6) for c in e.positionAt(t).toTuple()], [round(c, 6) for c in e.tangentAt(t).toTuple()])
print([[round(c, 6) for c in p.toTuple()] for p in e.positions([0.1, 0.9], mode="parameter")])
result = e

# --- places along a wire ---
import cadquery as cq
w = cq.Workplane().lineTo(4, 0).threePointArc((6, 2), (4, 4)).wire().val()
locs = w.locations([0, 0.5, 1])
result = cq.Workplane().box(1, 1, 1)
result = [result.val().moved(loc) for loc in locs]

# --- curvature ---
import cadquery as cq
c = cq.Edge.makeCircle(4)
print(round(c.curvatureAt(0.3), 9), [round(k, 9) for k in c.curvatures([0, 0.5])], c.radius(), c.arcCenter().toTuple())
result = c

# --- frames by correction and by Frenet ---
import cadquery as cq
h = cq.Edge.makeSpline([cq.Vector(0, 0, 0), cq.Vector(3, 1, 2), cq.Vector(5, 5, 5)])
for frame in ("frenet", "corrected"):
    (x, y, z), (a, b, c) = h.locationAt(0.5, frame=frame).toTuple()
    print(frame, round(x, 5), round(y, 5), round(z, 5))
result = h
