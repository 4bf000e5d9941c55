# Vector, Plane, Location, Matrix, BoundBox, Color.

# --- vectors from everything ---
import cadquery as cq
V = cq.Vector
print(V(), V(1, 2), V(1, 2, 3), V((4, 5)), V([4, 5, 6]), V(V(7, 8, 9)))

# --- arithmetic of vectors ---
import cadquery as cq
a, b = cq.Vector(1, 2, 3), cq.Vector(4, -5, 6)
print((a + b).toTuple(), (a - b).toTuple(), (a * 2).toTuple(), (a / 2).toTuple(), (-a).toTuple(), abs(a), 3 * a)
print(a.add(b), a.sub(b), a.multiply(0.5), a.dot(b), a.cross(b), a.normalized(), a.Length)

# --- angles of vectors ---
import cadquery as cq
a, b = cq.Vector(1, 0, 0), cq.Vector(1, 1, 0)
print(round(a.getAngle(b), 9), round(a.getSignedAngle(b), 9), round(b.getSignedAngle(a), 9))

# --- projections of vectors ---
import cadquery as cq
v = cq.Vector(1, 2, 3)
print(v.projectToLine(cq.Vector(1, 1, 0)).toTuple(), v.projectToPlane(cq.Plane.XY()).toTuple(), v.Center().toTuple())

# --- coordinates can be set ---
import cadquery as cq
v = cq.Vector(1, 2, 3)
v.x, v.z = 9, v.z + 1
print(v.x, v.y, v.z, v.toTuple(), [c for c in v])

# --- equal vectors ---
import cadquery as cq
print(cq.Vector(1, 2, 3) == cq.Vector(1, 2, 3 + 1e-9), cq.Vector(1, 2, 3) == cq.Vector(1, 2, 3.1), cq.Vector(0.1 + 0.2, 0, 0) == cq.Vector(0.3, 0, 0), cq.Vector(1, 2, 3) != (1, 2, 3))

# --- vectors through a matrix ---
import cadquery as cq
m = cq.Matrix()
m.rotateZ(1.5707963267948966)
print([round(c, 9) + 0.0 for c in cq.Vector(1, 2, 3).transform(m).toTuple()])

# --- planes by name ---
import cadquery as cq
for n in ("XY", "YZ", "ZX", "XZ", "YX", "ZY", "front", "back", "left", "right", "top", "bottom"):
    p = cq.Plane.named(n, (1, 2, 3))
    print(n, p.xDir.toTuple(), p.yDir.toTuple(), p.zDir.toTuple(), p.origin.toTuple())

# --- planes by methods ---
import cadquery as cq
print([m().zDir.toTuple() for m in (cq.Plane.XY, cq.Plane.YZ, cq.Plane.ZX, cq.Plane.XZ, cq.Plane.YX, cq.Plane.ZY, cq.Plane.front, cq.Plane.back, cq.Plane.left, cq.Plane.right, cq.Plane.top, cq.Plane.bottom)])

# --- plane of a location ---
import cadquery as cq
p = cq.Plane(cq.Location((1, 2, 3), (0, 0, 1), 90))
print([round(c, 9) + 0.0 for c in p.xDir.toTuple()], p.origin.toTuple(), p.location.toTuple()[0])

# --- coordinates in a plane ---
import cadquery as cq
p = cq.Plane(origin=(1, 0, 0), xDir=(0, 1, 0), normal=(0, 0, 1))
print([round(c, 9) + 0.0 for c in p.toWorldCoords((2, 3)).toTuple()], [round(c, 9) + 0.0 for c in p.toLocalCoords(cq.Vector(1, 2, 3)).toTuple()])
print([round(c, 9) + 0.0 for c in p.toLocalCoords(cq.Solid.makeBox(1, 1, 1)).Center().toTuple()])

# --- turned planes ---
import cadquery as cq
p = cq.Plane.XY().rotated((90, 0, 0))
q = cq.Plane.XY().rotated(cq.Vector(0, 45, 30))
print([round(c, 6) + 0.0 for c in p.zDir.toTuple()], [round(c, 6) + 0.0 for c in q.zDir.toTuple()], [round(c, 6) + 0.0 for c in q.xDir.toTuple()])

# --- moved origin of a plane ---
import cadquery as cq
p = cq.Plane.XZ((1, 1, 1))
p.setOrigin2d(2, 3)
print(p.origin.toTuple())
p.origin = (5, 6, 7)
print(p.origin.toTuple(), p.toWorldCoords((1, 1)).toTuple())

# --- mirrored in a plane ---
import cadquery as cq
boxes = cq.Plane.XY().mirrorInPlane([cq.Solid.makeBox(1, 1, 1)], axis="X")
print([round(c, 6) + 0.0 for c in boxes[0].Center().toTuple()])

# --- equal planes ---
import cadquery as cq
print(cq.Plane.XY() == cq.Plane.named("XY"), cq.Plane.XY() == cq.Plane.XZ(), cq.Plane.XY((0, 0, 1)) == cq.Plane.XY(), repr(cq.Plane.YZ((1, 2, 3))))

# --- a plane needs a normal ---
import cadquery as cq
cq.Plane(origin=(0, 0, 0), xDir=(1, 0, 0), normal=(0, 0, 0))

# --- a plane needs an x direction ---
import cadquery as cq
cq.Plane(origin=(0, 0, 0), xDir=(0, 0, 0), normal=(0, 0, 1))

# --- locations of all kinds ---
import cadquery as cq
V = cq.Vector
locs = [
    cq.Location(), cq.Location(1, 2, 3), cq.Location(1, 2, 3, 10, 20, 30), cq.Location((1, 2, 3)), cq.Location(V(1, 2, 3)), cq.Location((1, 2, 3), (10, 20, 30)),
    cq.Location(V(1, 2, 3), V(0, 0, 1), 45), cq.Location(cq.Plane.XZ()), cq.Location(cq.Plane.XZ(), V(0, 0, 5)), cq.Location(x=1, rz=90),
]
for l in locs:
    t, r = l.toTuple()
    print([round(c, 5) + 0.0 for c in t], [round(c, 5) + 0.0 for c in r])

# --- products and powers of locations ---
import cadquery as cq
a, b = cq.Location((1, 0, 0), (0, 0, 1), 90), cq.Location((0, 2, 0), (1, 0, 0), 30)
for l in (a * b, b * a, a.inverse, a * a.inverse, a ** 2, a ** -1):
    t, r = l.toTuple()
    print([round(c, 5) + 0.0 for c in t], [round(c, 5) + 0.0 for c in r])

# --- plane of a place ---
import cadquery as cq
p = cq.Location((1, 2, 3), (0, 1, 0), 90).plane
print([round(c, 5) + 0.0 for c in p.zDir.toTuple()], p.origin.toTuple())

# --- matrices ---
import cadquery as cq
m = cq.Matrix([[1, 0, 0, 5], [0, 1, 0, 6], [0, 0, 1, 7]])
print(m[0, 3], m[3, 3], m.transposed_list(), m.inverse().transposed_list()[12:])
n = cq.Matrix()
n.rotateX(0.5)
n.rotateY(0.25)
print([round(x, 6) + 0.0 for x in n.multiply(m).transposed_list()])
print(repr(cq.Matrix()))

# --- index of a matrix out of range ---
import cadquery as cq
cq.Matrix()[4, 0]

# --- matrix of a wrong size ---
import cadquery as cq
cq.Matrix([[1, 2], [3, 4]])

# --- bounding boxes ---
import cadquery as cq
b = cq.Solid.makeBox(1, 2, 3).BoundingBox()
c = cq.Solid.makeBox(1, 1, 1, cq.Vector(4, 4, 4)).BoundingBox()
print([round(x, 6) + 0.0 for x in (b.xmin, b.xmax, b.ymin, b.ymax, b.zmin, b.zmax, b.xlen, b.ylen, b.zlen)], round(b.DiagonalLength, 6), b.center.toTuple())
d = b.add(c)
print(round(d.xmax, 6), round(d.zmax, 6), b.isInside(d), d.isInside(b), b.add((9, 9, 9)).center.toTuple(), [round(x, 5) for x in (b.enlarge(1).xmin, b.enlarge(1).xmax)])
print(cq.BoundBox.findOutsideBox2D(b, d) is d)

# --- colours ---
import cadquery as cq
for c in (cq.Color("red"), cq.Color("steelblue"), cq.Color(0.1, 0.2, 0.3), cq.Color(0.1, 0.2, 0.3, 0.4), cq.Color(0.1, 0.2, 0.3, a=0.25), cq.Color()):
    print([round(x, 4) for x in c.toTuple()])
print(cq.Color("red") == cq.Color("red"), len({cq.Color("red"), cq.Color("red")}))

# --- no such colour ---
import cadquery as cq
cq.Color("nice")

# --- hashes of vectors ---
import cadquery as cq
hash(cq.Vector(1, 2, 3))

# --- vector of four numbers ---
import cadquery as cq
cq.Vector(1, 2, 3, 4)

# --- vector of text ---
import cadquery as cq
cq.Vector("a", "b")

# --- divided by nothing ---
import cadquery as cq
cq.Vector(1, 2, 3) / 0
