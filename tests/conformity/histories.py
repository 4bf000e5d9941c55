# What operations made of the shapes that they were given.

# --- fuse keeps what it changed ---
import cadquery as cq
from cadquery.func import *
h = History()
a, b = box(2, 2, 2), box(1, 1, 1).moved(z=1.5)
result = fuse(a, b, history=h, name="joined")
top = a.faces(">Z")
print(len(h.ops), h["joined"] is h[0], h[0].modified(top).ShapeType(), round(h[0].modified(top).Area(), 6))
print(len(h[0].modified().Faces()) > 0, len(h[0].deleted().Faces()))

# --- cut deletes ---
import cadquery as cq
from cadquery.func import *
h = History()
a = box(2, 2, 2)
result = cut(a, box(5, 5, 1).moved(z=0.75), history=h)
op = h[-1]
print(len(op.deleted().Faces()) > 0, a.faces(">Z") in list(op.deleted()))
print(round(op.modified(a.faces("<X")).Area(), 6))
print(len(op.modified(a.faces("|X")).Faces()))

# --- nothing became of a face ---
import cadquery as cq
from cadquery.func import *
h = History()
a = box(2, 2, 2)
cut(a, box(5, 5, 1).moved(z=0.75), history=h)
h[0].modified(a.faces("<Z"))

# --- extrude generates sides and ends ---
import cadquery as cq
from cadquery.func import *
h = History()
base = face(rect(2, 3))
result = extrude(base, (0, 0, 4), history=h, name="e")
op = h["e"]
edge = base.edges(">X")
print(op.generated(edge).ShapeType(), round(op.generated(edge).Area(), 6))
print(round(op.last().Center().z, 6), round(op.first().Center().z, 6), op.last().ShapeType())
print(round(op.last(edge).Center().z, 6), op.generated(base.vertices(">X and >Y")).ShapeType())
print(round(sum(f.Area() for f in op.generated(base.edges()).Faces()), 6))

# --- revolve generates sides ---
import cadquery as cq
from cadquery.func import *
h = History()
base = face(rect(1, 1).moved(x=3))
result = revolve(base, (0, 0, 0), (0, 1, 0), 90, history=h)
op = h[0]
print(op.generated(base.edges(">X")).geomType(), round(op.last().Area(), 6), round(op.last().Center().z, 6))

# --- fillet generates faces from edges ---
import cadquery as cq
from cadquery.func import *
h = History()
b = box(4, 4, 4)
edges = b.edges("|Z")
result = fillet(b, edges, 0.5, history=h)
op = h[0]
print(len(op.generated(edges).Faces()), {f.geomType() for f in op.generated(edges).Faces()})
print(round(op.modified(b.faces(">Z")).Area(), 6))

# --- chamfer by name ---
import cadquery as cq
from cadquery.func import *
h = History()
b = box(4, 4, 4)
result = chamfer(b, b.edges(">Z"), 0.5, history=h, name="bevel")
print(len(h["bevel"].generated(b.edges(">Z")).Faces()), round(h["bevel"].modified(b.faces(">Z")).Area(), 6))

# --- imprint has images ---
import cadquery as cq
from cadquery.func import *
h = History()
a, b = box(2, 2, 2), box(1, 1, 1).moved(z=2)
result = imprint(a, b, history=h)
op = h[0]
print(len(op.images(a.faces(">Z")).Faces()), len(op.images(a.faces("<Z")).Faces()))
print(round(op.images(a.faces(">Z")).Area(), 6))

# --- hollow generates walls ---
import cadquery as cq
from cadquery.func import *
h = History()
b = box(4, 4, 4)
result = hollow(b, b.faces(">Z"), -0.5, history=h, name="wall")
print(len(h["wall"].generated(b.faces("<Z")).Faces()) >= 0, len(h.ops))

# --- a history of several steps ---
import cadquery as cq
from cadquery.func import *
h = History()
base = extrude(face(rect(4, 4)), (0, 0, 2), history=h, name="base")
part = cut(base, cylinder(1, 5).moved(z=-1), history=h, name="hole")
result = fillet(part, part.edges("|Z and >X"), 0.4, history=h, name="round")
print(len(h.ops), sorted(h.opDict), round(h["hole"].modified(h["base"].last()).Area(), 6))
last = h.pop()
print(last is h.opDict["round"], len(h.ops))

# --- unknown name in a history ---
import cadquery as cq
from cadquery.func import *
h = History()
box(1, 1, 1)
h["nothing"]

# --- shape that the operation never saw ---
import cadquery as cq
from cadquery.func import *
h = History()
fuse(box(1, 1, 1), box(2, 2, 2), history=h)
h[0].modified(box(3, 3, 3).faces(">Z"))

# --- operations of one's own ---
import cadquery as cq
from cadquery.func import *
from cadquery.occ_impl.shapes import Op
h = History()
h.append(Op("mine"), "mine")
print(h["mine"] is h[0], len(list(h["mine"].deleted())), len(list(h[0].first())))

# --- shell has images of its faces ---
import cadquery as cq
from cadquery.func import *
h = History()
faces = [f.moved(z=1) for f in box(2, 2, 2).Faces()]
result = shell(*faces, history=h, name="sewn")
op = h["sewn"]
print(len(h.ops), [round(op.images(f).Area(), 6) for f in faces])
print(all(op.images(f) in result.Faces() for f in faces))

# --- solid has the history of its shell ---
import cadquery as cq
from cadquery.func import *
h = History()
faces = box(2, 2, 2).Faces()
result = solid(faces, box(1, 1, 1).Faces(), history=h, name="made")
print(len(h.ops), round(h["made"].images(faces[0]).Area(), 6), len(result.Shells()))

# --- split and offset ---
import cadquery as cq
from cadquery.func import *
h = History()
a = box(2, 2, 2)
result = split(a, plane(9, 9).moved(z=0.5), history=h, name="split")
print(round(h["split"].modified(a.faces("<X")).Area(), 6), len(h["split"].modified(a.faces("<X")).Faces()))
base = face(rect(2, 3))
offset(base, 0.5, history=h, name="thick")
print(h["thick"].generated(base).ShapeType(), len(h.ops))

# --- intersect tells what is left ---
import cadquery as cq
from cadquery.func import *
h = History()
a, b = box(2, 2, 2), box(2, 2, 2).moved(x=0.5)
result = intersect(a, b, history=h)
print(round(h[0].modified(a.faces("|Y")).Area(), 6), b.faces(">X") in list(h[0].deleted()))
