# Files that programs read: those of the folder files, which stand beside every program.

# --- step as one solid ---
import cadquery as cq
result = cq.importers.importStep("block.step")
print(result.size(), type(result.val()).__name__)

# --- step goes on as a workplane ---
import cadquery as cq
result = cq.importers.importStep("block.step").faces(">X").workplane().hole(3)

# --- step by its type ---
import cadquery as cq
from cadquery import importers
result = importers.importShape(importers.ImportTypes.STEP, "./block.step")

# --- step in inches ---
import cadquery as cq
sheet = cq.importers.importStep("inch.step")
print(sheet.val().Area())
result = cq.importers.importStep("inch.step", unit="INCH")

# --- step by a path ---
import os
from pathlib import Path
import cadquery as cq
name = os.path.join(".", "block.step")
print(os.path.exists(name), os.path.isfile("nowhere.step"), Path("block.step").exists())
result = cq.importers.importStep(name)

# --- brep and binary ---
import cadquery as cq
a = cq.importers.importBrep("block.brep")
b = cq.importers.importBin("block.bin")
print(a.val().Volume(), b.val().Volume())
result = a.intersect(b.translate((5, 0, 0)))

# --- shapes from files ---
import cadquery as cq
s = cq.Shape.importBrep("block.brep")
t = cq.Shape.importBin("block.bin")
print(type(s).__name__, type(t).__name__)
print(cq.importers.importShape("BREP", "block.brep").size(), cq.importers.importShape("BIN", "block.bin").size())
result = s

# --- shapes through streams ---
from io import BytesIO
import cadquery as cq
part = cq.Workplane().box(1, 2, 3).faces(">Z").hole(0.5).val()
text, data = BytesIO(), BytesIO()
print(part.exportBrep(text), part.exportBin(data))
text.seek(0)
data.seek(0)
back = cq.Shape.importBrep(text)
result = cq.Shape.importBin(data)
print(back.Volume(), back.isValid())

# --- unknown type ---
import cadquery as cq
cq.importers.importShape("STL", "block.stl")

# --- step that is not there ---
import cadquery as cq
cq.importers.importStep("nowhere.step")

# --- dxf that is not there ---
import cadquery as cq
cq.importers.importDXF("nowhere.dxf")

# --- dxf with all layers ---
import cadquery as cq
result = cq.importers.importDXF("outline.dxf")
print([face.Area() for face in result.vals()])

# --- dxf with chosen layers ---
import cadquery as cq
result = cq.importers.importDXF("outline.dxf", include=["PLATE", "far"])
print(cq.importers.importDXF("outline.dxf", exclude=["plate", "far"]).size())

# --- dxf as a plate ---
import cadquery as cq
plate = cq.importers.importDXF("outline.dxf", include=["Plate"]).wires().toPending().extrude(3)
holes = cq.importers.importDXF("outline.dxf", include=["Holes"]).wires().toPending().extrude(3)
result = plate.cut(holes)

# --- dxf with both lists ---
import cadquery as cq
cq.importers.importDXF("outline.dxf", include=["Plate"], exclude=["Far"])

# --- dxf without a layer ---
import cadquery as cq
cq.importers.importDXF("outline.dxf", include=["nowhere"])

# --- dxf in a sketch ---
import cadquery as cq
s = cq.Sketch().importDXF("outline.dxf", include=["Plate"]).importDXF("outline.dxf", include=["Holes"], mode="s")
result = cq.Workplane().placeSketch(s).extrude(2)

# --- dxf in a sketch, turned ---
import cadquery as cq
s = cq.Sketch().importDXF("outline.dxf", tol=1e-5, include=["Plate"], angle=30, tag="outline")
print(s.faces(tag="outline").size() if hasattr(s, "size") else len(s.faces(tag="outline").vals()))
result = s

# --- assembly from step ---
import cadquery as cq
a = cq.Assembly.importStep("whole.step")
print(a.name, sorted(a.objects), a.objects["sub"].loc.toTuple())
print([child.name for child in a.children], len(a.toCompound().Faces()))
result = a

# --- places and colours of a loaded assembly ---
import cadquery as cq
a = cq.Assembly.load("whole.step")
low, sheet = a.objects["sub/low"], a.objects["sheet"]
print([round(x, 4) for x in low.color.toTuple()], low.loc.toTuple())
print(a.objects["sub/high"].loc.toTuple())
print(a.toCompound().BoundingBox().zmax)

# --- loaded assembly grows ---
import cadquery as cq
a = cq.Assembly.load("whole.step", importType="STEP")
a.add(cq.Workplane().box(1, 1, 1), name="new", loc=cq.Location((0, 0, 100)))
result = a

# --- assembly from a single part ---
import cadquery as cq
cq.Assembly.load("block.step")

# --- assembly of an unknown kind ---
import cadquery as cq
cq.Assembly.load("whole.stl")
