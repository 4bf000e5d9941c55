# Selectors as strings and as objects.

# --- far faces of an L ---
import cadquery as cq
part = cq.Workplane().box(10, 10, 2).union(cq.Workplane().box(2, 10, 8).translate((-4, 0, 5)))
for s in (">X", "<X", ">Y", "<Y", ">Z", "<Z", ">Z[-2]", ">X[-2]", "<Z[-2]", ">Z[1]", "<X[1]"):
    f = part.faces(s)
    print(s, f.size(), [round(c, 5) for c in f.val().Center().toTuple()])
result = part

# --- directions of faces ---
import cadquery as cq
part = cq.Workplane().box(4, 5, 6)
for s in ("+X", "-X", "+Y", "-Y", "+Z", "-Z", "|X", "|Y", "|Z", "#X", "#Y", "#Z"):
    print(s, part.faces(s).size(), part.edges(s).size())
result = part

# --- bare axes ---
import cadquery as cq
part = cq.Workplane().box(4, 5, 6)
for s in ("X", "Y", "Z", "XY", "XZ", "YZ"):
    print(s, part.faces(s).size(), part.edges(s).size())
result = part.faces("Z")

# --- edges by direction ---
import cadquery as cq
part = cq.Workplane().polygon(6, 10).extrude(4)
print(part.edges("|Z").size(), part.edges("#Z").size(), part.edges("|X").size(), part.edges("|(1,1.7320508,0)").size())
result = part.edges("|Z")

# --- kinds of faces ---
import cadquery as cq
part = cq.Workplane().box(10, 10, 4).faces(">Z").workplane().hole(3).edges("|Z").fillet(1)
for s in ("%Plane", "%PLANE", "%Cylinder", "%cylinder", "%Sphere", "%Cone"):
    print(s, part.faces(s).size())
print(part.edges("%Circle").size(), part.edges("%LINE").size())
result = part.faces("%Cylinder")

# --- and, or, not, except ---
import cadquery as cq
part = cq.Workplane().box(6, 6, 6)
for s in ("|Z and >Y", "|Z or >Z", "|Z or <Z", "not |Z", "not(<X or >X or <Y or >Y)", "|Z exc >X", "|Z and <X", "(|X or |Y) and >Z", "not(|Z and >X)"):
    print(s, part.edges(s).size())
result = part.edges("|Z and >Y")

# --- top and bottom ---
import cadquery as cq
part = cq.Workplane().box(6, 6, 6)
print(part.faces(">Z or <Z").size(), part.faces("<Z or >Z").size(), part.faces(">Z and <Z").size())
result = part.faces("<Z or >Z").edges().chamfer(0.5)

# --- corner vertices ---
import cadquery as cq
part = cq.Workplane().box(4, 6, 8)
for s in ("<XY", ">XY", ">(1,1,1)", "<X", ">Y", "<Z", ">Z and >X", ">(1,-1,0)"):
    print(s, part.vertices(s).size(), sorted(v.toTuple() for v in part.vertices(s).vals()))
result = part.vertices(">Z")

# --- nth along a direction ---
import cadquery as cq
stairs = cq.Workplane()
for i in range(4):
    stairs = stairs.union(cq.Workplane().box(2, 4, i + 1, centered=(True, True, False)).translate((2 * i, 0, 0)))
for s in (">Z[0]", ">Z[1]", ">Z[-1]", ">Z[-2]", "<Z[0]", "<Z[-1]", ">X[2]", ">>Z[0]", ">>Z[1]", "<<X[-2]", "<<Z[2]"):
    f = stairs.faces(s)
    print(s, f.size(), sorted(round(x.Area(), 4) for x in f.vals()))
result = stairs.faces(">Z[2]")

# --- by centre ---
import cadquery as cq
part = cq.Workplane().rarray(5, 5, 3, 1).box(2, 2, 2, combine=False)
print(part.solids(">>X").val().Center().toTuple(), part.solids("<<X").val().Center().toTuple(), part.solids(">>X[1]").val().Center().toTuple())
result = part.solids("<<X[0]")

# --- along a vector ---
import cadquery as cq
part = cq.Workplane().box(4, 4, 4).rotate((0, 0, 0), (0, 0, 1), 30)
f = part.faces(">(1,0,0)")
print(f.size(), part.faces("+(0.8660254,0.5,0)").size(), part.edges("|(0,0,1)").size(), part.faces("#(0,0,1)").size())
result = f

# --- faces of a turned part ---
import cadquery as cq
part = cq.Workplane().box(4, 4, 4).rotate((0, 0, 0), (1, 0, 0), 45)
print(part.faces(">Z").size(), part.edges(">Z").size(), part.faces("#X").size())
result = part.edges(">Z")

# --- selecting from tagged objects ---
import cadquery as cq
result = (
    cq.Workplane().box(10, 10, 2).tag("plate").faces(">Z").workplane().circle(2).extrude(5)
    .faces(">Z", tag="plate").workplane().center(3, 3).circle(0.5).cutThruAll()
)

# --- edges and vertices of tagged objects ---
import cadquery as cq
w = cq.Workplane().box(4, 4, 4).tag("cube").faces(">Z").workplane().sphere(1)
print(w.edges("|Z", tag="cube").size(), w.vertices(">X", tag="cube").size(), w.wires(tag="cube").size(), w.solids(tag="cube").size())
result = w.edges("|Z", tag="cube")

# --- nearest to a point ---
import cadquery as cq
part = cq.Workplane().box(10, 8, 6)
result = part.faces(cq.NearestToPointSelector((5, 0, 0))).workplane().hole(2)
print(part.vertices(cq.NearestToPointSelector((9, 9, 9))).val().toTuple())

# --- edges in a box ---
import cadquery as cq
from cadquery.selectors import BoxSelector
part = cq.Workplane().box(10, 10, 10)
print(part.edges(BoxSelector((-6, -6, 4), (6, 6, 6))).size(), part.edges(BoxSelector((-6, -6, 4), (6, 6, 6), boundingbox=True)).size())
result = part.edges(BoxSelector((-6, -6, 4), (6, 6, 6))).fillet(1)

# --- selector classes ---
import cadquery as cq
from cadquery import selectors as s
part = cq.Workplane().box(4, 5, 6).faces(">Z").workplane().hole(2)
z = cq.Vector(0, 0, 1)
for sel in (s.ParallelDirSelector(z), s.PerpendicularDirSelector(z), s.DirectionSelector(z), s.DirectionMinMaxSelector(z, True),
            s.DirectionMinMaxSelector(z, False), s.TypeSelector("CYLINDER"), s.DirectionNthSelector(z, 0), s.CenterNthSelector(z, 1), s.StringSyntaxSelector("<X or >X")):
    print(type(sel).__name__, part.faces(sel).size())
result = part.faces(s.TypeSelector("PLANE"))

# --- by radius ---
import cadquery as cq
from cadquery.selectors import RadiusNthSelector
part = cq.Workplane().circle(10).extrude(4).faces(">Z").workplane().circle(6).extrude(4).faces(">Z").workplane().hole(4)
for n in (0, 1, -1):
    print(n, [round(e.radius(), 5) for e in part.edges(RadiusNthSelector(n)).vals()])
result = part.edges(RadiusNthSelector(-1)).chamfer(0.5)

# --- by length ---
import cadquery as cq
from cadquery.selectors import LengthNthSelector
part = cq.Workplane().box(2, 4, 8)
print([part.edges(LengthNthSelector(n)).size() for n in (0, 1, 2)], part.edges(LengthNthSelector(-1)).val().Length())
result = part.edges(LengthNthSelector(0)).fillet(0.4)

# --- by area ---
import cadquery as cq
from cadquery.selectors import AreaNthSelector
part = cq.Workplane().box(2, 4, 8).faces(">Z").workplane().hole(1)
print([round(part.faces(AreaNthSelector(n)).val().Area(), 6) for n in range(4)])
result = part.faces(AreaNthSelector(-1)).first().workplane(centerOption="CenterOfMass").circle(0.5).extrude(1)

# --- by area of wires ---
import cadquery as cq
from cadquery.selectors import AreaNthSelector
part = cq.Workplane().box(20, 20, 2).faces(">Z").workplane().rect(10, 10).cutThruAll()
w = part.faces(">Z").wires(AreaNthSelector(0))
print(round(w.val().Length(), 6))
result = w.toPending().workplane().extrude(3)

# --- sums and differences of selectors ---
import cadquery as cq
from cadquery.selectors import StringSyntaxSelector as S, BoxSelector
part = cq.Workplane().box(6, 6, 6)
a, b = S("|Z"), S(">X")
print(part.edges(a & b).size(), part.edges(a + b).size(), part.edges(a - b).size(), part.edges(-a).size(), part.edges(b - BoxSelector((0, -9, 0), (9, 9, 9))).size())
result = part.edges(a + b)

# --- own selector ---
import cadquery as cq
class LongEdges(cq.Selector):
    def __init__(self, least):
        self.least = least
    def filter(self, objectList):
        return [o for o in objectList if o.Length() > self.least]
result = cq.Workplane().box(2, 4, 8).edges(LongEdges(3)).chamfer(0.2)

# --- own direction selector ---
import cadquery as cq
from cadquery.selectors import BaseDirSelector
class Upward(BaseDirSelector):
    def test(self, vec):
        return vec.dot(self.direction) > 0.5
result = cq.Workplane().polygon(8, 6).extrude(2, taper=20).faces(Upward(cq.Vector(0, 0, 1)))
print(result.size())

# --- own binary selector ---
import cadquery as cq
from cadquery.selectors import BinarySelector, StringSyntaxSelector
class Both(BinarySelector):
    def filterResults(self, r_left, r_right):
        return [o for o in r_left if o in r_right]
result = cq.Workplane().box(1, 2, 3).edges(Both(StringSyntaxSelector("|Z"), StringSyntaxSelector(">X")))
print(result.size())

# --- select then select ---
import cadquery as cq
w = cq.Workplane().box(6, 4, 2)
print(w.faces(">Z").edges("<X").size(), w.faces("|Z").wires().size(), w.faces(">X").edges("|Y").vertices(">Y").size())
result = w.faces(">Z").edges("|Y").fillet(0.5)

# --- duplicates are removed ---
import cadquery as cq
w = cq.Workplane().box(6, 4, 2)
print(w.faces().edges().size(), w.edges().vertices().size(), w.faces("|Z").edges().vertices().size())
result = w.faces("|Z").edges()

# --- selecting among solids ---
import cadquery as cq
w = cq.Workplane().pushPoints([(0, 0), (5, 0), (10, 5)]).box(2, 2, 2)
print(w.solids().size(), w.solids(">X").val().Center().toTuple(), w.solids("<X or >Y").size(), w.shells().size())
result = w.solids(">Y")

# --- nearest class by shape ---
import cadquery as cq
from cadquery.selectors import NearestToShapeSelector, InverseSelector
w = cq.Workplane().box(10, 10, 10)
probe = cq.Vertex.makeVertex(7, 1, 2)
f = w.faces(NearestToShapeSelector(probe))
print(f.val().Center().toTuple(), w.faces(InverseSelector(NearestToShapeSelector(probe))).size())
result = f

# --- selectors on shapes directly ---
import cadquery as cq
b = cq.Solid.makeBox(3, 4, 5)
print(b.faces(">Z").Area(), b.edges("|Z").size(), b.vertices(">X and >Y").size(), b.face(">X").Area(), b.edge("|Z and <X and <Y").Length(), b.vertex(">X and >Y and >Z").toTuple())
result = b.faces("|Z")

# --- ancestors and siblings ---
import cadquery as cq
w = cq.Workplane().box(4, 4, 4).faces(">Z").workplane().hole(1)
e = w.faces(">Z").edges("%CIRCLE")
print(e.ancestors("Face").size(), e.siblings("Face", 1).size(), w.vertices("<(1,1,1)").ancestors("Edge").size())
result = e.ancestors("Face")

# --- text with spaces and capitals ---
import cadquery as cq
w = cq.Workplane().box(4, 4, 4)
print(w.edges(" |Z  and  >X ").size(), w.faces("not |Z").size(), w.faces("%plane").size())
result = w.edges("|Z")

# --- sides of a bracket ---
import cadquery as cq
part = cq.Workplane("XY").box(20, 10, 4).faces("-Y").workplane(centerOption="CenterOfMass").rect(4, 2).extrude(3)
part = part.faces("-Z").faces("<Z").workplane(centerOption="CenterOfBoundBox").center(6, 0).circle(1.5).cutThruAll()
print(part.faces("%Plane").size(), part.faces(">X[-2]").size(), part.faces("<Z[-2]").size(), part.edges("Z").size())
result = part.edges("|Z and <X").fillet(1)

# --- rims and uprights ---
import cadquery as cq
top = cq.Workplane("XY").box(10, 8, 6).edges("|Z or >Z").fillet(0.5)
bottom = cq.Workplane("XY").box(10, 8, 6).edges("|Z or <Z").chamfer(0.5)
result = [top, bottom]
