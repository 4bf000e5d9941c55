"""How near answers come to the outside parts, whatever way up the pictures show them.

Run by hand in a Python environment with cadquery: `python score.py FOLDER`, where FOLDER holds one
answer a picture, for example from `partwright generate --image plate.png -o FOLDER/plate.step`.
IoU of solids with both boxes centred and longest side equal, the best of 24 orientations, failures 0,
beside that of the bounding box of the true part.
"""

import itertools
import sys
from pathlib import Path

import cadquery as cq

HERE = Path(__file__).parent


def normalised(shape):
    box = shape.BoundingBox()
    longest = max(box.xlen, box.ylen, box.zlen)
    return shape.translate(box.center * -1).scale(100 / longest)


def orientations():
    axes = [cq.Vector(*(sign if i == j else 0 for j in range(3))) for i in range(3) for sign in (1, -1)]
    for x, z in itertools.permutations(axes, 2):
        if abs(x.dot(z)) < 0.5:
            yield cq.Plane((0, 0, 0), x, z).location


def iou(a, b):
    both = a.intersect(b).Volume()
    if not 0 <= both <= 1.001 * min(a.Volume(), b.Volume()):
        return 0.0  # The kernel could not intersect them.
    return both / (a.Volume() + b.Volume() - both)


def solid(file):
    if file.suffix == ".step":
        return cq.importers.importStep(str(file)).combine().val()
    scope = {}
    exec(file.read_text(), scope)
    return scope["result"].val()


print("| picture | IoU | box |\n|---|---|---|")
for truth_file in sorted(HERE.glob("*.py")):
    name = truth_file.stem
    if name in ("make", "score"):
        continue
    truth = normalised(solid(truth_file))
    box = truth.BoundingBox()
    of_box = truth.Volume() / (box.xlen * box.ylen * box.zlen)
    answer_file = Path(sys.argv[1]) / f"{name}.step"
    best = 0.0
    if answer_file.exists():
        answer = normalised(solid(answer_file))
        best = max(iou(truth, answer.moved(m)) for m in orientations())
    print(f"| {name} | {best:.3f} | {of_box:.3f} |")
