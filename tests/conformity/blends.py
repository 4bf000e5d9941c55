# Fillets, chamfers and shells.

# --- all edges round ---
import cadquery as cq
result = cq.Workplane().box(10, 8, 6).edges().fillet(1)

# --- vertical edges round ---
import cadquery as cq
result = cq.Workplane().box(10, 8, 6).edges("|Z").fillet(2.5)

# --- top edge round, then the rest ---
import cadquery as cq
result = cq.Workplane().box(10, 8, 6).edges("|Z").fillet(2).faces(">Z").edges().fillet(0.8)

# --- fillet of a face selects its edges ---
import cadquery as cq
result = cq.Workplane().box(10, 8, 6).faces(">Z").fillet(1)

# --- round rim of a cylinder ---
import cadquery as cq
result = cq.Workplane().cylinder(10, 5).faces(">Z").edges().fillet(1.5)

# --- inner corner ---
import cadquery as cq
result = cq.Workplane("XZ").polyline([(0, 0), (8, 0), (8, 2), (2, 2), (2, 8), (0, 8)]).close().extrude(4).edges(cq.NearestToPointSelector((2, -2, 2))).fillet(1.5)

# --- fillet at the foot of a boss ---
import cadquery as cq
result = cq.Workplane().box(20, 20, 3).faces(">Z").workplane().circle(5).extrude(6).edges(cq.selectors.BoxSelector((-6, -6, 1), (6, 6, 2))).fillet(1)

# --- equal chamfer ---
import cadquery as cq
result = cq.Workplane().box(10, 8, 6).edges(">Z").chamfer(1)

# --- uneven chamfer ---
import cadquery as cq
result = cq.Workplane().cylinder(10, 5).faces(">Z").edges().chamfer(1, 2)

# --- chamfer of all ---
import cadquery as cq
result = cq.Workplane().box(10, 8, 6).edges().chamfer(0.5)

# --- chamfered hole ---
import cadquery as cq
result = cq.Workplane().box(10, 10, 4).faces(">Z").workplane().hole(4).faces(">Z").edges("%CIRCLE").chamfer(0.5)

# --- fillet and chamfer together ---
import cadquery as cq
result = cq.Workplane().box(10, 10, 4).edges("|Z").fillet(1).faces("<Z").edges().chamfer(0.4)

# --- open box ---
import cadquery as cq
result = cq.Workplane().box(10, 8, 6).faces(">Z").shell(-1)

# --- wall outside ---
import cadquery as cq
result = cq.Workplane().box(10, 8, 6).faces(">Z").shell(0.5)

# --- closed shell ---
import cadquery as cq
result = cq.Workplane().box(10, 8, 6).shell(-0.5)

# --- tube by shell ---
import cadquery as cq
result = cq.Workplane().cylinder(10, 4).faces("|Z").shell(-0.5)

# --- sharp wall outside ---
import cadquery as cq
result = cq.Workplane().box(10, 8, 6).faces("<Z").shell(1, kind="intersection")

# --- shell of a rounded box ---
import cadquery as cq
result = cq.Workplane().box(20, 16, 10).edges("|Z").fillet(3).faces(">Z").shell(-1)

# --- enclosure ---
import cadquery as cq
result = (
    cq.Workplane().box(40, 30, 15).edges("|Z").fillet(4).faces("<Z").edges().chamfer(1).faces(">Z").shell(-2)
    .faces("<Z").workplane(offset=-2, invert=False).rect(28, 18, forConstruction=True).vertices().circle(2).extrude(-6)
)

# --- shell of a loft ---
import cadquery as cq
result = cq.Workplane().rect(8, 8).workplane(offset=8).rect(5, 5).loft(combine=True).faces("|Z").shell(-0.5)

# --- fillet of a solid directly ---
import cadquery as cq
b = cq.Solid.makeBox(4, 4, 4)
result = b.fillet(0.5, b.edges("|Z").Edges())

# --- chamfer of a solid directly ---
import cadquery as cq
b = cq.Solid.makeCylinder(3, 6)
result = b.chamfer(0.5, 0.25, b.faces(">Z").Edges())

# --- hollow directly ---
import cadquery as cq
b = cq.Solid.makeBox(6, 6, 6)
result = b.hollow([b.face(">Z"), b.face(">X")], -0.5)

# --- rounded wire and face ---
import cadquery as cq
w = cq.Wire.makePolygon([(0, 0), (6, 0), (6, 4), (0, 4)], close=True)
f = cq.Face.makeFromWires(w)
result = [w.fillet2D(1, w.Vertices()), w.chamfer2D(1, w.Vertices()[:2]), f.fillet2D(0.5, f.Vertices()), f.chamfer2D(0.5, f.Vertices())]

# --- rounded polyline in space ---
import cadquery as cq
w = cq.Wire.makePolygon([(0, 0, 0), (6, 0, 0), (6, 4, 3), (0, 4, 3)])
result = w.fillet(0.8)
