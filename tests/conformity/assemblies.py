# Assemblies and their constraints.

# --- names, places, colours ---
import cadquery as cq
a = cq.Assembly(name="top")
a.add(cq.Workplane().box(2, 2, 2), name="a", color=cq.Color("blue"))
a.add(cq.Workplane().sphere(1), name="b", loc=cq.Location((4, 0, 0)), color=cq.Color(1, 0, 0, 0.5))
print(a.name, [c.name for c in a.children], a.objects["b"].loc.toTuple()[0], a.objects["a"].color.toTuple())
result = a

# --- assembly with its own object ---
import cadquery as cq
base = cq.Workplane().box(10, 10, 1)
result = cq.Assembly(base, name="base", loc=cq.Location((0, 0, 5)), color=cq.Color("gray")).add(
    cq.Workplane().cylinder(4, 1), name="pin", loc=cq.Location(cq.Vector(0, 0, 2.5)))

# --- nested ---
import cadquery as cq
wheel = cq.Assembly(cq.Workplane("XZ").circle(2).extrude(1), name="tyre").add(cq.Workplane("XZ").circle(0.5).extrude(2), name="hub")
car = cq.Assembly(cq.Workplane().box(10, 4, 2), name="body")
for i, x in enumerate((-3, 3)):
    car.add(wheel, name=f"wheel{i}", loc=cq.Location((x, -2, -1)))
print([n for n, _ in car.traverse()], sorted(car.objects))
result = car

# --- shapes and solids as parts ---
import cadquery as cq
a = cq.Assembly().add(cq.Solid.makeBox(1, 1, 1), name="s").add(cq.Workplane().rarray(3, 3, 2, 2).box(1, 1, 1, combine=False), name="w")
print([len(c.shapes) for c in a.children])
result = a

# --- toCompound and its measures ---
import cadquery as cq
a = cq.Assembly(loc=cq.Location((1, 2, 3), (0, 0, 1), 90)).add(cq.Workplane().box(4, 2, 1), loc=cq.Location((5, 0, 0)))
c = a.toCompound()
print(type(c).__name__, [round(x, 6) for x in c.Center().toTuple()])
result = c

# --- removing ---
import cadquery as cq
a = cq.Assembly().add(cq.Workplane().box(1, 1, 1), name="x").add(cq.Workplane().box(2, 2, 2), name="y", loc=cq.Location((5, 0, 0)))
a.remove("x")
print([c.name for c in a.children], "x" in a.objects)
result = a

# --- changed afterwards ---
import cadquery as cq
a = cq.Assembly().add(cq.Workplane().box(1, 1, 1), name="x")
a.objects["x"].loc = cq.Location((3, 3, 3))
result = a

# --- a place that is turned about several axes ---
import cadquery as cq
result = cq.Assembly().add(cq.Workplane().box(3, 2, 1), loc=cq.Location(1, 2, 3, 30, 45, 60))

# --- iterating ---
import cadquery as cq
a = cq.Assembly(cq.Workplane().box(1, 1, 1), name="r").add(cq.Workplane().box(2, 1, 1), name="p", loc=cq.Location((0, 0, 4)))
for shape, name, loc, color in a:
    print(name, round(shape.Volume(), 5), loc.toTuple()[0], color)
result = a

# --- subshape names ---
import cadquery as cq
w = cq.Workplane().box(2, 2, 2)
a = cq.Assembly(name="m").add(w, name="box")
a.addSubshape(w.faces(">Z").val(), name="lid", color=cq.Color("red"))
print(a.objects["box"]["lid"].Area(), "box" in a)
result = a

# --- plane to plane ---
import cadquery as cq
a = cq.Assembly().add(cq.Workplane().box(4, 4, 2), name="low").add(cq.Workplane().box(2, 2, 3), name="high", loc=cq.Location((7, 5, 3)))
result = a.constrain("low@faces@>Z", "high@faces@<Z", "Plane").constrain("low@faces@>X", "high@faces@>X", "Axis", param=0).solve()

# --- plane with the root ---
import cadquery as cq
base = cq.Workplane().box(10, 10, 2)
a = cq.Assembly(base, name="base").add(cq.Workplane().cylinder(6, 2), name="post", loc=cq.Location((20, 0, 0), (1, 0, 0), 20))
a.constrain("base@faces@>Z", "post@faces@<Z", "Plane")
a.constrain("base@faces@>X", "post@faces@>Z", "Axis", 90)
a.solve()
print([round(c, 4) + 0.0 for c in a.objects["post"].loc.toTuple()[0]])
result = a

# --- points and axes ---
import cadquery as cq
a = cq.Assembly().add(cq.Workplane().box(2, 2, 2), name="a").add(cq.Workplane().box(1, 1, 4), name="b")
a.constrain("a@vertices@>(1,1,1)", "b@vertices@<(1,1,1)", "Point")
a.constrain("a@faces@>Z", "b@faces@>Z", "Axis", param=0)
a.constrain("a@faces@>X", "b@faces@>X", "Axis", param=0)
result = a.solve()

# --- hinge of a tagged edge ---
import cadquery as cq
plate = cq.Workplane().box(6, 4, 1)
plate.faces(">X").edges(">Z").tag("rim")
lid = cq.Workplane().box(6, 4, 0.5)
lid.faces("<X").edges("<Z").tag("rim")
a = cq.Assembly().add(plate, name="plate").add(lid, name="lid", loc=cq.Location((9, 1, 4)))
a.constrain("plate?rim", "lid?rim", "Point").constrain("plate@faces@>Z", "lid@faces@>Z", "Axis", param=30).constrain("plate@faces@>Y", "lid@faces@>Y", "Axis", param=0)
a.solve()
print(round(a.toCompound().Volume(), 5))

# --- point in plane ---
import cadquery as cq
a = cq.Assembly().add(cq.Workplane().box(4, 4, 2), name="a").add(cq.Workplane().sphere(1), name="b", loc=cq.Location((1, 1, 9)))
a.constrain("a", "Fixed").constrain("b", "FixedRotation", (0, 0, 0))
a.constrain("b", cq.Vertex.makeVertex(0, 0, 0), "a", a.objects["a"].obj.faces(">Z").val(), "PointInPlane", 1.0)
a.constrain("b", cq.Vertex.makeVertex(0, 0, 0), "a", a.objects["a"].obj.faces(">X").val(), "PointInPlane").constrain("b", cq.Vertex.makeVertex(0, 0, 0), "a", a.objects["a"].obj.faces(">Y").val(), "PointInPlane")
result = a.solve()

# --- point on line ---
import cadquery as cq
a = cq.Assembly().add(cq.Workplane().box(4, 4, 4), name="a").add(cq.Workplane().box(1, 1, 1), name="b", loc=cq.Location((5, 5, 0)))
a.constrain("a", "Fixed").constrain("b", "FixedRotation", (0, 0, 0))
a.constrain("b@vertices@<(1,1,1)", "a@edges@>(1,1,0)", "PointOnLine")
a.constrain("b@faces@<Z", "a@faces@>Z", "PointInPlane")
result = a.solve()

# --- fixed by numbers ---
import cadquery as cq
a = cq.Assembly().add(cq.Workplane().box(2, 2, 2), name="a").add(cq.Workplane().box(1, 2, 3), name="b")
a.constrain("a", "Fixed")
a.constrain("b", "FixedPoint", (5, 6, 7)).constrain("b", "FixedRotation", (0, 0, 45))
result = a.solve()

# --- fixed axes ---
import cadquery as cq
a = cq.Assembly().add(cq.Workplane().box(2, 2, 2), name="a").add(cq.Workplane().box(1, 2, 3), name="b")
a.constrain("a", "Fixed").constrain("b", "FixedPoint", (4, 0, 0))
a.constrain("b@faces@>Z", "FixedAxis", (1, 0, 0)).constrain("b@faces@>Y", "FixedAxis", (0, 0, 1))
result = a.solve()

# --- distance between points ---
import cadquery as cq
a = cq.Assembly().add(cq.Workplane().box(2, 2, 2), name="a").add(cq.Workplane().box(1, 1, 1), name="b", loc=cq.Location((0, 0, 3)))
a.constrain("a", "Fixed").constrain("b", "FixedRotation", (0, 0, 0))
a.constrain("a", cq.Vertex.makeVertex(0, 0, 0), "b", cq.Vertex.makeVertex(0, 0, 0), "Point", 5)
a.constrain("b", cq.Vertex.makeVertex(0, 0, 0), "a", cq.Face.makePlane(1, 1, (0, 0, 0), (1, 0, 0)), "PointInPlane")
a.constrain("b", cq.Vertex.makeVertex(0, 0, 0), "a", cq.Face.makePlane(1, 1, (0, 0, 0), (0, 1, 0)), "PointInPlane")
result = a.solve()

# --- chain of links ---
import cadquery as cq
link = cq.Workplane().box(4, 1, 1)
a = cq.Assembly()
for i in range(4):
    a.add(link, name=f"l{i}", loc=cq.Location((0, 3 * i, 0)))
for i in range(3):
    a.constrain(f"l{i}@faces@>X", f"l{i+1}@faces@<X", "Plane")
    a.constrain(f"l{i}@faces@>Z", f"l{i+1}@faces@>Z", "Axis", param=0)
result = a.solve()

# --- parts of a subassembly ---
import cadquery as cq
sub = cq.Assembly(name="sub").add(cq.Workplane().box(2, 2, 2), name="p", loc=cq.Location((1, 0, 0))).add(cq.Workplane().box(1, 1, 1), name="q", loc=cq.Location((1, 0, 1.5)))
a = cq.Assembly(name="main").add(cq.Workplane().box(8, 8, 1), name="floor").add(sub, loc=cq.Location((9, 9, 9)))
a.constrain("floor@faces@>Z", "sub/p@faces@<Z", "Plane")
a.constrain("floor@faces@>X", "sub/p@faces@>X", "Axis", param=0)
result = a.solve()

# --- door frame ---
import cadquery as cq
H, W, D = 40, 20, 2
v = cq.Workplane().box(D, D, H)
h = cq.Workplane().box(W, D, D)
v.faces(">Z").vertices("<(1,1,0)").tag("corner1")
door = (
    cq.Assembly().add(v, name="left").add(v, name="right").add(h, name="top", color=cq.Color("red")).add(h, name="bottom")
)
door.constrain("left@faces@>X", "top@faces@<X", "Plane").constrain("left@faces@>Z", "top@faces@>Z", "Axis", param=0)
door.constrain("top@faces@>X", "right@faces@<X", "Plane").constrain("top@faces@>Z", "right@faces@>Z", "Axis", param=0)
door.constrain("bottom", "FixedPoint", (0, 0, -30)).constrain("bottom", "FixedRotation", (0, 0, 0))
result = door.solve()

# --- nothing to solve ---
import cadquery as cq
cq.Assembly().add(cq.Workplane().box(1, 1, 1), name="a").solve()

# --- one part cannot be solved ---
import cadquery as cq
a = cq.Assembly().add(cq.Workplane().box(1, 1, 1), name="a")
a.constrain("a", "Fixed").solve()

# --- unknown constraint ---
import cadquery as cq
a = cq.Assembly().add(cq.Workplane().box(1, 1, 1), name="a").add(cq.Workplane().box(1, 1, 1), name="b")
a.constrain("a@faces@>Z", "b@faces@>Z", "Glue")

# --- constraint on a wrong shape ---
import cadquery as cq
a = cq.Assembly().add(cq.Workplane().box(1, 1, 1), name="a").add(cq.Workplane().box(1, 1, 1), name="b")
a.constrain("a@vertices@>(1,1,1)", "b@faces@>Z", "Axis")

# --- unknown part ---
import cadquery as cq
a = cq.Assembly().add(cq.Workplane().box(1, 1, 1), name="a")
a.constrain("a@faces@>Z", "zzz@faces@>Z", "Plane")

# --- name taken ---
import cadquery as cq
cq.Assembly().add(cq.Workplane().box(1, 1, 1), name="a").add(cq.Workplane().box(1, 1, 1), name="a")

# --- part of the wrong kind ---
import cadquery as cq
result = cq.Assembly().add(cq.Workplane().box(1, 1, 1), name="a")
result.remove("nobody")

# --- metadata and material stay with their nodes ---
import cadquery as cq
steel = cq.Material("steel", density=7.9)
lid = cq.Assembly(cq.Workplane().box(1, 1, 1), name="lid", metadata={"rev": 2})
a = cq.Assembly(name="top", metadata={"owner": "me"}).add(lid, loc=cq.Location((0, 0, 3)))
a.add(cq.Workplane().box(2, 2, 2), name="body", material=steel, metadata={"rev": 5})
a.metadata["extra"] = 1
a.children[0].metadata["rev"] += 1
print(a.metadata, [c.metadata for c in a.children], lid.metadata)
print(a.children[1].material == steel, a.objects["body"].material.toTuple(), cq.Material().toTuple())
print(a.objects["lid"].parent is a, a.children[0] is a.objects["lid"], "lid" in a, "lid" in dir(a))
result = a
