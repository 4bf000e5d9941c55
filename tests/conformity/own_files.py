# --- step written and read ---
import cadquery as cq

plate = cq.Workplane().box(30, 20, 5).faces(">Z").workplane().hole(6)
cq.exporters.export(plate, "plate.step")
result = cq.importers.importStep("plate.step")

# --- brep of a workplane comes back as a compound ---
import cadquery as cq

cq.exporters.export(cq.Workplane().box(1, 2, 3), "box.brep")
back = cq.importers.importBrep("box.brep")
print(back.val().ShapeType(), back.solids().size())
cq.exporters.export(cq.Solid.makeBox(1, 2, 3), "solid.brep")
alone = cq.importers.importBrep("solid.brep")
print(alone.val().ShapeType())
result = alone

# --- binary brep ---
import cadquery as cq

cq.exporters.export(cq.Workplane().sphere(4), "ball.bin")
result = cq.importers.importBin("ball.bin")

# --- dxf written and read ---
import cadquery as cq

outline = cq.Workplane().rect(20, 10).circle(3)
cq.exporters.export(outline, "outline.dxf")
result = cq.importers.importDXF("outline.dxf").wires().toPending().extrude(2)

# --- an assembly written and read ---
import cadquery as cq

frame = cq.Assembly(name="frame")
frame.add(cq.Workplane().box(4, 4, 1), name="foot", color=cq.Color("red"))
frame.add(cq.Workplane().cylinder(6, 1), name="post", loc=cq.Location((0, 0, 3)))
frame.save("frame.step")
back = cq.Assembly.importStep("frame.step")
print(sorted(child.name for child in back.children))
result = back

# --- shapes through their own methods ---
import cadquery as cq

part = cq.Workplane().box(2, 2, 2).edges("|Z").fillet(0.3).val()
part.exportBrep("part.brep")
result = cq.Shape.importBrep("part.brep")

# --- text written and read ---
import cadquery as cq

with open("sizes.txt", "w") as file:
    file.write("10 20\n")
    file.write("5\n")
with open("sizes.txt") as file:
    numbers = [float(word) for line in file for word in line.split()]
with open("sizes.txt", "a") as file:
    print("more", file=file)
print(numbers, open("sizes.txt").read().splitlines()[-1])
result = cq.Workplane().box(*numbers)

# --- bytes written and read ---
with open("some.bin", "wb") as file:
    file.write(bytes(range(5)))
with open("some.bin", "rb") as file:
    print(file.read(2), file.read())

# --- json through a file ---
import json
import cadquery as cq

with open("settings.json", "w") as file:
    json.dump({"width": 12, "holes": [3, 4]}, file)
with open("settings.json") as file:
    settings = json.load(file)
result = cq.Workplane().box(settings["width"], 10, 2).faces(">Z").workplane().hole(settings["holes"][0])

# --- a file that is not there ---
text = open("nothing.txt").read()

# --- a missing file is caught ---
import cadquery as cq

try:
    size = float(open("size.txt").read())
except FileNotFoundError:
    size = 7.0
result = cq.Workplane().box(size, size, 1)

# --- names of files ---
import os
import cadquery as cq

cq.exporters.export(cq.Workplane().box(1, 1, 1), "cube.stl")
print(os.path.exists("cube.stl"), os.path.isfile("cube.stl"), os.path.exists("cone.stl"))
print(os.path.getsize("cube.stl") > 500)
os.rename("cube.stl", "dice.stl")
print(os.path.exists("cube.stl"), "dice.stl" in os.listdir("."))
os.remove("dice.stl")
print(os.path.exists("dice.stl"))

# --- paths as objects ---
from pathlib import Path
import cadquery as cq

folder = Path("out")
folder.mkdir(exist_ok=True)
note = folder / "note.txt"
note.write_text("first\nsecond\n")
print(note.exists(), note.is_file(), folder.is_dir(), note.read_text().count("\n"), note.stat().st_size)
print([path.name for path in folder.glob("*.txt")])
note.unlink()
print(note.exists())
cq.exporters.export(cq.Workplane().box(1, 1, 1), str(folder / "cube.step"))
result = cq.importers.importStep(str(folder / "cube.step"))

# --- a temporary folder ---
import os
import tempfile
import cadquery as cq

with tempfile.TemporaryDirectory() as folder:
    name = os.path.join(folder, "part.step")
    cq.exporters.export(cq.Workplane().box(3, 2, 1), name)
    result = cq.importers.importStep(name)
print(os.path.exists(name))

# --- another folder ---
import os
from contextlib import chdir
import cadquery as cq

os.makedirs("below", exist_ok=True)
with chdir("below"):
    cq.exporters.export(cq.Workplane().box(3, 2, 1), "part.step")
print(os.path.exists("part.step"), os.path.exists("below/part.step"))
result = cq.importers.importStep(os.path.join("below", "part.step"))

# --- the file is the newest one ---
import cadquery as cq

for size in (1, 2, 3):
    cq.exporters.export(cq.Workplane().box(size, size, size), "cube.step")
result = cq.importers.importStep("cube.step")

# --- a file copied ---
import shutil
import cadquery as cq

cq.exporters.export(cq.Workplane().box(1, 2, 1), "first.step")
shutil.copy("first.step", "second.step")
result = cq.importers.importStep("second.step")

# --- an assembly without parts ---
import cadquery as cq

result = cq.Assembly(name="nothing")

# --- a colour copied ---
import copy
import cadquery as cq

red = cq.Color("red")
twice = [copy.copy(red), copy.deepcopy(red)]
print([color == red for color in twice])
frame = cq.Assembly()
for index, color in enumerate(twice):
    frame.add(cq.Workplane().box(1, 1, 1), name=f"cube{index}", color=color, loc=cq.Location((2 * index, 0, 0)))
result = frame

# --- a part that forgot its parent ---
import cadquery as cq

frame = cq.Assembly(name="frame")
frame.add(cq.Workplane().box(1, 1, 1), name="cube")
frame.children[0].parent = None
frame.remove("cube")
print(len(frame.children), sorted(frame.objects))

# --- axes of a drawing ---
import cadquery as cq

text = cq.Workplane().box(5, 5, 5).toSvg()
print('line x1="30" y1="-30" x2="58" y2="-15" stroke-width="3"' in text)

# --- ends of the outline of a sketch ---
import cadquery as cq

sketch = cq.Sketch().segment((0, 0), (4, 0)).segment((4, 3))
print(sketch._startPoint().toTuple(), sketch._endPoint().toTuple())
tagged = sketch.close().assemble(tag="all")
print(sorted(sketch._tags), round(tagged._tags["all"][0].Area(), 6))
cq.Sketch()._startPoint()

# --- files by pattern ---
import glob
import cadquery as cq

for name in ("a.stl", "b.stl", "c.step"):
    cq.exporters.export(cq.Workplane().box(1, 1, 1), name)
print(sorted(glob.glob("[abc].stl")))

# --- the text of an exception ---
import traceback

try:
    1 / 0
except ZeroDivisionError:
    print(traceback.format_exc().splitlines()[-1])
