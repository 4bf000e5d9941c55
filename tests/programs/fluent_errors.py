# What the fluent API says about wrong arguments; classes and words of the messages are CadQuery's.

# --- nothing drawn to extrude ---
# error: 2 ValueError: No pending wires present
# hint: draw a closed outline first
import cadquery as cq
result = cq.Workplane().extrude(5)

# --- outline not closed ---
# error: 2 ValueError: No pending wires present
# hint: add .close()
import cadquery as cq
result = cq.Workplane().lineTo(1,0).lineTo(1,1).extrude(1)

# --- nothing to cut from ---
# error: 2 ValueError: Cannot find a solid on the stack or in the parent chain
# hint: make a solid earlier in the same chain
import cadquery as cq
result = cq.Workplane().circle(1).cutThruAll()

# --- nothing selected to round ---
# error: 2 ValueError: Fillets requires that edges be selected
# hint: the selection is empty
import cadquery as cq
result = cq.Workplane().box(1,1,1).edges(">Z and <Z").fillet(0.1)

# --- nothing selected to bevel ---
# error: 2 ValueError: Chamfer requires that edges be selected
# hint: the selection is empty
import cadquery as cq
result = cq.Workplane().box(1,1,1).edges(">Z and <Z").chamfer(0.1)

# --- plane on edges ---
# error: 2 ValueError: If multiple objects selected, they all must be planar faces.
# hint: 12 objects are selected
import cadquery as cq
result = cq.Workplane().box(1,1,1).edges().workplane()

# --- plane on six faces ---
# error: 2 ValueError: Selected faces must be co-planar.
# hint: select one, for example
import cadquery as cq
result = cq.Workplane().box(1,1,1).faces().workplane()

# --- unknown center option ---
# error: 2 ValueError: Undefined centerOption value provided.
# hint: ProjectedOrigin
import cadquery as cq
result = cq.Workplane().box(1,1,1).faces(">Z").workplane(centerOption="foo")

# --- unknown plane ---
# error: 2 ValueError: Supported names are ['XY', 'YZ', 'ZX', 'XZ', 'YX', 'ZY', 'front', 'back', 'left', 'right', 'top', 'bottom']
import cadquery as cq
result = cq.Workplane("QQ")

# --- unknown tag ---
# error: 2 ValueError: No Workplane object named x in chain
# hint: name a workplane first
import cadquery as cq
result = cq.Workplane().box(1,1,1).faces(tag="x")

# --- chain too short ---
# error: 2 ValueError: Cannot End the chain-- no parents!
# hint: there are 1 workplanes before this one
import cadquery as cq
result = cq.Workplane().box(1,1,1).end(3)

# --- nothing to close ---
# error: 2 ValueError: No start point specified - cannot close
# hint: draw at least two lines
import cadquery as cq
result = cq.Workplane().close()

# --- drawing from a wire ---
# error: 2 ValueError: Cannot convert object type <class 'cadquery.occ_impl.shapes.Wire'> to vector.
# hint: move to a point first
import cadquery as cq
result = cq.Workplane().rect(1,1).lineTo(1,1)

# --- tangent without an edge ---
# error: 2 RuntimeError: Previous Edge requested, but the previous object was of type <class 'cadquery.occ_impl.geom.Vector'>, not an Edge.
# hint: draw a line or an arc first
import cadquery as cq
result = cq.Workplane().moveTo(0,0).tangentArcPoint((1,1))

# --- empty pattern ---
# error: 2 ValueError: Spacing and count must be > 0 in at least one direction
# hint: counts are 0 and 1
import cadquery as cq
result = cq.Workplane().rarray(1,1,0,1)

# --- arc too small ---
# error: 2 ValueError: Arc radius is not large enough to reach the end point.
# hint: the radius must be at least 5 mm
import cadquery as cq
result = cq.Workplane().radiusArc((10,0),3)

# --- union with an outline ---
# error: 2 ValueError: Workplane object must have at least one solid on the stack to union!
# hint: extrude the other outline first
import cadquery as cq
result = cq.Workplane().box(1,1,1).union(cq.Workplane().rect(1,1))

# --- cut with a string ---
# error: 2 ValueError: Cannot cut type '<class 'str'>'
# hint: give a Workplane with a solid
import cadquery as cq
result = cq.Workplane().box(1,1,1).cut("x")

# --- split that keeps nothing ---
# error: 2 ValueError: You have to keep at least one half
# hint: keepTop=True
import cadquery as cq
result = cq.Workplane().box(1,1,1).split()

# --- unknown until ---
# error: 2 ValueError: Do not know how to handle until argument of type <class 'str'>
# hint: neither "next" nor "last"
import cadquery as cq
result = cq.Workplane().box(1,1,1).faces(">Z").workplane().rect(1,1).extrude("foo")

# --- until without combine ---
# error: 2 ValueError: `combine` can't be set to False when extruding until a face
# hint: leave combine out
import cadquery as cq
result = cq.Workplane().box(1,1,1).faces(">Z").workplane().rect(1,1).extrude("next",combine=False)

# --- no face to reach ---
# error: 2 ValueError: Couldn't find a face to extrude/cut to. Check your workplane orientation.
# hint: give a distance in mm
import cadquery as cq
result = cq.Workplane().box(1,1,1).faces(">Z").workplane().center(50,0).rect(1,1).extrude("next")

# --- taper with a hole ---
# error: 2 ValueError: Inner wires not allowed with tapered extrusion
# hint: cut the holes afterwards
import cadquery as cq
result = cq.Workplane().rect(10,10).circle(1).extrude(5,taper=5)

# --- loft of one outline ---
# error: 2 ValueError: More than one wire or face is required
# hint: draw two or more closed outlines
import cadquery as cq
result = cq.Workplane().rect(1,1).loft()

# --- sweep along a solid ---
# error: 2 ValueError: Wire or Edge instance required
# hint: draw it with lines
import cadquery as cq
result = cq.Workplane().rect(1,1).sweep(cq.Workplane().box(1,1,1))

# --- item out of range ---
# error: 2 IndexError: list index out of range
# hint: the stack holds 1 items
import cadquery as cq
result = cq.Workplane().box(1,1,1).item(4)

# --- fillet too large ---
# error: 2 StdFail_NotDone
# hint: the largest that fits is about 0.499 mm
import cadquery as cq
result = cq.Workplane().box(1,1,1).edges("|Z").fillet(0.6)

# --- wall too thick ---
# error: 2 StdFail_NotDone
# hint: try a thinner one
import cadquery as cq
result = cq.Workplane().box(1,1,1).faces(">Z").shell(-1)

# --- outline out of its plane ---
# error: 2 ValueError
# hint: lie in one plane
import cadquery as cq
result = cq.Workplane().polyline([(0,0,0),(1,0,1),(1,1,0),(0,1,2)]).close().extrude(1)

# --- edges apart ---
# error: 2 StdFail_NotDone
# hint: let each one start where another ends
import cadquery as cq
result = cq.Workplane().lineTo(1,0).moveTo(5,5).lineTo(6,5).wire()

# --- polyline without points ---
# error: 2 IndexError: list index out of range
# hint: at least two points
import cadquery as cq
result = cq.Workplane().polyline([])

# --- line without length ---
# error: 2 StdFail_NotDone
# hint: leave the line out
import cadquery as cq
result = cq.Workplane().lineTo(0,0)

# --- slot as long as wide ---
# error: 2 StdFail_NotDone
# hint: must be longer than wide
import cadquery as cq
result = cq.Workplane().slot2D(2,2).extrude(1)

# --- axis without length ---
# error: 2 Standard_ConstructionError: gp_Dir() - input vector has zero norm
# hint: an axis along z
import cadquery as cq
result = cq.Workplane().box(1,1,1).rotate((0,0,0),(0,0,0),45)

# --- round nothing in a sketch ---
# error: 2 ValueError: Selection is needed to match vertices to faces
# hint: select something first
import cadquery as cq
result = cq.Sketch().rect(1,1).fillet(0.1)

# --- unknown mode ---
# error: 2 ValueError: Invalid mode: x
# hint: "a" adds
import cadquery as cq
result = cq.Sketch().rect(1,1,mode="x")

# --- construction without a tag ---
# error: 2 ValueError: No tag specified - the geometry will be unreachable
# hint: needs a tag
import cadquery as cq
result = cq.Sketch().rect(1,1,mode="c")

# --- segment from nowhere ---
# error: 2 ValueError: No free edges available
# hint: give the first one two points
import cadquery as cq
result = cq.Sketch().segment((1,1))

# --- unknown tag in a sketch ---
# error: 2 KeyError
# hint: nothing in this sketch has a tag
import cadquery as cq
result = cq.Sketch().rect(1,1).select("q")

# --- nothing to distribute over ---
# error: 2 ValueError: Nothing selected to distribute over
# hint: select edges or wires first
import cadquery as cq
result = cq.Sketch().rect(1,1).distribute(5)

# --- distribute over corners ---
# error: 2 ValueError
# hint: select edges or wires first
import cadquery as cq
result = cq.Sketch().rect(1,1).vertices().distribute(5)

# --- hull of nothing ---
# error: 2 ValueError: No objects available for hull construction
# hint: draw figures or edges first
import cadquery as cq
result = cq.Sketch().hull()

# --- name taken ---
# error: 2 ValueError: Unique name is required. a is already in the assembly
# hint: give another name
import cadquery as cq
result = cq.Assembly().add(cq.Workplane().box(1,1,1),name="a").add(cq.Workplane().box(1,1,1),name="a")

# --- unknown part ---
# error: 2 ValueError: No object with name 'x' found in the assembly
# hint: the names in this assembly are
import cadquery as cq
result = cq.Assembly().remove("x")

# --- solve without constraints ---
# error: 2 ValueError: At least one constraint required
# hint: add one with
import cadquery as cq
result = cq.Assembly().solve()

# --- name that is written out elsewhere ---
# error: 3 NameError: name 'hole_diameter' is not defined
# hint: did you mean "hole_dia"?
import cadquery as cq
hole_dia = 5
result = cq.Workplane().box(40, 30, 10).faces(">Z").workplane().hole(hole_diameter)

# --- method without its object ---
# error: 2 NameError
# hint: write it with a dot behind a Workplane
import cadquery as cq
result = cutThruAll()
