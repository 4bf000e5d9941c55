# Translations, rotations, mirrors, tags, plugins and the stack.

# --- translate and rotate ---
import cadquery as cq
result = cq.Workplane().box(4, 2, 1).translate((5, 6, 7)).rotate((0, 0, 0), (0, 0, 1), 30)

# --- rotate about its centre ---
import cadquery as cq
result = cq.Workplane().box(4, 2, 1).translate((5, 0, 0)).rotateAboutCenter((0, 1, 0), 45)

# --- rotate about a line elsewhere ---
import cadquery as cq
result = cq.Workplane().box(4, 2, 1).rotate(cq.Vector(2, 0, 0), cq.Vector(2, 1, 0), 60)

# --- translate by a vector many times ---
import cadquery as cq
tooth = cq.Workplane().box(1, 1, 2)
result = cq.Workplane().box(20, 2, 1)
for i in range(4):
    result = result.union(tooth.translate(cq.Vector(-6 + 4 * i, 0, 1)))

# --- mirror by plane names ---
import cadquery as cq
p = cq.Workplane().box(3, 2, 1, centered=False).edges(">Z and >X").chamfer(0.4)
result = [p.mirror(name) for name in ("XY", "XZ", "YZ")]

# --- mirror about another place ---
import cadquery as cq
result = cq.Workplane().box(3, 2, 1, centered=False).mirror(mirrorPlane="YZ", basePointVector=(5, 0, 0))

# --- mirror at a face with union ---
import cadquery as cq
p = cq.Workplane().polyline([(0, 0), (4, 0), (2, 3)]).close().extrude(1)
result = p.mirror(p.faces("<Y"), union=True)

# --- mirror by a vector ---
import cadquery as cq
p = cq.Workplane().box(3, 2, 1, centered=False)
result = p.mirror(cq.Vector(1, 1, 0), (0, 0, 0))

# --- union of many ---
import cadquery as cq
result = cq.Workplane()
for i in range(6):
    result = result.union(cq.Workplane().box(2, 2, 1 + i).translate((1.5 * i, 0, 0)))

# --- union with glue ---
import cadquery as cq
a = cq.Workplane().box(2, 2, 2)
result = a.union(cq.Workplane().box(2, 2, 2).translate((2, 0, 0)), glue=True)

# --- union without cleaning ---
import cadquery as cq
a = cq.Workplane().box(2, 2, 2)
result = a.union(cq.Workplane().box(2, 2, 2).translate((2, 0, 0)), clean=False)
print(result.faces().size(), result.clean().faces().size())

# --- union with tolerance ---
import cadquery as cq
a = cq.Workplane().box(2, 2, 2)
result = a.union(cq.Workplane().box(2, 2, 2).translate((2.00001, 0, 0)), tol=1e-3)

# --- union of the stack ---
import cadquery as cq
result = cq.Workplane().pushPoints([(0, 0), (1, 1)]).box(2, 2, 2, combine=False).combine()

# --- cut by a shape ---
import cadquery as cq
result = cq.Workplane().box(6, 6, 6).cut(cq.Solid.makeSphere(3.5))

# --- cut by a compound ---
import cadquery as cq
tools = cq.Workplane().rarray(3, 3, 2, 2).circle(0.5).extrude(10, both=True)
result = cq.Workplane().box(8, 8, 2).cut(tools)

# --- intersect ---
import cadquery as cq
result = cq.Workplane().box(6, 6, 6).intersect(cq.Workplane().sphere(3.8))

# --- nothing in common ---
import cadquery as cq
result = cq.Workplane().box(1, 1, 1).intersect(cq.Workplane().box(1, 1, 1).translate((5, 0, 0)))
print(result.val().Volume(), result.solids().size())

# --- everything cut away ---
import cadquery as cq
result = cq.Workplane().box(1, 1, 1).cut(cq.Workplane().box(3, 3, 3))
print(result.solids().size(), result.val().isValid())

# --- split keeps a half ---
import cadquery as cq
c = cq.Workplane().cylinder(10, 4)
result = [c.workplane().split(keepTop=True), c.workplane().split(keepBottom=True), c.workplane().split(keepTop=True, keepBottom=True)]

# --- split by a face ---
import cadquery as cq
knife = cq.Face.makePlane(20, 20, (1, 0, 0), (1, 0, 0))
result = cq.Workplane().box(6, 6, 6).split(knife)

# --- section ---
import cadquery as cq
result = cq.Workplane().box(6, 6, 6).faces(">Z").workplane().hole(2).section(0)
print(round(result.val().Area(), 6))

# --- section of several heights ---
import cadquery as cq
cone = cq.Workplane(obj=cq.Solid.makeCone(5, 1, 8))
print([round(cone.section(h).val().Area(), 5) for h in (1, 4, 7)])
result = cone.section(4)

# --- add collects ---
import cadquery as cq
a = cq.Workplane().box(1, 1, 1)
b = cq.Workplane().box(2, 2, 2).translate((5, 0, 0))
w = cq.Workplane().add(a).add(b).add([cq.Vertex.makeVertex(0, 0, 9)])
print(w.size(), [type(o).__name__ for o in w.vals()])
result = w

# --- combine what was added ---
import cadquery as cq
a = cq.Workplane().box(2, 2, 2)
result = cq.Workplane().add(a).add(a.translate((1, 1, 1))).combine(glue=False, tol=1e-4)

# --- new object ---
import cadquery as cq
w = cq.Workplane().box(1, 1, 1)
n = w.newObject([cq.Solid.makeBox(2, 2, 2), cq.Solid.makeBox(1, 1, 1, cq.Vector(4, 0, 0))])
print(n.size(), n.end().size())
result = n

# --- all, vals, item ---
import cadquery as cq
w = cq.Workplane().box(1, 2, 3).faces()
print(len(w.all()), type(w.all()[0]).__name__, len(w.vals()), w.item(2).val().Area(), w.first().val().Area(), w.last().val().Area())
result = w.item(1)

# --- indexing and slices ---
import cadquery as cq
w = cq.Workplane().box(1, 2, 3).faces()
print(w[0].val().Area(), w[-1].val().Area(), w[1:3].size(), [round(f.Area(), 3) for f in w.vals()])
result = w[2:]

# --- iterating ---
import cadquery as cq
w = cq.Workplane().pushPoints([(0, 0), (3, 0)]).box(1, 1, 1, combine=False)
print([round(s.Volume(), 6) for s in w], sum(1 for _ in w.faces()))
result = w

# --- filter, sort, map, apply ---
import cadquery as cq
w = cq.Workplane().rarray(4, 1, 4, 1).box(1, 1, 1, combine=False)
w = w.add(cq.Solid.makeBox(2, 2, 2))
result = w.filter(lambda s: s.Volume() > 0.5).sort(lambda s: -s.Center().x)[:2].map(lambda s: s.moved(z=3)).apply(lambda all: all[::-1])
print([round(s.Center().x, 5) for s in result.vals()])

# --- invoke ---
import cadquery as cq
def bored(w):
    return w.faces(">Z").workplane().hole(1)
seen = []
result = cq.Workplane().box(4, 4, 2).invoke(bored).invoke(lambda w: seen.append(w.faces().size()))
print(seen)

# --- find the solid above ---
import cadquery as cq
w = cq.Workplane().box(2, 2, 2).faces(">Z").edges()
print(w.findSolid().Volume(), type(w.findSolid()).__name__)
result = w.findSolid()

# --- each ---
import cadquery as cq
result = cq.Workplane().box(6, 6, 1).faces(">Z").vertices().each(lambda v: cq.Solid.makeSphere(0.5, v.Center(), angleDegrees1=-90))

# --- each combined ---
import cadquery as cq
result = cq.Workplane().box(6, 6, 1).faces(">Z").vertices().each(lambda v: cq.Solid.makeBox(1, 1, 1, v.Center()), combine=True)

# --- eachpoint of a shape ---
import cadquery as cq
ball = cq.Solid.makeSphere(1, angleDegrees1=-90)
result = cq.Workplane().rarray(4, 4, 2, 2).eachpoint(ball)

# --- eachpoint of a workplane ---
import cadquery as cq
pin = cq.Workplane().circle(0.5).extrude(3)
result = cq.Workplane().box(10, 10, 1).faces(">Z").workplane().rect(7, 7, forConstruction=True).vertices().eachpoint(pin, combine=True)

# --- eachpoint by a function in local coordinates ---
import cadquery as cq
def stud(loc):
    return cq.Solid.makeCylinder(0.6, 2).moved(loc)
result = cq.Workplane("XZ").box(8, 8, 2).faces("<Y").workplane().rarray(3, 3, 2, 2).eachpoint(stud, useLocalCoordinates=True, combine="a")

# --- eachpoint that cuts ---
import cadquery as cq
result = cq.Workplane().box(8, 8, 2).rarray(3, 3, 2, 2).eachpoint(cq.Solid.makeCylinder(0.6, 9, cq.Vector(0, 0, -4)), combine="cut")

# --- plugin with arguments ---
import cadquery as cq
def studs(self, pitch, count):
    return self.rarray(pitch, pitch, count, count).circle(pitch / 4).extrude(1)
cq.Workplane.studs = studs
result = cq.Workplane().box(10, 10, 2).faces(">Z").workplane().studs(3, 3)

# --- tags along a chain ---
import cadquery as cq
w = cq.Workplane().box(3, 3, 3).tag("a").faces(">Z").tag("b").edges().tag("c").end(3)
print(w.workplaneFromTagged("a").plane.origin.toTuple(), w.faces(tag="b").size(), w.vertices(tag="c").size())
result = w.workplaneFromTagged("b").circle(1).extrude(1)

# --- a chain that branches ---
import cadquery as cq
base = cq.Workplane().box(10, 10, 2)
with_hole = base.faces(">Z").workplane().hole(3)
with_boss = base.faces(">Z").workplane().circle(3).extrude(2)
print(round(base.val().Volume(), 5), round(with_hole.val().Volume(), 5), round(with_boss.val().Volume(), 5))
result = [with_hole, with_boss]

# --- size and bounding box of a part ---
import cadquery as cq
bb = cq.Workplane().box(10, 20, 5).edges("|Z").fillet(2).translate((1, 2, 3)).val().BoundingBox()
print(round(bb.xlen, 6), round(bb.ylen, 6), round(bb.zlen, 6), round(bb.DiagonalLength, 5), bb.center.toTuple())
print(round(bb.xmin, 6), round(bb.xmax, 6), round(bb.ymin, 6), round(bb.ymax, 6), round(bb.zmin, 6), round(bb.zmax, 6))
