"""How exactly the sheets of this folder are read: a table of all of them.

Run by hand: `python score.py PARTWRIGHT [NAMES]`, where PARTWRIGHT is the program. Each sheet is read
(`partwright generate --drawing`), and the answer is compared with the program of the same name: extents by
`partwright run`, IoU with equal boxes by `partwright score --align box`, volume and number of faces by `run`.
A sheet counts as exact when all extents agree to 0.01 mm, the volume to 0.02 % and the faces in number. The second
table reads the DXF documents. The last five sheets were looked at only when the reader was done.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
NAMES = ["plate", "bracket", "shaft", "angle_block", "flange", "guide", "lid", "axle", "shim", "ledge", "inch_block",
         "clamp", "spindle", "gasket", "stand", "carrier"]
UNITS = {"mm³": 1.0, "cm³": 1e3, "dm³": 1e6, "m³": 1e9}


def run(*arguments):
    done = subprocess.run([sys.argv[1], *map(str, arguments)], capture_output=True, text=True)
    return done.stdout + done.stderr


def facts(file):
    text = run("run", file)
    size = re.search(r"([\d.]+) x ([\d.]+) x ([\d.]+) mm", text)
    volume = re.search(r"([\d.]+) ((?:[cd]?m|m)m?³)", text)
    faces = re.search(r"(\d+) faces", text)
    if not (size and volume and faces):
        return None
    return [float(v) for v in size.groups()], float(volume[1]) * UNITS[volume[2]], int(faces[1])


def line(name, sheet, folder):
    answer = Path(folder) / f"{name}.py"
    run("generate", "--drawing", sheet, "-o", answer)
    found, truth = (facts(answer) if answer.exists() else None), facts(HERE / f"{name}.py")
    if not found:
        return name, False, False, 0.0, "not read"
    extents = all(abs(a - b) < 0.011 for a, b in zip(sorted(found[0]), sorted(truth[0])))
    iou = re.search(r"IoU ([\d.]+)", run("score", answer, HERE / f"{name}.py", "--align", "box"))
    iou = float(iou[1]) if iou else 0.0
    # Volumes are printed with four figures.
    exact = extents and found[2] == truth[2] and abs(found[1] / truth[1] - 1) < 6e-4 and iou > 0.9998
    return name, extents, exact, iou, f"{found[2]} of {truth[2]} faces"


def table(title, sheets):
    print(f"| {title} | extents | exact | IoU | |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        rows = [line(name, sheet, folder) for name, sheet in sheets]
    for name, extents, exact, iou, note in rows:
        print(f"| {name} | {'yes' if extents else 'no'} | {'yes' if exact else 'no'} | {iou:.4f} | {note} |")
    print(f"{sum(r[1] for r in rows)} of {len(rows)} extents, {sum(r[2] for r in rows)} of {len(rows)} exact\n")


wanted = sys.argv[2:] or NAMES
pictures = [(n, p) for n in wanted for p in [HERE / f"{n}.png", HERE / f"{n}.jpg"] if p.exists()]
table("picture", pictures)
table("document", [(n, HERE / f"{n}.dxf") for n in wanted if (HERE / f"{n}.dxf").exists()])
