# Holes and patterns.

# --- through hole ---
import cadquery as cq
result = cq.Workplane().box(10, 10, 5).faces(">Z").workplane().hole(3)

# --- blind hole ---
import cadquery as cq
result = cq.Workplane().box(10, 10, 5).faces(">Z").workplane().hole(diameter=3, depth=2.5)

# --- holes at points ---
import cadquery as cq
result = cq.Workplane().box(30, 10, 5).faces(">Z").workplane().pushPoints([(-10, 0), (0, 0), (10, 0)]).hole(4)

# --- holes in the corners ---
import cadquery as cq
result = cq.Workplane().box(30, 20, 5).faces(">Z").workplane().rect(24, 14, forConstruction=True).vertices().hole(2)

# --- counterbore ---
import cadquery as cq
result = cq.Workplane().box(12, 12, 8).faces(">Z").workplane().cboreHole(3, 6, 2)

# --- counterbore that ends ---
import cadquery as cq
result = cq.Workplane().box(12, 12, 8).faces(">Z").workplane().cboreHole(3, 6, 2, depth=5)

# --- countersink ---
import cadquery as cq
result = cq.Workplane().box(12, 12, 8).faces(">Z").workplane().cskHole(diameter=3, cskDiameter=6, cskAngle=90)

# --- countersink that ends ---
import cadquery as cq
result = cq.Workplane().box(12, 12, 8).faces(">Z").workplane().cskHole(3, 6, 82, depth=6)

# --- hole from the side ---
import cadquery as cq
result = cq.Workplane().box(10, 10, 10).faces(">Y").workplane().center(0, 2).hole(2)

# --- hole without cleaning ---
import cadquery as cq
result = cq.Workplane().box(10, 10, 10).faces(">Z").workplane().hole(2, clean=False)

# --- hole outside cuts nothing ---
import cadquery as cq
result = cq.Workplane().box(4, 4, 4).faces(">Z").workplane().center(10, 0).hole(1)

# --- crossing holes ---
import cadquery as cq
result = cq.Workplane().box(10, 10, 10)
for side in (">X", ">Y", ">Z"):
    result = result.faces(side).workplane(centerOption="CenterOfMass").hole(4)

# --- grid of holes ---
import cadquery as cq
result = cq.Workplane().box(40, 30, 3).faces(">Z").workplane().rarray(xSpacing=8, ySpacing=8, xCount=4, yCount=3).hole(3)

# --- grid from a corner ---
import cadquery as cq
result = cq.Workplane().rarray(6, 6, 3, 2, center=False).circle(1).extrude(1)

# --- grid centred in x only ---
import cadquery as cq
result = cq.Workplane().rarray(5, 5, 2, 2, center=(True, False)).rect(2, 3).extrude(1)

# --- bolt circle ---
import cadquery as cq
result = cq.Workplane().circle(20).extrude(5).faces(">Z").workplane().polarArray(radius=14, startAngle=0, angle=360, count=6).hole(3)

# --- half circle of holes ---
import cadquery as cq
result = cq.Workplane().circle(20).extrude(3).faces(">Z").workplane().polarArray(14, 0, 180, 5, fill=True).hole(2)

# --- steps without filling ---
import cadquery as cq
result = cq.Workplane().circle(20).extrude(3).faces(">Z").workplane().polarArray(14, 10, 25, 4, fill=False, rotate=False).rect(3, 1).cutBlind(-1)

# --- spokes that turn ---
import cadquery as cq
result = cq.Workplane().polarArray(6, 0, 360, 5, rotate=True).rect(6, 1).extrude(1)

# --- a pattern of patterns ---
import cadquery as cq
result = cq.Workplane().box(40, 40, 2).faces(">Z").workplane().rarray(20, 20, 2, 2).rect(8, 8, forConstruction=True).vertices().hole(1.5)

# --- perforated by a loop ---
import cadquery as cq
plate = cq.Workplane().box(30, 10, 2)
for i in range(5):
    plate = plate.faces(">Z").workplane(centerOption="CenterOfBoundBox").center(-12 + 6 * i, 0).hole(2 + i * 0.4)
result = plate

# --- flange ---
import cadquery as cq
result = (
    cq.Workplane().circle(30).extrude(6).faces(">Z").workplane().circle(12).extrude(15)
    .faces(">Z").workplane().hole(16).faces("<Z").workplane(invert=True)
    .polarArray(22, 0, 360, 4).hole(5)
)

# --- points from a comprehension ---
import cadquery as cq
import math
pts = [(10 * math.cos(a), 10 * math.sin(a)) for a in (i * math.pi / 3 for i in range(6))]
result = cq.Workplane().polygon(6, 28).extrude(3).faces(">Z").workplane().pushPoints(pts).hole(2)
