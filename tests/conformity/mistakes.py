# What goes wrong: the type of the exception is CadQuery's.

# --- nothing to extrude ---
import cadquery as cq
cq.Workplane().extrude(1)

# --- open outline ---
import cadquery as cq
cq.Workplane().lineTo(1, 0).lineTo(1, 1).extrude(1)

# --- no solid to cut ---
import cadquery as cq
cq.Workplane().rect(1, 1).cutBlind(-1)

# --- fillet too large ---
import cadquery as cq
cq.Workplane().box(2, 2, 2).edges("|Z").fillet(1.5)

# --- nothing selected ---
import cadquery as cq
cq.Workplane().box(2, 2, 2).faces("%SPHERE").edges().fillet(0.1)

# --- chamfer of nothing ---
import cadquery as cq
cq.Workplane().box(2, 2, 2).edges("%CIRCLE").chamfer(0.1)

# --- plane without objects ---
import cadquery as cq
cq.Workplane().box(1, 1, 1).faces("%SPHERE").workplane()

# --- bad selector ---
import cadquery as cq
cq.Workplane().box(1, 1, 1).faces(">>>Z")

# --- selector of nonsense ---
import cadquery as cq
cq.Workplane().box(1, 1, 1).faces("top")

# --- index too high ---
import cadquery as cq
cq.Workplane().box(1, 1, 1).faces(">Z[7]")

# --- method that does not exist ---
import cadquery as cq
cq.Workplane().box(1, 1, 1).filet(1)

# --- unknown argument ---
import cadquery as cq
cq.Workplane().box(1, 1, 1, center=True)

# --- missing argument ---
import cadquery as cq
cq.Workplane().box(1, 1)

# --- too few lengths ---
import cadquery as cq
cq.Workplane().rect(1)

# --- unknown plane name ---
import cadquery as cq
cq.Workplane("XQ")

# --- tag that is missing ---
import cadquery as cq
cq.Workplane().box(1, 1, 1).workplaneFromTagged("top")

# --- end too far ---
import cadquery as cq
cq.Workplane().box(1, 1, 1).end(9)

# --- arc through one line ---
import cadquery as cq
cq.Workplane().threePointArc((1, 0), (2, 0))

# --- radius too small ---
import cadquery as cq
cq.Workplane().radiusArc((10, 0), 2)

# --- no sagitta ---
import cadquery as cq
cq.Workplane().sagittaArc((5, 0), 0)

# --- union with a number ---
import cadquery as cq
cq.Workplane().box(1, 1, 1).union(5)

# --- cut by nothing ---
import cadquery as cq
cq.Workplane().box(1, 1, 1).cut(None)

# --- union of an empty stack ---
import cadquery as cq
cq.Workplane().union(cq.Workplane())

# --- loft of one section ---
import cadquery as cq
cq.Workplane().rect(1, 1).loft()

# --- revolve of nothing ---
import cadquery as cq
cq.Workplane().revolve()

# --- shell without a solid ---
import cadquery as cq
cq.Workplane().rect(1, 1).shell(0.1)

# --- bad mode of a sketch ---
import cadquery as cq
cq.Sketch().rect(1, 1, mode="x")

# --- array of nothing ---
import cadquery as cq
cq.Workplane().rarray(1, 1, 0, 1)

# --- polar array of nothing ---
import cadquery as cq
cq.Workplane().polarArray(1, 0, 360, 0)

# --- spacing of nothing ---
import cadquery as cq
cq.Workplane().rarray(0, 1, 2, 2)

# --- sketch array of nothing ---
import cadquery as cq
cq.Sketch().rarray(1, 1, 0, 2)

# --- radius of nothing ---
import cadquery as cq
cq.Workplane().circle(0).extrude(1)

# --- box without height ---
import cadquery as cq
cq.Workplane().box(1, 1, 0)

# --- extrude by nothing ---
import cadquery as cq
cq.Workplane().rect(1, 1).extrude(0)

# --- unknown combine ---
import cadquery as cq
cq.Workplane().box(1, 1, 1).faces(">Z").workplane().rect(1, 1).extrude(1, combine="glue")

# --- until something unknown ---
import cadquery as cq
cq.Workplane().box(1, 1, 1).faces(">Z").workplane().rect(1, 1).extrude("far")

# --- next face that is missing ---
import cadquery as cq
cq.Workplane().box(1, 1, 1).faces(">Z").workplane().rect(0.5, 0.5).extrude("next")

# --- transition unknown ---
import cadquery as cq
cq.Workplane().rect(1, 1).sweep(cq.Workplane("XZ").lineTo(0, 5), transition="sharp")

# --- wire of edges far apart ---
import cadquery as cq
a = cq.Edge.makeLine((0, 0, 0), (1, 0, 0))
b = cq.Edge.makeLine((5, 0, 0), (6, 0, 0))
w = cq.Wire.assembleEdges([a, b])
print(w.isValid(), len(w.Edges()))

# --- face of an open wire ---
import cadquery as cq
cq.Face.makeFromWires(cq.Wire.makePolygon([(0, 0), (1, 0), (1, 1)]))

# --- radius of a straight line ---
import cadquery as cq
cq.Edge.makeLine((0, 0, 0), (1, 0, 0)).radius()

# --- kind of shape that is not there ---
import cadquery as cq
cq.Solid.makeBox(1, 1, 1).solid().compound()

# --- import of a file that is not there ---
import cadquery as cq
try:
    cq.importers.importStep("/nowhere/part.step")
except Exception:
    print("refused")

# --- each gives no shape ---
import cadquery as cq
cq.Workplane().rect(2, 2).vertices().each(lambda v: 5)

# --- error inside a callback ---
import cadquery as cq
cq.Workplane().rect(2, 2).vertices().each(lambda v: 1 / 0)

# --- caught and gone on ---
import cadquery as cq
result = cq.Workplane().box(2, 2, 2)
try:
    result = result.edges("%CIRCLE").fillet(1)
except ValueError as error:
    print("kept", error)

# --- assertion ---
import cadquery as cq
part = cq.Workplane().box(2, 2, 2)
assert part.faces().size() == 7, "seven faces"

# --- raised by the program ---
import cadquery as cq
class TooThin(ValueError):
    pass
def wall(t):
    if t < 1:
        raise TooThin(f"{t} mm")
    return cq.Workplane().box(5, t, 5)
part = wall(2)
wall(0.5)

# --- wire rounded too much ---
import cadquery as cq
w = cq.Wire.makePolygon([(0, 0, 0), (1, 0, 0), (1, 1, 0)])
w.fillet(5)

# --- corner bevelled at the end of a wire ---
import cadquery as cq
w = cq.Workplane().hLine(1).vLine(1).wire().val()
w.chamfer2D(0.25, [w.Vertices()[0]])

# --- too many tangents ---
import cadquery as cq
cq.Workplane().spline([(0, 0), (1, 1), (2, 0)], tangents=[(0, 0.5), (1, 0), (0, -1), (-1, 0)])

# --- inertia of a vertex ---
import cadquery as cq
cq.Shape.matrixOfInertia(cq.Vertex.makeVertex(1, 1, 1))

# --- face of a number ---
import cadquery as cq
cq.Sketch().face(1234)
