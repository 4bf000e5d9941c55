"""Pictures that Partwright's own rasterizer did not draw, for the card of the default model.

Run by hand in a Python environment with cadquery (which brings VTK) and Pillow; svg files become
pictures by `rsvg-convert`. Writes the pictures and the true programs beside this script.
"""

import math
import random
import subprocess
from pathlib import Path

import cadquery as cq
import vtk
from PIL import Image, ImageDraw

HERE = Path(__file__).parent

PARTS = {
    "plate": """
result = (
    cq.Workplane("XY").box(80, 50, 8)
    .faces(">Z").workplane().rect(60, 30, forConstruction=True).vertices().hole(7)
)
""",
    "angle": """
result = (
    cq.Workplane("XZ").polyline([(0, 0), (60, 0), (60, 8), (8, 8), (8, 45), (0, 45)]).close().extrude(40)
    .faces(">X[-2]").workplane(centerOption="CenterOfBoundBox").hole(12)
)
""",
    "flange": """
result = (
    cq.Workplane("XY").circle(45).extrude(10).faces(">Z").workplane().circle(22).extrude(18)
    .faces(">Z").workplane().hole(24)
    .faces("<Z").workplane().polarArray(34, 0, 360, 6).hole(8)
)
""",
    "shaft": """
result = (
    cq.Workplane("YZ").circle(20).extrude(30).faces(">X").workplane().circle(14).extrude(45)
    .faces(">X").workplane().circle(9).extrude(20)
)
""",
    "tray": """
result = cq.Workplane("XY").box(90, 60, 25).edges("|Z").fillet(8).faces(">Z").shell(-3)
""",
    "block": """
result = (
    cq.Workplane("XY").box(60, 40, 30).faces(">Z").workplane().rect(36, 18).cutBlind(-12)
    .edges("|Z").chamfer(4)
)
""",
    "drawn_block": """
result = cq.Workplane("XY").box(70, 50, 40).faces(">Z").workplane().hole(26)
""",
    "drawn_plate": """
# A flat sketch has no thickness; this one is a guess.
result = (
    cq.Workplane("XY").box(140, 80, 10).faces(">Z").workplane().hole(38)
    .faces(">Z").workplane().rect(104, 50, forConstruction=True).vertices().hole(14)
)
""",
    "drawn_angle": """
result = (
    cq.Workplane("XZ").polyline([(-35, -30), (35, -30), (35, -20), (-25, -20), (-25, 30), (-35, 30)]).close()
    .extrude(22, both=True)
)
""",
    "slotted": """
result = (
    cq.Workplane("XY").box(100, 40, 6).edges("|Z").fillet(10)
    .faces(">Z").workplane().slot2D(50, 12).cutThruAll()
)
""",
}


def part(name):
    scope = {"cq": cq}
    exec(PARTS[name], scope)
    return scope["result"]


def svg(name, direction, hidden):
    options = {
        "width": 400, "height": 400, "marginLeft": 30, "marginTop": 30, "showAxes": False,
        "projectionDir": direction, "strokeWidth": 0.5, "showHidden": hidden,
    }
    file = HERE / f"{name}.svg"
    cq.exporters.export(part(name), str(file), opt=options)
    subprocess.run(["rsvg-convert", "-b", "white", "-o", str(HERE / f"{name}.png"), str(file)], check=True)
    file.unlink()


def shaded(name, direction, color, ground):
    stl = HERE / f"{name}.stl"
    cq.exporters.export(part(name), str(stl), tolerance=0.05)
    reader = vtk.vtkSTLReader()
    reader.SetFileName(str(stl))
    normals = vtk.vtkPolyDataNormals()
    normals.SetInputConnection(reader.GetOutputPort())
    normals.SetFeatureAngle(25)
    mapper = vtk.vtkPolyDataMapper()
    mapper.SetInputConnection(normals.GetOutputPort())
    actor = vtk.vtkActor()
    actor.SetMapper(mapper)
    actor.GetProperty().SetColor(*color)
    renderer = vtk.vtkRenderer()
    renderer.AddActor(actor)
    renderer.SetBackground(*ground)
    camera = renderer.GetActiveCamera()
    camera.SetPosition(*direction)
    camera.SetViewUp(0, 0, 1)
    renderer.ResetCamera()
    window = vtk.vtkRenderWindow()
    window.SetOffScreenRendering(1)
    window.SetSize(400, 400)
    window.AddRenderer(renderer)
    window.Render()
    grab = vtk.vtkWindowToImageFilter()
    grab.SetInput(window)
    writer = vtk.vtkPNGWriter()
    writer.SetFileName(str(HERE / f"{name}.png"))
    writer.SetInputConnection(grab.GetOutputPort())
    writer.Write()
    stl.unlink()


class Hand:
    """Draws as with a mouse: lines wander, corners do not quite meet."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.image = Image.new("L", (400, 400), 255)
        self.pen = ImageDraw.Draw(self.image)

    def stroke(self, points):
        wander = [0.0, 0.0]
        path = []
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            steps = max(2, int(math.dist((x0, y0), (x1, y1)) / 6))
            for i in range(steps + 1):
                wander = [0.8 * w + self.random.gauss(0, 0.7) for w in wander]
                t = i / steps
                path.append((x0 + (x1 - x0) * t + wander[0], y0 + (y1 - y0) * t + wander[1]))
        self.pen.line(path, fill=20, width=3, joint="curve")

    def ellipse(self, x, y, rx, ry):
        turns = [2 * math.pi * i / 40 for i in range(42)]
        self.stroke([(x + rx * math.cos(a), y + ry * math.sin(a)) for a in turns])


def iso(x, y, z, scale=2.6):
    """Where a point of a part lies in a picture from the front right and above."""
    c, s = math.cos(math.radians(45)), math.sin(math.radians(45))
    u, v = c * x + s * y, -s * x + c * y
    return 200 + scale * u, 200 - scale * (0.5 * v + math.cos(math.radians(30)) * z)


def drawn_block():
    hand = Hand(1)
    l, w, h = 35, 25, 20
    top = [iso(x, y, h) for x, y in [(-l, -w), (l, -w), (l, w), (-l, w), (-l, -w)]]
    hand.stroke(top)
    hand.stroke([top[0], iso(-l, -w, -h), iso(l, -w, -h), iso(l, w, -h), top[2]])
    hand.stroke([top[1], iso(l, -w, -h)])
    hand.ellipse(*iso(0, 0, h), 34, 18)
    hand.image.save(HERE / "drawn_block.png")


def drawn_plate():
    hand = Hand(2)
    hand.stroke([(60, 120), (340, 122), (338, 282), (61, 280), (60, 119)])
    for x, y in [(95, 150), (305, 152), (303, 250), (97, 250)]:
        hand.ellipse(x, y, 14, 14)
    hand.ellipse(200, 200, 38, 38)
    hand.image.save(HERE / "drawn_plate.png")


def drawn_angle():
    hand = Hand(3)
    w = 22
    profile = [(-35, -30), (35, -30), (35, -20), (-25, -20), (-25, 30), (-35, 30)]
    near = [iso(x, -w, z) for x, z in profile]
    far = [iso(x, w, z) for x, z in profile]
    hand.stroke(near + near[:1])
    for i in (1, 2, 3, 4, 5):
        hand.stroke([near[i], far[i]])
    hand.stroke([far[1], far[2], far[3], far[4], far[5]])
    hand.image.save(HERE / "drawn_angle.png")


svg("plate", (1.2, -1.0, 0.9), False)
svg("angle", (1.0, -1.0, 0.8), False)
svg("flange", (1.0, -1.2, 1.0), False)
svg("slotted", (0.0, 0.0, 1.0), False)
shaded("shaft", (1.0, -1.2, 0.8), (0.55, 0.6, 0.7), (1, 1, 1))
shaded("tray", (0.9, -1.1, 1.1), (0.85, 0.6, 0.25), (1, 1, 1))
shaded("block", (1.0, -0.8, 0.9), (0.5, 0.55, 0.6), (0.12, 0.13, 0.15))
drawn_block()
drawn_plate()
drawn_angle()
for name, text in PARTS.items():
    (HERE / f"{name}.py").write_text("import cadquery as cq\n" + text)
