"""Compares the throughput of Partwright's reward with cadrille's, in one run on one machine.

Run by hand, in a Python environment with cadquery, trimesh and manifold3d from PyPI:

    python benches/score.py --partwright "$(make -s path)" [--stacks 200] [--mixed 100] [--seed 1]

Two sets of programs: sketch-extrude stacks in the manner of CAD-Recode, made here, and parts of all
families of `partwright synth`. Each program is scored against the mesh of another one: a stack
against itself with one number changed, a part against the next of its family. Meshes of the truth
are made beforehand.

Theirs is cadrille's reward: exec in the running interpreter, tessellate(0.001, 0.1), both boxes
centred and scaled to 2, watertight components, manifold booleans of all pairs. Neither the import of
CadQuery nor a process for each program is counted. Ours is `partwright score --pairs`, all of its
processes with their start. Both read the same files; figures are processor time.
"""

import argparse
import io
import contextlib
import json
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time


def stack(chance):
    """A random program of one to three bodies."""
    count = chance.randint(1, 3)
    lines = ["import cadquery as cq"]
    for i in range(count):
        origin = tuple(chance.randint(-25, 25) for _ in range(3))
        lines.append(f"w{i}=cq.Workplane('{chance.choice(['XY', 'YZ', 'ZX'])}',origin={origin})".replace(" ", ""))
    bodies = [body(chance, i) for i in range(count)]
    lines.append("r=" + bodies[0] + "".join(f".union({b})" for b in bodies[1:]))
    return "\n".join(lines) + "\n"


def body(chance, i):
    height = chance.randint(8, 70) * chance.choice([1, 1, -1])
    w, h = chance.randint(30, 100), chance.randint(30, 100)
    x, y = w // 2, h // 2
    kind = chance.randrange(5)
    if kind == 0:
        return f"w{i}.workplane(offset={height}/2).moveTo({chance.randint(-20, 20)},{chance.randint(-20, 20)}).box({w},{h},{abs(height)})"
    if kind == 1:
        return f"w{i}.workplane(offset={height}/2).moveTo(5,-8).cylinder({abs(height)},{x})"
    if kind == 2:
        return f"w{i}.sketch().rect({w},{h}).push([(-{w//4},0),({w//4},0)]).circle({max(min(w, h)//8, 3)},mode='s').finalize().extrude({height})"
    if kind == 3:
        inner = f"w{i}.sketch().segment((-{x//3},-{y//3}),({x//3},-{y//3})).segment((0,{y//3})).close().assemble()"
        return f"w{i}.sketch().segment((-{x},-{y}),({x},-{y})).arc(({x+chance.randint(5, 25)},0),({x},{y})).segment((-{x},{y})).close().assemble().reset().face({inner},mode='s').finalize().extrude({height})"
    return f"w{i}.sketch().segment((-{x},-{y}),({x},-{y//2})).segment(({x//2},{y})).segment((-{x},{y//3})).close().assemble().push([({x},{y})]).circle({x//3}).finalize().extrude({height})"


def changed(text, chance):
    """The text with one of its whole numbers a little larger."""
    import re

    places = [m for m in re.finditer(r"(?<=[(,-])\d+", text)]
    place = chance.choice(places)
    return text[: place.start()] + str(int(place.group()) + chance.randint(1, 9)) + text[place.end() :]


def result(text):
    space = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(text, "program", "exec"), space)
    return space["r"] if "r" in space else space["result"]


def mesh_of(part):
    vertices, faces = part.val().tessellate(0.001, 0.1)
    return trimesh.Trimesh([(v.x, v.y, v.z) for v in vertices], faces)


def normal(mesh):
    low, high = mesh.bounds
    mesh.apply_translation(-(low + high) / 2)
    mesh.apply_scale(2 / (high - low).max())
    return mesh


def theirs(program, truth):
    """IoU of cadrille's reward and its seconds of processor time for program and comparison."""
    start = time.process_time()
    try:
        part = result(pathlib.Path(program).read_text())
        mesh = mesh_of(part)
    except Exception:
        return None, time.process_time() - start, 0.0
    middle = time.process_time()
    try:
        a, b = normal(mesh), normal(trimesh.load(truth))
        common = volume_a = volume_b = 0.0
        parts_a, parts_b = a.split(only_watertight=True), b.split(only_watertight=True)
        if not len(parts_a) or not len(parts_b):
            # An open mesh: cadrille drops it, and there is nothing to compare with.
            return None, middle - start, time.process_time() - middle
        for p in parts_a:
            for q in parts_b:
                common += trimesh.boolean.intersection([p, q], engine="manifold").volume
        volume_a, volume_b = sum(p.volume for p in parts_a), sum(q.volume for q in parts_b)
        iou = common / (volume_a + volume_b - common + 1e-6)
    except Exception:
        iou = None
    return iou, middle - start, time.process_time() - middle


def ours(partwright, pairs, folder):
    listing = folder / "pairs.tsv"
    listing.write_text("".join(f"{a}\t{b}\n" for a, b in pairs))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run([partwright, "score", "--pairs", listing], capture_output=True, text=True, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return [json.loads(line)["iou"] for line in out.splitlines()], seconds


def measure(name, texts, truths, partwright, folder):
    pairs = []
    for i, (text, truth) in enumerate(zip(texts, truths)):
        program, stl = folder / f"{name}{i}.py", folder / f"{name}{i}.stl"
        try:
            mesh = mesh_of(result(truth))
            if len(mesh.faces) < 3:
                continue
        except Exception:
            continue
        program.write_text(text)
        mesh.export(stl)
        pairs.append((program, stl))
    found, seconds = ours(partwright, pairs, folder)
    total = [theirs(a, b) for a, b in pairs]
    exec_ms = 1e3 * sum(t[1] for t in total) / len(pairs)
    iou_ms = 1e3 * sum(t[2] for t in total) / len(pairs)
    both = [(a, t[0]) for a, t in zip(found, total) if a is not None and t[0] is not None]
    differences = sorted(abs(a - b) for a, b in both)
    worst = max(range(len(pairs)), key=lambda i: abs(found[i] - total[i][0]) if found[i] is not None and total[i][0] is not None else -1)
    print(
        f"{name}: {len(pairs)} pairs; theirs {exec_ms + iou_ms:.1f} ms ({exec_ms:.1f} program and mesh, {iou_ms:.1f} IoU), "
        f"ours {1e3 * seconds / len(pairs):.2f} ms, ratio {(exec_ms + iou_ms) / (1e3 * seconds / len(pairs)):.1f}; "
        f"{len(both)} compared by both, IoU differs by {differences[len(differences) // 2]:.5f} in the median, "
        f"{differences[int(0.99 * (len(differences) - 1))]:.5f} in 99 of 100, at most {differences[-1]:.5f} ({pairs[worst][0].name})"
    )
    if os.environ.get("SHOW_WORST"):
        print(pairs[worst][0].read_text(), found[worst], total[worst][0])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--partwright", required=True)
    parser.add_argument("--stacks", type=int, default=200)
    parser.add_argument("--mixed", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    import trimesh

    chance = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        result("import cadquery as cq\nr=cq.Workplane('XY').box(1,1,1)")
        if arguments.stacks:
            texts = [stack(chance) for _ in range(arguments.stacks)]
            measure("stacks", texts, [changed(text, chance) for text in texts], arguments.partwright, folder)
        if arguments.mixed:
            data = folder / "data"
            command = [arguments.partwright, "synth", "-o", data, "--count", str(arguments.mixed), "--seed", str(arguments.seed)]
            subprocess.run(command, check=True, capture_output=True)
            samples = [json.loads(line) for file in sorted(data.rglob("*.jsonl")) for line in file.read_text().splitlines()]
            samples = [s for s in samples if "program" in s]
            samples.sort(key=lambda s: s["family"])
            texts = [s["program"] for s in samples]
            measure("mixed", texts, texts[1:] + texts[:1], arguments.partwright, folder)
