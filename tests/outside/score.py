"""How near answers come to the outside parts, whatever way up the pictures show them.

Run by hand in a Python environment with cadquery: `python score.py FOLDER`, where FOLDER holds one
answer a picture, for example from `partwright generate --image plate.png -o FOLDER/plate.step`.
IoU of solids with both boxes centred and longest side 1, the best of 24 orientations, failures 0,
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
    return shape.translate(box.center * -1).scale(1 / longest)


def orientations():
    for axes in itertools.permutations(range(3)):
        for signs in itertools.product((1, -1), repeat=3):
            rows = [[signs[i] if j == axes[i] else 0 for j in range(3)] for i in range(3)]
            (a, b, c), (d, e, f), (g, h, k) = rows
            if a * (e * k - f * h) - b * (d * k - f * g) + c * (d * h - e * g) == 1:
                yield cq.Matrix([row + [0] for row in rows])


def iou(a, b):
    both = a.intersect(b).Volume()
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
        best = max(iou(truth, answer.transformGeometry(m)) for m in orientations())
    print(f"| {name} | {best:.3f} | {of_box:.3f} |")
