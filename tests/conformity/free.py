# Free functions.

# --- solids ---
from cadquery.func import *
result = [box(1, 2, 3), cylinder(2, 5).moved(x=5), sphere(3).moved(x=10), torus(6, 1).moved(x=20), cone(3, 1, 4).moved(x=30), cone(2, 3).moved(x=40)]

# --- curves ---
from cadquery.func import *
result = [segment((0, 0), (1, 2)), polyline((0, 0), (1, 0), (1, 1)), polygon((0, 0), (1, 0), (1, 1)), rect(2, 3), circle(1.5), ellipse(3, 2), spline((0, 0), (1, 1), (3, 0)), spline([(0, 0), (1, 1), (3, 0)], tgts=[(1, 0), (1, 0)])]

# --- faces ---
from cadquery.func import *
a = face(rect(6, 4))
b = face(rect(6, 4), circle(1))
c = plane(3, 3)
print(round(a.Area(), 6), round(b.Area(), 6), c.Area())
result = [a, b, c]

# --- wire, face, shell, solid ---
from cadquery.func import *
w = wire(segment((0, 0), (1, 0)), segment((1, 0), (1, 1)), segment((1, 1), (0, 0)))
f = face(w)
s = extrude(f, (0, 0, 2))
again = solid(s.Faces())
print(w.IsClosed(), again.isValid(), shell(s.Faces()).ShapeType())
result = again

# --- extrude in steps ---
from cadquery.func import *
result = [extrude(segment((0, 0), (1, 0)), (0, 0, 1)), extrude(rect(2, 2), (0, 0, 1)), extrude(plane(2, 2), (0, 0, 1)), extrude(plane(1, 1), (0, 0, 1), both=True)]
print([x.ShapeType() for x in result])

# --- revolve ---
from cadquery.func import *
f = plane(2, 1).moved(x=4)
result = revolve(f, (0, 0, 0), (0, 1, 0), 90)

# --- loft ---
from cadquery.func import *
a, b = rect(4, 4), circle(1).moved(z=5)
result = [loft(a, b), loft(a, b, cap=True), loft([rect(2, 2), rect(3, 3).moved(z=2), rect(1, 1).moved(z=4)], cap=True, ruled=True)]

# --- loft to a point ---
from cadquery.func import *
result = loft(rect(3, 3), vertex(0, 0, 4), cap=True)

# --- sweep ---
from cadquery.func import *
path = spline((0, 0, 0), (0, 1, 4), (0, 4, 8))
result = [sweep(circle(0.5), path, cap=True), sweep(face(circle(0.5)), path), sweep(segment((-1, 0), (1, 0)), path)]

# --- sweep with a second curve ---
from cadquery.func import *
path = segment((0, 0, 0), (0, 0, 10))
aux = segment((3, 0, 0), (0, 3, 10))
result = sweep(rect(2, 1), path, aux=aux, cap=True)

# --- booleans ---
from cadquery.func import *
a, b = box(4, 4, 4), sphere(5)
result = [fuse(a, b), cut(a, b), intersect(a, b), split(a, plane(9, 9).moved(z=1)), imprint(box(1, 1, 1), box(1, 1, 1).moved(x=1))]

# --- operators ---
from cadquery.func import *
a, b = box(4, 4, 4), cylinder(2, 9)
result = [a + b, a - b, a * b, a / plane(9, 9).moved(z=2)]
print([round(x.Volume(), 5) for x in result])

# --- compound and clean ---
from cadquery.func import *
c = compound(box(1, 1, 1), box(1, 1, 1).moved(x=1))
print(len(list(c)), clean(fuse(*c)).faces().size())
result = clean(fuse(*c))

# --- several places at once ---
from cadquery.func import *
result = box(1, 1, 1).moved((0, 0, 0), (3, 0, 0), (6, 0, 0))
print(result.ShapeType(), result.solids().size())

# --- fillet and chamfer ---
from cadquery.func import *
b = box(4, 4, 4)
result = [fillet(b, b.edges("|Z"), 0.5), chamfer(b, b.edges(">Z"), 0.5)]

# --- plane fillet and chamfer ---
from cadquery.func import *
f = plane(4, 3)
result = [fillet2D(f, f.vertices(), 0.5), chamfer2D(f, f.vertices(">X"), 0.5)]

# --- offset ---
from cadquery.func import *
result = [offset(plane(2, 2), 0.5), offset2D(rect(4, 3), 1), offset2D(rect(4, 3), -0.5)]

# --- fill and cap ---
from cadquery.func import *
result = [fill(rect(2, 2)), fill(wire(polygon((0, 0, 0), (4, 0, 1), (4, 4, 0), (0, 4, 1))), [(2, 2, 1)])]

# --- hollow ---
from cadquery.func import *
b = box(4, 4, 4)
result = hollow(b, b.faces(">Z"), -0.5)

# --- check, closest, subshape ---
from cadquery.func import *
b = box(2, 2, 2)
p, q = closest(b, vertex(5, 0, 1))
print(check(b), [round(c, 6) + 0.0 for c in p.toTuple()], [round(c, 6) + 0.0 for c in q.toTuple()], isSubshape(b.face(">Z"), b), isSubshape(box(1, 1, 1).face(">Z"), b))
result = b

# --- project ---
from cadquery.func import *
result = project(rect(2, 2).moved(z=9), plane(9, 9), (0, 0, -1))

# --- draft ---
from cadquery.func import *
b = box(4, 4, 4)
result = draft(b, b.faces("<Z"), b.faces("|X"), 5)

# --- prism ---
from cadquery.func import *
b = box(6, 6, 2)
result = prism(b, b.faces(">Z"), plane(2, 2).moved(z=2), 3)

# --- prism that is cut ---
from cadquery.func import *
b = box(6, 6, 2)
result = prism(b, b.faces(">Z"), plane(2, 2).moved(z=2), -1, additive=False)

# --- text ---
from cadquery.func import *
result = extrude(text("e", 5), (0, 0, 1))

# --- edges, wires and faces on a face ---
from cadquery.func import *
base = cylinder(4, 6).face("%CYLINDER")
e = edgeOn(base, [(0, 1), (1, 2), (2, 1)])
print(e.hasPCurve(base), e.geomType())
w = wireOn(base, rect(1, 1).moved(x=1, y=3))
f = faceOn(base, face(circle(0.5)).moved(x=1, y=3))
print(round(w.Length(), 5), round(f.Area(), 5))
result = [e, w, f]

# --- periodic edge on a face ---
from cadquery.func import *
base = cylinder(4, 6).face("%CYLINDER")
result = edgeOn(base, [(1, 1), (2, 2), (1, 3)], periodic=True)

# --- trimmed by a wire on it ---
from cadquery.func import *
base = sphere(6).face()
w = wireOn(base, rect(0.8, 0.4).moved(x=1))
result = base.trim(w)

# --- isolines ---
from cadquery.func import *
base = cylinder(4, 6).face("%CYLINDER")
result = [base.isoline(0.5), base.isoline(2, "u"), *base.isolines([1, 2, 3])]
print([round(x.Length(), 5) for x in result])

# --- extended face ---
from cadquery.func import *
base = cylinder(4, 6).face("%CYLINDER")
result = base.trim(0, 1, 1, 3).extend(0.5)

# --- cap of a tube ---
from cadquery.func import *
tube = extrude(circle(1), (0, 0, 2))
result = cap(tube.edges(">Z"), tube)

# --- shell of one face ---
from cadquery.func import *
s = shell(torus(1, 0.1).Faces())
print(s.ShapeType(), s.isValid())
result = s

# --- round cavities ---
from cadquery.func import *
b = box(10, 10, 1)
one = sphere(0.1).moved(b)
two = one.moved(x=2)
result = solid(b.Faces(), inner=one.Faces() + two.Faces())
print(result.isValid(), round(result.Volume(), 6))

# --- sewing beside others ---
from cadquery.func import *
b = box(1, 1, 1)
top = b.faces(">Z")
rest = b.remove(top)
result = shell(rest.faces("not <Z"), top, ctx=(rest, top))
print(result.isValid(), round(result.Area(), 6))

# --- sewing where three faces meet ---
from cadquery.func import *
b = box(1, 1, 1)
top = b.faces(">Z")
rest = b.remove(top)
loose = shell(rest.faces(), top, top.moved(x=1), manifold=False)
strict = shell(rest.faces(), top, top.moved(x=1), manifold=True)
print(loose.isValid(), type(loose).__name__, strict.isValid(), type(strict).__name__)
result = loose

# --- fillet of edges of an equal shape ---
from cadquery.func import *
b = box(10, 10, 10)
c = cylinder(6, 20)
result = fillet(b - c, (b - c).edges("|Z"), 1.0)

# --- plane of an endless face in a constraint ---
import cadquery as cq
assy = cq.Assembly(cq.Workplane().sphere(1), name="a").add(cq.Workplane().sphere(1), name="b")
assy.constrain("a", cq.Face.makePlane(), "b", cq.Face.makePlane(), "Plane")
assy.solve()
result = assy
