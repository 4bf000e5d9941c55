# Shapes of the direct API: constructors and methods.

# --- boxes at places ---
import cadquery as cq
result = [cq.Solid.makeBox(1, 2, 3), cq.Solid.makeBox(1, 2, 3, cq.Vector(5, 0, 0)), cq.Solid.makeBox(1, 2, 3, (9, 0, 0), (1, 0, 0))]

# --- cylinders and cones ---
import cadquery as cq
result = [
    cq.Solid.makeCylinder(2, 5), cq.Solid.makeCylinder(2, 5, cq.Vector(8, 0, 0), cq.Vector(0, 1, 0), 180),
    cq.Solid.makeCone(3, 1, 4, cq.Vector(16, 0, 0)), cq.Solid.makeCone(3, 0, 4, cq.Vector(24, 0, 0), angleDegrees=90),
]

# --- balls and rings ---
import cadquery as cq
result = [
    cq.Solid.makeSphere(2), cq.Solid.makeSphere(2, cq.Vector(6, 0, 0), cq.Vector(0, 0, 1), -90, 90, 360),
    cq.Solid.makeTorus(5, 1, cq.Vector(20, 0, 0)), cq.Solid.makeTorus(5, 1, (40, 0, 0), (0, 1, 0), 0, 180),
]

# --- wedge ---
import cadquery as cq
result = cq.Solid.makeWedge(4, 3, 5, 1, 1, 3, 4)

# --- edges ---
import cadquery as cq
V = cq.Vector
edges = [
    cq.Edge.makeLine(V(0, 0, 0), V(3, 4, 0)), cq.Edge.makeLine((0, 0, 0), (0, 0, 2)), cq.Edge.makeCircle(2), cq.Edge.makeCircle(2, angle1=0, angle2=90),
    cq.Edge.makeCircle(radius=3, pnt=V(1, 1, 1), dir=V(1, 0, 0), angle1=30, angle2=120),
    cq.Edge.makeEllipse(4, 2), cq.Edge.makeEllipse(4, 2, angle1=0, angle2=90), cq.Edge.makeThreePointArc(V(0, 0, 0), V(1, 1, 0), V(2, 0, 0)),
    cq.Edge.makeTangentArc(V(0, 0, 0), V(1, 0, 0), V(2, 2, 0)), cq.Edge.makeBezier([V(0, 0, 0), V(1, 2, 0), V(3, 0, 0)]),
    cq.Edge.makeSpline([V(0, 0, 0), V(1, 2, 0), V(3, 0, 1)]), cq.Edge.makeSpline([V(0, 0, 0), V(1, 2, 0), V(3, 0, 0)], periodic=True),
    cq.Edge.makeSplineApprox([V(i, i * i / 9, 0) for i in range(8)]),
]
for e in edges:
    print(e.geomType(), round(e.Length(), 5), e.IsClosed(), [round(c, 5) + 0.0 for c in e.startPoint().toTuple()], [round(c, 5) + 0.0 for c in e.endPoint().toTuple()])
result = edges

# --- wires ---
import cadquery as cq
V = cq.Vector
a, b = cq.Edge.makeLine(V(0, 0, 0), V(2, 0, 0)), cq.Edge.makeLine(V(2, 0, 0), V(2, 2, 0))
wires = [
    cq.Wire.assembleEdges([a, b]), cq.Wire.assembleEdges([a, b]).close(), cq.Wire.makeCircle(3, V(0, 0, 0), V(0, 0, 1)),
    cq.Wire.makePolygon([V(0, 0, 0), V(4, 0, 0), V(4, 4, 0)], close=True), cq.Wire.makePolygon([V(0, 0, 0), V(4, 0, 0), V(4, 4, 0)]),
    cq.Wire.makeEllipse(3, 2, V(0, 0, 0), V(0, 0, 1), V(1, 0, 0)), cq.Wire.makeEllipse(3, 2, V(0, 0, 0), V(0, 0, 1), V(1, 0, 0), 0, 90),
    cq.Wire.combine([b, a])[0],
]
for w in wires:
    print(round(w.Length(), 5), w.IsClosed(), len(w.Edges()), len(w.Vertices()))
result = wires

# --- faces ---
import cadquery as cq
V = cq.Vector
outer = cq.Wire.makePolygon([V(0, 0, 0), V(6, 0, 0), V(6, 4, 0), V(0, 4, 0)], close=True)
hole = cq.Wire.makeCircle(1, V(2, 2, 0), V(0, 0, 1))
f = cq.Face.makeFromWires(outer, [hole])
print(f.geomType(), round(f.Area(), 6), f.normalAt().toTuple(), len(f.innerWires()), round(f.outerWire().Length(), 6))
g = cq.Face.makePlane(4, 2, (0, 0, 3), (0, 1, 0))
print([round(c, 6) + 0.0 for c in g.normalAt().toTuple()], g.Center().toTuple())
result = [f, g]

# --- ruled surfaces and surfaces in frames ---
import cadquery as cq
V = cq.Vector
a = cq.Edge.makeLine(V(0, 0, 0), V(4, 0, 0))
b = cq.Edge.makeLine(V(0, 3, 2), V(4, 3, 0))
edges = cq.Wire.makePolygon([(0, 0, 0), (4, 0, 1), (4, 4, 0), (0, 4, 1)], close=True).Edges()
result = [cq.Face.makeRuledSurface(a, b), cq.Face.makeRuledSurface(cq.Wire.makeCircle(2, V(), V(0, 0, 1)), cq.Wire.makeCircle(1, V(0, 0, 3), V(0, 0, 1))), cq.Face.makeNSidedSurface(edges, [])]

# --- approximated surface ---
import cadquery as cq
import math
pts = [[cq.Vector(x, y, math.sin(x / 3) * math.cos(y / 3)) for y in range(6)] for x in range(6)]
result = cq.Face.makeSplineApprox(pts, tol=1e-2, minDeg=3, maxDeg=6)

# --- shell and solid of faces ---
import cadquery as cq
b = cq.Solid.makeBox(2, 3, 4)
shell = cq.Shell.makeShell(b.Faces())
solid = cq.Solid.makeSolid(shell)
print(shell.Closed(), round(solid.Volume(), 6), solid.isValid(), shell.ShapeType())
result = solid

# --- extrusions ---
import cadquery as cq
V = cq.Vector
outer = cq.Wire.makePolygon([V(0, 0, 0), V(4, 0, 0), V(4, 4, 0), V(0, 4, 0)], close=True)
hole = cq.Wire.makeCircle(1, V(2, 2, 0), V(0, 0, 1))
face = cq.Face.makeFromWires(outer, [hole])
result = [
    cq.Solid.extrudeLinear(outer, [hole], V(0, 0, 3)), cq.Solid.extrudeLinear(face, V(1, 0, 3)), cq.Solid.extrudeLinear(outer, [], V(0, 0, 3), 10),
    cq.Solid.extrudeLinear(outer, [hole], V(0, 0, -2)),
    cq.Solid.extrudeLinearWithRotation(outer, [], V(2, 2, 0), V(0, 0, 5), 30), cq.Solid.extrudeLinearWithRotation(face, V(2, 2, 0), V(0, 0, 5), 30),
]

# --- revolutions, sweeps, lofts ---
import cadquery as cq
V = cq.Vector
w = cq.Wire.makePolygon([V(3, 0, 0), V(5, 0, 0), V(5, 0, 2), V(3, 0, 2)], close=True)
path = cq.Edge.makeThreePointArc(V(0, 0, 0), V(2, 0, 4), V(8, 0, 6))
c0, c1 = cq.Wire.makeCircle(1, V(0, 0, 0), V(0, 0, 1)), cq.Wire.makeCircle(2, V(0, 0, 5), V(0, 0, 1))
result = [
    cq.Solid.revolve(w, [], 90, V(0, 0, 0), V(0, 0, 1)), cq.Solid.revolve(cq.Face.makeFromWires(w), 360, V(0, 0, 0), V(0, 0, 1)),
    cq.Solid.sweep(c0, [], path), cq.Solid.makeLoft([c0, c1]), cq.Solid.makeLoft([c0, c1], True),
]

# --- measures of a solid ---
import cadquery as cq
s = cq.Workplane().box(4, 3, 2).faces(">Z").workplane().hole(1).val()
print(round(s.Volume(), 6), round(s.Area(), 6), [round(c, 6) + 0.0 for c in s.Center().toTuple()], [round(c, 6) + 0.0 for c in s.CenterOfBoundBox().toTuple()])
print([round(c, 6) + 0.0 for c in cq.Shape.centerOfMass(s).toTuple()], round(cq.Shape.computeMass(s), 6), s.ShapeType(), s.geomType(), s.isValid(), s.isNull())
print([[round(x, 4) + 0.0 for x in row] for row in cq.Shape.matrixOfInertia(s)])
print(len(s.Vertices()), len(s.Edges()), len(s.Wires()), len(s.Faces()), len(s.Shells()), len(s.Solids()), len(s.Compounds()), len(s.CompSolids()))
result = s

# --- centres of several ---
import cadquery as cq
b = [cq.Solid.makeBox(1, 1, 1), cq.Solid.makeBox(2, 2, 2, cq.Vector(4, 0, 0))]
print([round(c, 6) for c in cq.Shape.CombinedCenter(b).toTuple()], [round(c, 6) for c in cq.Shape.CombinedCenterOfBoundBox(b).toTuple()])
result = b

# --- inside or outside ---
import cadquery as cq
s = cq.Solid.makeBox(2, 2, 2)
print(s.isInside((1, 1, 1)), s.isInside(cq.Vector(3, 1, 1)), s.isInside((2, 1, 1), tolerance=1e-3), cq.Workplane().sphere(2).val().isInside((0, 0, 1.99)))
result = s

# --- moved, located, rotated ---
import cadquery as cq
b = cq.Solid.makeBox(1, 2, 3)
loc = cq.Location((5, 0, 0), (0, 0, 1), 90)
for x in (b.moved(loc), b.located(loc), b.moved(loc).moved(loc), b.translate(cq.Vector(1, 1, 1)), b.rotate((0, 0, 0), (1, 0, 0), 90), b.moved(x=2, z=1), b.moved(rz=45), b.moved((1, 2, 3)), b.mirror("XY"), b.scale(2), b.copy()):
    print([round(c, 5) + 0.0 for c in x.Center().toTuple()], round(x.Volume(), 5))
result = b.moved(loc, cq.Location((0, 9, 0)))

# --- moved in place ---
import cadquery as cq
b = cq.Solid.makeBox(1, 2, 3)
same = b.move(cq.Location((1, 0, 0)))
print(same is b, b.Center().toTuple())
b.locate(cq.Location((0, 0, 9)))
print(b.Center().toTuple(), b.location().toTuple()[0])
result = b

# --- geometry transformed ---
import cadquery as cq
m = cq.Matrix([[1, 0, 0, 0], [0, 2, 0, 0], [0, 0, 0.5, 0], [0, 0, 0, 1]])
b = cq.Solid.makeSphere(1, angleDegrees1=-90)
result = [b.transformGeometry(m), b.transformShape(cq.Plane((1, 2, 3)).rG)]

# --- booleans ---
import cadquery as cq
a, b = cq.Solid.makeBox(4, 4, 4), cq.Solid.makeSphere(3, angleDegrees1=-90)
result = [a.fuse(b), a.cut(b), a.intersect(b), a.fuse(b, cq.Solid.makeCylinder(1, 9), glue=False, tol=1e-4), a.split(cq.Face.makePlane(20, 20, (0, 0, 2)))]
print([type(x).__name__ for x in result])

# --- operators ---
import cadquery as cq
a, b = cq.Solid.makeBox(4, 4, 4), cq.Solid.makeBox(4, 4, 4, cq.Vector(2, 2, 2))
result = [a + b, a - b, a * b, a / cq.Face.makePlane(20, 20, (0, 0, 2))]
print([round(x.Volume(), 5) for x in result])

# --- compounds ---
import cadquery as cq
c = cq.Compound.makeCompound([cq.Solid.makeBox(1, 1, 1), cq.Solid.makeBox(1, 1, 1, cq.Vector(3, 0, 0))])
print(len(list(c)), c.Volume(), bool(c), c.cut(cq.Solid.makeBox(9, 0.5, 9)).Volume(), c.fuse(cq.Solid.makeBox(4, 1, 1)).Volume(), c.intersect(cq.Solid.makeBox(9, 9, 0.25)).Volume())
result = c

# --- equality and hashes ---
import cadquery as cq
b = cq.Solid.makeBox(1, 1, 1)
f, g = b.Faces()[0], b.Faces()[0]
print(f == g, f.isSame(g), f.isEqual(g), f is g, f == b.Faces()[1], len({f, g}), f.hashCode() == g.hashCode(), b == b.copy())
result = f

# --- distances ---
import cadquery as cq
a, b = cq.Solid.makeBox(1, 1, 1), cq.Solid.makeBox(1, 1, 1, cq.Vector(4, 0, 0))
print(a.distance(b), list(a.distances(b, cq.Vertex.makeVertex(0, 0, 5))))
result = a

# --- faces on a line ---
import cadquery as cq
b = cq.Workplane().box(4, 4, 4).faces(">Z").workplane().hole(1).val()
print([[round(c, 5) + 0.0 for c in f.Center().toTuple()] for f in b.facesIntersectedByLine((0, 1, -9), (0, 0, 1))])
print(len(b.facesIntersectedByLine((0, 1, 0), (0, 0, 1), direction="AlongAxis")), len(b.facesIntersectedByLine((0, 1, 0), (0, 0, 1), direction="Opposite")))
result = b

# --- normals and parameters of a face ---
import cadquery as cq
f = cq.Workplane().cylinder(4, 2).faces("%CYLINDER").val()
print([round(x, 5) + 0.0 for x in f.normalAt((2, 0, 0)).toTuple()], f.geomType(), [round(x, 5) + 0.0 for x in f.positionAt(0.5, 1).toTuple()], [round(x, 5) for x in f.paramAt(cq.Vector(0, 2, 1))])
n, p = f.normalAt(0.3, 1)
print([round(x, 5) + 0.0 for x in n.toTuple()], [round(x, 5) + 0.0 for x in p.toTuple()])
print([round(x, 5) for x in f._uvBounds()])
result = f

# --- trimmed faces ---
import cadquery as cq
f = cq.Face.makePlane(10, 10)
hole = cq.Wire.makeCircle(2, cq.Vector(), cq.Vector(0, 0, 1))
result = [f.trim(-1, 2, -1, 1), f.trim(hole), f.addHole(hole)]
print([round(x.Area(), 5) for x in result])

# --- trimmed edges ---
import cadquery as cq
e = cq.Edge.makeCircle(2)
t = e.trim(0, 1.5)
print(round(t.Length(), 6), [round(x, 6) for x in t.bounds()], round(e.paramAt(0.25), 6), [round(x, 6) for x in e.params([cq.Vector(0, 2, 0)])])
result = t

# --- thickened face ---
import cadquery as cq
result = cq.Face.makePlane(4, 3).thicken(0.5)

# --- projected wire ---
import cadquery as cq
c = cq.Solid.makeCylinder(5, 10, cq.Vector(0, 0, -5))
w = cq.Wire.makeCircle(2, cq.Vector(10, 0, 0), cq.Vector(1, 0, 0))
p = w.project(c.faces("%CYLINDER").Faces()[0], cq.Vector(-1, 0, 0))
print(type(p).__name__, p.IsClosed())
result = p

# --- offset and filleted wires ---
import cadquery as cq
w = cq.Wire.makePolygon([(0, 0), (6, 0), (6, 4), (0, 4)], close=True)
result = [*w.offset2D(1), *w.offset2D(-0.5), *w.offset2D(1, "intersection")]
print([round(x.Length(), 5) for x in result])

# --- cavities ---
import cadquery as cq
a = cq.Solid.makeBox(6, 6, 6)
hollow = a.cut(cq.Solid.makeBox(2, 2, 2, cq.Vector(2, 2, 2))).Solids()[0]
print(len(hollow.innerShells()), round(hollow.outerShell().Area(), 5), cq.Solid.isSolid(hollow))
result = a.addCavity(cq.Solid.makeSphere(1, cq.Vector(3, 3, 3), angleDegrees1=-90).shell())

# --- replaced and removed subshapes ---
import cadquery as cq
b = cq.Solid.makeBox(2, 2, 2)
open_box = b.remove(b.face(">Z"))
print(len(open_box.Faces()), type(open_box).__name__)
result = open_box

# --- as splines ---
import cadquery as cq
c = cq.Solid.makeCylinder(2, 3)
n = c.toNURBS()
print(sorted({f.geomType() for f in n.Faces()}), round(n.Volume(), 5))
result = n

# --- fixed ---
import cadquery as cq
s = cq.Solid.makeBox(1, 2, 3).fix()
print(s.isValid(), s.Closed())
result = s

# --- vertices ---
import cadquery as cq
v = cq.Vertex.makeVertex(1, 2, 3)
print(v.toTuple(), v.X, v.Y, v.Z, v.Center().toTuple(), v.ShapeType(), v.geomType())
result = v

# --- tessellation ---
import cadquery as cq
v, t = cq.Solid.makeBox(1, 2, 3).tessellate(0.1)
print(len(v), len(t), type(v[0]).__name__, max(max(x) for x in t))
result = cq.Solid.makeBox(1, 2, 3)

# --- projection of a face and a pocket from it ---
import cadquery as cq
w = cq.Workplane().box(10, 10, 4)
f = w.faces(">Z").val()
print(round(f.Center().z, 6))
result = w

# --- dprism ---
import cadquery as cq
b = cq.Workplane().box(10, 10, 4)
profile = cq.Workplane("XY", origin=(0, 0, 2)).rect(4, 4).wires().vals()
result = b.val().dprism(b.faces(">Z").val(), profile, depth=2, taper=5, thruAll=False)

# --- sampled curve ---
import cadquery as cq
e = cq.Edge.makeSpline([cq.Vector(0, 0, 0), cq.Vector(2, 3, 0), cq.Vector(6, 1, 0)])
pts, params = e.sample(5)
print([[round(c, 5) + 0.0 for c in p.toTuple()] for p in pts], [round(p, 5) for p in params])
print(round(e.Length(), 5))
result = e

# --- normal of a wire ---
import cadquery as cq
print([round(c, 6) + 0.0 for c in cq.Wire.makeCircle(1, cq.Vector(), cq.Vector(0, 1, 1)).normal().toTuple()], cq.Edge.makeCircle(2).normal().toTuple())
result = cq.Edge.makeCircle(2)

# --- stitched wires ---
import cadquery as cq
a = cq.Wire.makePolygon([(0, 0), (3, 0)])
b = cq.Wire.makePolygon([(3, 0), (3, 3), (0, 0)])
result = a.stitch(b)
print(result.IsClosed())

# --- cast and iterate ---
import cadquery as cq
b = cq.Solid.makeBox(1, 1, 1)
print([type(x).__name__ for x in b], [type(x).__name__ for x in b.Shells()[0]][:2], type(cq.Shape.cast(b.wrapped)).__name__)
result = b

# --- selection by functions ---
import cadquery as cq
b = cq.Solid.makeBox(1, 2, 3)
print(round(b.faces().filter(lambda f: f.Area() > 2.5).Area(), 5), [round(f.Area(), 4) for f in b.faces().sort(lambda f: f.Area())], b.faces().size())
result = b.edges().filter(lambda e: e.Length() > 1.5)

# --- one wire, all wires ---
import cadquery as cq
plate = cq.Workplane().box(6, 4, 1).faces(">Z").workplane().hole(1).val()
top = plate.face(">Z")
print(plate.wires().size(), top.wires().size(), round(plate.face("<X").wire().Length(), 6), plate.shell().ShapeType(), plate.solid().ShapeType())
result = top.wires()

# --- a face replaced ---
import cadquery as cq
b = cq.Solid.makeBox(2, 2, 2)
lid = b.face(">Z")
print(b.replace(lid, lid.copy()).faces().size())
result = b.replace(lid, lid.copy())

# --- splines instead of circles ---
import cadquery as cq
s = cq.Edge.makeCircle(2).toSplines(degree=3, tolerance=1e-3)
print(s.geomType(), round(s.Length(), 3))
result = cq.Workplane().box(1, 1, 1)

# --- moved by angles ---
import cadquery as cq
b = cq.Solid.makeBox(1, 2, 3)
b.move(rx=90, x=1)
print([round(c, 6) + 0.0 for c in b.Center().toTuple()])
result = b
