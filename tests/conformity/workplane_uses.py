# Workplane uses.

# --- method added to Workplane ---
import cadquery as cq
def makeCubes(self, length):
    def _singleCube(loc):
        return cq.Solid.makeBox(length, length, length).locate(loc)
    return self.eachpoint(_singleCube, True)
cq.Workplane.makeCubes = makeCubes
result = (
    cq.Workplane("XY")
    .box(6, 8, 0.5)
    .faces(">Z")
    .workplane()
    .rect(4, 4, forConstruction=True)
    .vertices()
    .makeCubes(1.0)
    .combine()
)

# --- subclass with its own constructor ---
import cadquery as cq
class Part(cq.Workplane):
    def __init__(self, size=3, **kw):
        super().__init__("XY", **kw)
        self.size2 = size
p = Part(size=5)
print(p.size2, p.plane.zDir.toTuple())
result = p.box(p.size2, 1, 1)

# --- surface from a function ---
import cadquery as cq
result = cq.Workplane().parametricSurface(lambda u,v: (5*u, 5*v, u*v), N=10)

# --- rectangles at locations ---
import cadquery as cq
pts = [cq.Location((5,0,0),(0,0,1),30), cq.Location(cq.Vector(-5,0,0))]
result = cq.Workplane().box(20,10,2).faces(">Z").workplane().pushPoints(pts).rect(3,1).extrude(2)

# --- each in local coordinates ---
import cadquery as cq
result = (
    cq.Workplane("XZ", origin=(1,2,3))
    .moveTo(4,5)
    .each(lambda p: cq.Solid.makeBox(1,1,1).translate(p), True)
)
print(result.val().Center().toTuple())

# --- circles by a callback ---
import cadquery as cq
result = (
    cq.Workplane()
    .rect(10,10,forConstruction=True)
    .vertices()
    .each(lambda v: cq.Wire.makeCircle(1, v.Center(), cq.Vector(0,0,1)), combine=False)
    .extrude(2)
)

# --- rounded plate with counterbores ---
import cadquery as cq
result = (
    cq.Workplane("XY")
    .box(3.0, 3.0, 1.0, (True, True, False))
    .edges("|Z")
    .fillet(0.2)
    .faces(">Z")
    .workplane()
    .rect(2.0, 2.0, centered=[True, False], forConstruction=True)
    .vertices()
    .cboreHole(0.3, 0.6, 0.2, None)
)

# --- offset out and in ---
import cadquery as cq
result = (
    cq.Workplane()
    .polyline([(0,0),(10,0),(10,5),(5,5),(5,10),(0,10)])
    .close()
    .offset2D(1)
    .offset2D(-0.5)
    .extrude(2)
)

# --- union of two outlines ---
import cadquery as cq
r = cq.Workplane("front").circle(2.0).rect(0.5, 0.75).extrude(0.5)
s = (
    cq.Workplane("front")
    .lineTo(2.0, 0)
    .lineTo(2.0, 1.0)
    .threePointArc((1.0, 1.5), (0.0, 1.0))
    .close()
    .extrude(0.25)
)
result = r.union(s.translate((0,0,0.5)))

# --- mirrored beam ---
import cadquery as cq
(L, H, W, t) = (100.0, 20.0, 20.0, 1.0)
pts = [(0, H / 2.0),(W / 2.0, H / 2.0),(W / 2.0, (H / 2.0 - t)),(t / 2.0, (H / 2.0 - t)),(t / 2.0, (t - H / 2.0)),(W / 2.0, (t - H / 2.0)),(W / 2.0, H / -2.0),(0, H / -2.0)]
result = cq.Workplane("front").polyline(pts).mirrorY().extrude(L)

# --- bottle ---
import cadquery as cq
(L, w, t) = (20.0, 6.0, 3.0)
s = cq.Workplane("XY")
p = (
    s.center(-L / 2.0, 0)
    .vLine(w / 2.0)
    .threePointArc((L / 2.0, w / 2.0 + t), (L, w / 2.0))
    .vLine(-w / 2.0)
    .mirrorX()
    .extrude(30.0, True)
)
p = p.faces(">Z").workplane(centerOption="CenterOfMass").circle(3.0).extrude(2.0, True)
result = p.faces(">Z").shell(0.3)

# --- brick with tubes ---
import cadquery as cq
lbumps, wbumps, pitch, clearance, bumpDiam, bumpHeight, height = 6, 2, 8.0, 0.1, 4.8, 1.8, 9.6
t = (pitch - (2 * clearance) - bumpDiam) / 2.0
postDiam = pitch - t
total_length = lbumps * pitch - 2.0 * clearance
total_width = wbumps * pitch - 2.0 * clearance
s = cq.Workplane("XY").box(total_length, total_width, height)
s = s.faces("<Z").shell(-1.0 * t)
s = (
    s.faces(">Z")
    .workplane()
    .rarray(pitch, pitch, lbumps, wbumps, True)
    .circle(bumpDiam / 2.0)
    .extrude(bumpHeight)
)
tmp = s.faces("<Z").workplane(invert=True)
tmp = (
    tmp.rarray(pitch, pitch, lbumps - 1, wbumps - 1, center=True)
    .circle(postDiam / 2.0)
    .circle(bumpDiam / 2.0)
    .extrude(height - t)
)
result = tmp

# --- box with lid ---
import cadquery as cq
o_h, o_w, o_l = 50.0, 60.0, 80.0
oshell = cq.Workplane("XY").rect(o_w, o_l).extrude(o_h + 3.0)
oshell = oshell.edges("|Z").fillet(10).edges("#Z").fillet(2.0)
ishell = (
    oshell.faces("<Z")
    .workplane(3.0, True)
    .rect(o_w - 6, o_l - 6)
    .extrude(o_h - 3, False)
    .edges("|Z")
    .fillet(7)
)
box = oshell.cut(ishell)
posts = (
    box.faces(">Z")
    .workplane(-3)
    .rect(40, 60, forConstruction=True)
    .vertices()
    .circle(4)
    .circle(2)
    .extrude(-10, True)
)
(lid, bottom) = posts.faces(">Z").workplane(-8).split(keepTop=True, keepBottom=True).all()
print(lid.val().Volume(), bottom.val().Volume())
result = bottom.union(lid.translate((80,0,0)))

# --- row of dots ---
import cadquery as cq
def f(n):
    return [(i*2.5, (i*7 % 3)*2.5) for i in range(n)]
result = (
    cq.Workplane()
    .box(30,12,2,centered=False)
    .faces(">Z")
    .workplane(origin=(2,2,2))
    .pushPoints(f(10))
    .sphere(0.8)
)

# --- two outlines in one extrude ---
import cadquery as cq
result = (
    cq.Workplane("XY")
    .moveTo(5,0)
    .lineTo(10,0)
    .lineTo(10,5)
    .close()
    .moveTo(0,5)
    .circle(2)
    .extrude(3)
)

# --- bars on turned planes ---
import cadquery as cq
for i in range(3):
    w = cq.Workplane("XY").transformed(rotate=(0,0,120*i), offset=(0,0,i)).center(5,0).box(4,1,1)
    result = w if i == 0 else result.union(w)

# --- direct solids as tools ---
import cadquery as cq
b = cq.Workplane().box(10,10,10)
result = (
    b.cut(cq.Solid.makeCylinder(2,20,cq.Vector(0,0,-10)))
    .union(cq.Solid.makeBox(2,2,20))
    .intersect(cq.Workplane().sphere(8)) - cq.Workplane("XZ")
    .cylinder(30,1)
)

# --- selector objects ---
import cadquery as cq
b = cq.Workplane().box(10,10,10).faces(">Z").workplane().circle(2).extrude(5)
print(b.faces(cq.selectors.NearestToPointSelector((0,0,10))).val().Center().toTuple(), b.edges(cq.selectors.BoxSelector((-3,-3,4),(3,3,11))).size(), b.faces("%CYLINDER").size(), b.faces(">Z[-2]").val().Center().toTuple(), b.faces("<<Z[1]").size(), b.edges("%CIRCLE").edges(">Z").val().radius(), b.vertices(">(1,1,1)").size())
result = b.edges("not(<X or >X or <Y or >Y)").fillet(0.3)

# --- results of booleans of apart solids ---
import cadquery as cq
a = cq.Workplane().box(1,1,1)
b = a.translate((5,0,0))
c = a.union(b)
d = a.intersect(b)
e = a.cut(a)
print(c.solids().size(), d.solids().size(), e.solids().size(), d.size(), type(d.val()).__name__, type(c.val()).__name__, type(a.val()).__name__)
result = c

# --- iterating, indexing, filtering, sorting ---
import cadquery as cq
w = cq.Workplane().rarray(5,5,2,2).box(1,2,3,combine=False)
print(len(list(w)), w[0].size(), w[1:3].size(), w[(0,-1)].size(), w.filter(lambda s: s.Center().x>0).size(), w.sort(lambda s: -s.Center().y).val().Center().toTuple(), w.map(lambda s: s.translate((0,0,1))).val().Center().toTuple(), w.apply(lambda l: l[:1]).size())
result = w.combine()

# --- boxes at points by a callback ---
import cadquery as cq
def f(loc):
    return cq.Solid.makeBox(1,2,3).moved(loc)
result = (
    cq.Workplane()
    .box(20,20,1)
    .faces(">Z")
    .workplane()
    .pushPoints([(-5,0),(5,5)])
    .eachpoint(f,True,"a")
)

# --- a workplane at each point ---
import cadquery as cq
result = (
    cq.Workplane()
    .rarray(10,10,2,2)
    .eachpoint(cq.Workplane().box(3,3,3).faces(">Z").fillet(0.5), True)
    .combine()
)

# --- cut at each point ---
import cadquery as cq
result = (
    cq.Workplane()
    .box(20,20,4)
    .faces(">Z")
    .workplane()
    .pushPoints([(-5,0),(5,5)])
    .cutEach(lambda l: cq.Solid.makeCylinder(2,3,cq.Vector(0,0,-3)).moved(l), True)
)

# --- ring on a vertical plane ---
import cadquery as cq
result = cq.Workplane("XZ").circle(44).extrude(30).faces(">Y").workplane().hole(20)

# --- base plate, rib and four holes ---
import cadquery as cq
base = cq.Workplane("XY").rect(120, 80).extrude(15)
rib = cq.Workplane("XZ").polyline([(-50, 15), (50, 15), (0, 60)]).close().extrude(5, both=True)
result = (
    base.union(rib)
    .faces("<Z")
    .workplane()
    .pushPoints([(-45, -25), (45, -25), (-45, 25), (45, 25)])
    .hole(9)
)

# --- hexagon with a bore ---
import cadquery as cq
outer = cq.Workplane("XY").polygon(6, 70).extrude(25)
result = outer.cut(cq.Workplane("XY").circle(18).extrude(25)).edges("|Z").chamfer(2)

# --- plate with boss ---
import cadquery as cq
plate_length = 90.0
plate_width = 60.0
plate_thickness = 8.0
boss_diameter = 28.0
boss_height = 18.0
bore_diameter = 14.0
fillet_radius = 2.5
base = (
    cq.Workplane("XY")
    .box(plate_length, plate_width, plate_thickness, centered=(True, True, False))
)
boss = (
    cq.Workplane("XY")
    .workplane(offset=plate_thickness)
    .circle(boss_diameter / 2)
    .extrude(boss_height)
)
body = base.union(boss)
body = body.faces(">Z").workplane().hole(bore_diameter)
result = body.edges("|Z").fillet(fillet_radius)

# --- duct from square to round ---
import cadquery as cq
inlet, outlet_radius, height, wall = 60.0, 22.0, 70.0, 3.0
outer = (
    cq.Workplane("XY")
    .rect(inlet, inlet)
    .workplane(offset=height)
    .circle(outlet_radius)
    .loft(combine=True)
)
inner = (cq.Workplane("XY").rect(inlet - 2 * wall, inlet - 2 * wall)
         .workplane(offset=height).circle(outlet_radius - wall).loft(combine=True))
result = outer.cut(inner)

# --- hub with arms ---
import cadquery as cq
arm_count, hub_radius, arm_length, thickness = 5, 15.0, 45.0, 10.0
hub = cq.Workplane("XY").circle(hub_radius).extrude(thickness)
for i in range(arm_count):
    arm = (cq.Workplane("XY").center(arm_length / 2, 0).slot2D(arm_length, 8.0).extrude(thickness)
           .rotate((0, 0, 0), (0, 0, 1), i * 360.0 / arm_count))
    hub = hub.union(arm)
result = hub.cut(cq.Workplane("XY").circle(5.0).extrude(thickness))

# --- selections and an uneven chamfer ---
import cadquery as cq
b = cq.Workplane().box(10,20,30)
result = b.edges("#Z").chamfer(1,2)

# --- ancestors and siblings ---
import cadquery as cq
w=cq.Workplane().box(2,3,4)
print(w.faces(">Z").edges(">X").ancestors("Face").size(), w.faces(">Z").siblings("Edge").size(), w.vertices(">Z").ancestors("Edge").size())
result=w

# --- first, last, item and end ---
import cadquery as cq
w=cq.Workplane().box(2,2,2).faces()
print(w.first().size(), w.last().val().Center().toTuple(), w.item(2).val().Center().toTuple(), w.end().size(), w.end(1).val().isValid())
result=w.end()
