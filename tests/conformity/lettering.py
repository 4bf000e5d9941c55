# Texts, in the font that Partwright ships.

# --- raised text ---
import cadquery as cq
result = cq.Workplane().text("Ab", 10, 2)

# --- text on a plate ---
import cadquery as cq
result = cq.Workplane().box(30, 12, 2).faces(">Z").workplane().text("CQ", 8, 1)

# --- engraved text ---
import cadquery as cq
result = cq.Workplane().box(30, 12, 2).faces(">Z").workplane().text(txt="OK", fontsize=8, distance=-0.5, combine="cut")

# --- engraved by a negative distance ---
import cadquery as cq
result = cq.Workplane().box(30, 12, 2).faces(">Z").workplane().text("T", 8, -0.5, combine="s")

# --- alignment ---
import cadquery as cq
parts = []
for h in ("left", "center", "right"):
    for v in ("top", "center", "bottom"):
        t = cq.Workplane().text("L", 5, 1, halign=h, valign=v)
        bb = t.val().BoundingBox()
        print(h, v, round(bb.xmin, 3), round(bb.ymin, 3))
        parts.append(t)
result = parts[0]

# --- bold and named fonts ---
import cadquery as cq
result = cq.Workplane().text("m", 6, 1, font="Sans", kind="bold")

# --- text kept apart ---
import cadquery as cq
result = cq.Workplane().box(10, 10, 1).faces(">Z").workplane().text("iT", 6, 1, combine=False)

# --- text of the direct API ---
import cadquery as cq
result = cq.Compound.makeText("x1", 6, 1.5, position=cq.Plane.XZ((1, 2, 3)))

# --- flat text ---
import cadquery as cq
from cadquery.func import text
result = text("o", 7)

# --- text along a line ---
import cadquery as cq
from cadquery.func import text, spline
result = text("ab", 3, spline((0, 0, 0), (5, 2, 0), (10, 0, 0)), planar=True)

# --- font file that is not there ---
import cadquery as cq
result = cq.Workplane().text("p", 6, 1, fontPath="/nowhere/font.ttf")
