# Sketches.

# --- faces added and subtracted ---
import cadquery as cq
result = cq.Sketch().rect(10, 6).push([(-2, 0), (2, 0)]).circle(1, mode="s").reset()

# --- modes of a circle ---
import cadquery as cq
result = [cq.Sketch().rect(4, 4).push([(2, 2)]).circle(r=1.5, mode=m) for m in ("a", "s", "i")]

# --- construction faces by tag ---
import cadquery as cq
result = cq.Sketch().rect(8, 8).rect(5, 5, mode="c", tag="inner").vertices(tag="inner").circle(0.8, mode="s")

# --- replaced face ---
import cadquery as cq
result = cq.Sketch().rect(3, 3).circle(1, mode="r")

# --- rounded corners ---
import cadquery as cq
result = cq.Sketch().rect(8, 5).vertices().fillet(1)

# --- beveled corners ---
import cadquery as cq
result = cq.Sketch().rect(8, 5).vertices(">X").chamfer(1)

# --- trapezoid ---
import cadquery as cq
result = [cq.Sketch().trapezoid(8, 3, 60), cq.Sketch().trapezoid(8, 3, 60, 80), cq.Sketch().trapezoid(8, 3, 100, angle=30)]

# --- slot ---
import cadquery as cq
result = cq.Sketch().slot(6, 2, angle=30)

# --- ellipse ---
import cadquery as cq
result = cq.Sketch().ellipse(4, 2, angle=45)

# --- regular polygon ---
import cadquery as cq
result = cq.Sketch().regularPolygon(4, 6).regularPolygon(2, 3, angle=10, mode="s")

# --- polygon of points ---
import cadquery as cq
result = cq.Sketch().polygon([(0, 0), (5, 0), (5, 2), (0, 4), (0, 0)])

# --- square grid of circles ---
import cadquery as cq
result = cq.Sketch().rect(20, 12).rarray(5, 5, 3, 2).circle(1, mode="s").reset()

# --- polar grid of rectangles ---
import cadquery as cq
result = cq.Sketch().circle(8).parray(5, 0, 360, 5).rect(2, 1, mode="s")

# --- polar grid over an arc ---
import cadquery as cq
result = cq.Sketch().circle(8).parray(5, 30, 90, 4, rotate=False).rect(1, 2, mode="s")

# --- along an edge ---
import cadquery as cq
result = cq.Sketch().rect(12, 4).edges(">Y").distribute(4, 0, 1).circle(0.6)

# --- along a circle, turned ---
import cadquery as cq
result = cq.Sketch().circle(6).wires().distribute(6, rotate=True).rect(2, 1, mode="a").reset().clean()

# --- along a part of an edge ---
import cadquery as cq
result = cq.Sketch().rect(12, 4).edges("<Y").distribute(3, 0.25, 0.75).rect(1, 1, mode="s")

# --- each location ---
import cadquery as cq
hole = cq.Sketch().rect(1, 2)
result = cq.Sketch().rect(12, 4).push([(-3, 0), (0, 0), (3, 0)]).each(lambda loc: hole.moved(loc), mode="s")

# --- hull of circles ---
import cadquery as cq
result = cq.Sketch().arc((-3, 0), 1, 0, 360).arc((3, 0), 2, 0, 360).hull()

# --- segments closed and assembled ---
import cadquery as cq
result = cq.Sketch().segment((0, 0), (4, 0)).segment((4, 3)).segment((0, 3)).close().assemble()

# --- segments by length and angle ---
import cadquery as cq
result = cq.Sketch().segment((0, 0), (5, 0)).segment(3, 90).close().assemble()

# --- arcs assembled ---
import cadquery as cq
result = cq.Sketch().segment((0, 0), (4, 0)).arc((5, 1.5), (4, 3)).segment((0, 3)).arc((-1, 1.5), (0, 0)).assemble()

# --- arc by centre ---
import cadquery as cq
result = cq.Sketch().arc((0, 0), 3, 0, 180).close().assemble()

# --- spline assembled ---
import cadquery as cq
result = cq.Sketch().spline([(0, 0), (2, 2), (4, 0)], [(0, 1), (0, -1)], False).close().assemble()

# --- bezier assembled ---
import cadquery as cq
result = cq.Sketch().bezier([(0, 0), (1, 4), (4, 4), (5, 0)]).close().assemble()

# --- assembled and subtracted ---
import cadquery as cq
result = cq.Sketch().rect(10, 10).segment((-2, -2), (2, -2)).segment((0, 2)).close().assemble(mode="s")

# --- offset of wires ---
import cadquery as cq
result = cq.Sketch().rect(6, 4).wires().offset(-1, mode="s")

# --- face of a wire ---
import cadquery as cq
w = cq.Wire.makePolygon([(0, 0), (4, 0), (4, 4)], close=True)
result = cq.Sketch().rect(10, 10).face(w, angle=10, mode="s")

# --- face of a workplane and another sketch ---
import cadquery as cq
result = cq.Sketch().face(cq.Sketch().rect(6, 6)).face(cq.Sketch().circle(2), mode="s")

# --- selecting ---
import cadquery as cq
s = cq.Sketch().rect(6, 4).circle(1, mode="s")
print(len(s.faces().vals()), len(s.reset().edges().vals()), len(s.reset().wires().vals()), len(s.reset().vertices().vals()), len(s.reset().edges("|X").vals()))
result = s.reset()

# --- deleting ---
import cadquery as cq
result = cq.Sketch().push([(0, 0), (6, 0)]).rect(2, 2).reset().faces(">X").delete()

# --- tags and select ---
import cadquery as cq
s = cq.Sketch().rect(6, 4, tag="a").push([(0, 0)]).circle(1, mode="s", tag="b").reset()
print(len(s.select("a").vals()))
result = s.reset()

# --- moved and copied ---
import cadquery as cq
a = cq.Sketch().rect(3, 2)
b = a.copy().moved(cq.Location(cq.Vector(5, 0, 0)))
c = a.moved(cq.Location((0, 4, 0), (0, 0, 1), 45))
result = cq.Workplane().placeSketch(a, b, c).extrude(1)

# --- located ---
import cadquery as cq
result = cq.Sketch().rect(3, 2).located(cq.Location((1, 1, 0), (0, 0, 1), 30))

# --- operators ---
import cadquery as cq
a, b = cq.Sketch().rect(4, 4), cq.Sketch().circle(2.3)
result = [a + b, a - b, a * b, a / cq.Sketch().rect(1, 9)]

# --- sketch on a workplane ---
import cadquery as cq
result = cq.Workplane().box(10, 10, 2).faces(">Z").sketch().circle(3).rect(2, 2, mode="s").finalize().extrude(2)

# --- sketch that cuts ---
import cadquery as cq
result = cq.Workplane().box(10, 10, 4).faces(">Z").workplane().sketch().slot(4, 1.5).finalize().cutBlind(-2)

# --- sketches at points ---
import cadquery as cq
result = cq.Workplane().box(20, 20, 2).faces(">Z").vertices().sketch().circle(2).finalize().cutThruAll()

# --- placed sketches make a loft ---
import cadquery as cq
s1 = cq.Sketch().trapezoid(5, 3, 110).vertices().fillet(0.4)
s2 = cq.Sketch().rect(3, 1).vertices().fillet(0.3)
result = cq.Workplane().placeSketch(s1, s2.moved(cq.Location((0, 0, 4)))).loft()

# --- placed sketch turned ---
import cadquery as cq
s = cq.Sketch().rect(2, 1).moved(cq.Location((4, 0, 0)))
result = cq.Workplane().placeSketch(s).revolve(90, (0, 0, 0), (0, 1, 0))

# --- placed sketch swept ---
import cadquery as cq
s = cq.Sketch().rect(2, 2).circle(0.6, mode="s")
result = cq.Workplane().placeSketch(s).sweep(cq.Workplane("XZ").lineTo(0, 6))

# --- sketch of two faces ---
import cadquery as cq
s = cq.Sketch().push([(-4, 0), (4, 0)]).rect(3, 3)
result = cq.Workplane().placeSketch(s).extrude(2)
print(result.solids().size())

# --- filter and sort ---
import cadquery as cq
s = cq.Sketch().push([(0, 0), (6, 0), (12, 0)]).rect(2, 2).reset().faces()
print([round(f.Center().x, 3) for f in s.sort(lambda f: -f.Center().x).vals()], len(s.filter(lambda f: f.Center().x > 1).vals()))
result = s

# --- iterate over a sketch ---
import cadquery as cq
s = cq.Sketch().push([(0, 0), (6, 0)]).circle(1)
print([round(f.Area(), 6) for f in s], len(s.vals()), type(s.val()).__name__)
result = s.reset()

# --- clean joins faces ---
import cadquery as cq
result = cq.Sketch().rect(4, 2).push([(3, 0)]).rect(2, 2).reset().clean()

# --- constrained segments ---
import cadquery as cq
result = (
    cq.Sketch()
    .segment((0, 0), (0, 3.0), "s1").arc((0.0, 3.0), (1.5, 1.5), (0.0, 0.0), "a1")
    .constrain("s1", "Fixed", None)
    .constrain("s1", "a1", "Coincident", None)
    .constrain("a1", "s1", "Coincident", None)
    .constrain("s1", "a1", "Angle", 45)
    .solve().assemble()
)

# --- constrained rectangle ---
import cadquery as cq
result = (
    cq.Sketch()
    .segment((0, 0), (3.7, 0.3), "b").segment((4, 2.2), "r").segment((0.3, 2), "t").segment((0, 0), "l")
    .constrain("b", "FixedPoint", 0)
    .constrain("b", "r", "Coincident", None).constrain("r", "t", "Coincident", None)
    .constrain("t", "l", "Coincident", None).constrain("l", "b", "Coincident", None)
    .constrain("b", "Orientation", (1, 0))
    .constrain("r", "Orientation", (0, 1)).constrain("t", "Orientation", (-1, 0)).constrain("l", "Orientation", (0, -1))
    .constrain("b", "Length", 4).constrain("r", "Length", 2)
    .solve().assemble()
)

# --- constrained arc length ---
import cadquery as cq
result = (
    cq.Sketch()
    .arc((0, 0), 1.0, 0.0, 90.0, tag="a")
    .constrain("a", "Radius", 2.0).constrain("a", "ArcAngle", 120).constrain("a", "FixedPoint", None)
    .solve()
)
print(round(result.select("a").val().Length(), 4))
