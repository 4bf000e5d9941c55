"""Compares Partwright with CadQuery on the same scripts, in one run on one machine.

Run by hand, in a Python environment with cadquery from PyPI:

    python benches/compare.py --partwright "$(make -s path)" [--scripts FOLDER] [--rounds 3]

or `make compare PYTHON=PATH_OF_PYTHON`.

Without a folder the scripts are the programs of tests/conformity that make solids in CadQuery.
Rounds alternate between both; of each script the median counts. Figures are processor time, because
clocks depend on what else the machine does.

- exec: from the text to the result, import of cadquery excluded, nothing remembered.
- own: share of our time outside OpenCASCADE.
- cold: a fresh process from the script to a STEP file, import included.
- again: the script once more in the same process with its last number changed.
- tessellation: triangles of the result at 0.1 mm and 0.2 rad.
"""

import argparse
import ast
import json
import math
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent

# Place of the number of solids in a recorded object.
SOLIDS = 2

# How both processes of CadQuery find the part of a script.
FIND = r"""
import contextlib, io, json, sys, time, warnings
warnings.simplefilter("ignore")
import cadquery
def find(space):
    for name in ("result", "r"):
        if name in space:
            return space[name]
    kinds = (cadquery.Workplane, cadquery.Shape, cadquery.Assembly, cadquery.Sketch)
    found = [value for value in space.values() if isinstance(value, kinds)]
    return found[-1] if found else None
def shape(value):
    if isinstance(value, cadquery.Workplane):
        return cadquery.Compound.makeCompound([o for o in value.vals() if isinstance(o, cadquery.Shape)])
    if isinstance(value, cadquery.Assembly):
        return value.toCompound()
    if isinstance(value, cadquery.Sketch):
        return value._faces
    return value if isinstance(value, cadquery.Shape) else None
"""

CADQUERY = FIND + r"""
for line in sys.stdin:
    path = line.strip()
    text = open(path).read()
    shown = []
    space = {"__name__": "__main__", "show_object": lambda o, *a, **k: shown.append(o)}
    told = {"file": path, "ok": True, "mesh_ms": None}
    start = time.process_time()
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(text, path, "exec"), space)
    except BaseException as error:
        told["ok"] = False
    told["cpu_ms"] = (time.process_time() - start) * 1e3
    if told["ok"]:
        try:
            body = shape(shown[-1] if shown else find(space))
            start = time.process_time()
            if body is not None and body.Faces():
                body.tessellate(0.1, 0.2)
                told["mesh_ms"] = (time.process_time() - start) * 1e3
        except BaseException:
            pass
    print(json.dumps(told), flush=True)
"""

CADQUERY_COLD = FIND + r"""
shown = []
space = {"__name__": "__main__", "show_object": lambda o, *a, **k: shown.append(o)}
exec(compile(open(sys.argv[1]).read(), sys.argv[1], "exec"), space)
cadquery.exporters.export(shape(shown[-1] if shown else find(space)), sys.argv[2])
"""


def conformity_programs(folder):
    """Writes the programs that make solids in CadQuery into a folder, one file each."""
    source = REPOSITORY / "tests" / "conformity"
    lines = (source / "expected.jsonl").read_text().splitlines()[1:]
    good = {
        entry["program"]
        for entry in map(json.loads, lines)
        if entry["error"] is None and any(shown[SOLIDS] for shown in entry["objects"])
    }
    paths = []
    for file in sorted(source.glob("*.py")):
        if file.name in ("record.py", "api.py"):
            continue
        sections = file.read_text().split("# --- ")[1:]
        for section in sections:
            name, text = section.split(" ---\n", 1)
            if f"{file.stem}/{name}" in good:
                path = folder / f"{len(paths):04}.py"
                path.write_text(text)
                paths.append(path)
    return paths


def with_last_number_changed(text):
    """The text with its last number a little larger; None when it has none."""
    constants = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value > 0
    ]
    if not constants:
        return None
    last = max(constants, key=lambda node: (node.lineno, node.col_offset))
    value = last.value + 1 if isinstance(last.value, int) else last.value * 1.03
    lines = text.splitlines(keepends=True)
    line = lines[last.lineno - 1].encode()
    lines[last.lineno - 1] = (line[: last.col_offset] + repr(value).encode() + line[last.end_col_offset :]).decode()
    return "".join(lines)


def ours(executable, paths, *options):
    """What `partwright run --json` tells of the files."""
    command = [executable, "run", *map(str, paths), "--json", "--timeout", "120", *options]
    output = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False).stdout
    return [json.loads(line) for line in output.splitlines()]


def theirs(paths):
    """The same of CadQuery, all files in one process."""
    text = "\n".join(map(str, paths))
    output = subprocess.run(
        [sys.executable, "-c", CADQUERY], input=text, stdout=subprocess.PIPE, text=True, check=False
    ).stdout
    return [json.loads(line) for line in output.splitlines()]


def processor_time(command):
    """User and system time of a process and its children in ms, or None when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent * 1e3 if done.returncode == 0 else None


def medians(rounds):
    """Median of each script over the rounds; None where one is missing."""
    return [None if None in values else statistics.median(values) for values in zip(*rounds)]


def summary(name, pairs):
    """Prints the ratios of (ours, theirs) in ms."""
    pairs = [(a, b, label) for a, b, label in pairs if a is not None and b is not None and a > 0]
    if not pairs:
        print(f"{name:13} no script ended well in both")
        return None
    ratios = sorted(b / a for a, b, _ in pairs)
    mean = math.exp(statistics.fmean(map(math.log, ratios)))
    total_ours, total_theirs = sum(a for a, _, _ in pairs), sum(b for _, b, _ in pairs)
    ordered = sorted(a for a, _, _ in pairs)
    slow = [(a / b, label) for a, b, label in pairs if a > 1.2 * b]
    result = {
        "scripts": len(pairs),
        "ratio_geometric_mean": round(mean, 2),
        "ratio_of_sums": round(total_theirs / total_ours, 2),
        "ratio_worst": round(ratios[0], 2),
        "over_1.2x": len(slow),
        "ours_ms_sum": round(total_ours, 1),
        "ours_ms_p95": round(ordered[int(0.95 * (len(ordered) - 1))], 2),
    }
    print(f"{name:13}", "  ".join(f"{key} {value}" for key, value in result.items()))
    for ratio, label in sorted(slow, reverse=True)[:12]:
        print(f"              {1 / ratio:.2f} {label}")
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--partwright", required=True)
    parser.add_argument("--scripts", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cold", type=int, default=10, help="scripts for the cold start")
    arguments = parser.parse_args()
    executable = os.path.abspath(arguments.partwright)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        paths = sorted(arguments.scripts.glob("*.py")) if arguments.scripts else conformity_programs(folder)
        titles = [path.read_text().strip().splitlines()[-1][:70] for path in paths]
        us, them, our_mesh, their_mesh, own, whole = [], [], [], [], 0.0, 0.0
        for _ in range(arguments.rounds):
            mine, other = ours(executable, paths), theirs(paths)
            us.append([m["cpu_ms"] if m["status"] == "ok" else None for m in mine])
            them.append([o["cpu_ms"] if o["ok"] else None for o in other])
            profiled = ours(executable, paths, "--profile")
            our_mesh.append([m["mesh_ms"] if m["status"] == "ok" else None for m in profiled])
            their_mesh.append([o["mesh_ms"] for o in other])
            for told in profiled:
                if "kernel_ms" in told:
                    whole += told["cpu_ms"]
                    own += told["cpu_ms"] - told["kernel_ms"]
        figures = {"exec": summary("exec", zip(medians(us), medians(them), titles))}
        print(f"own           {own / whole:.1%} of our processor time lies outside OpenCASCADE")
        figures["own"] = round(own / whole, 4)

        changed = []
        for path in paths:
            text = with_last_number_changed(path.read_text())
            if text is not None:
                other = folder / f"again-{path.name}"
                other.write_text(text)
                changed.append((path, other))
        files = [file for pair in changed for file in pair]
        labels = [pair[1].read_text().strip().splitlines()[-1][:70] for pair in changed]
        us, them = [], []
        for _ in range(arguments.rounds):
            us.append([m["cpu_ms"] if m["status"] == "ok" else None for m in ours(executable, files, "--reuse")[1::2]])
            them.append([o["cpu_ms"] if o["ok"] else None for o in theirs(files)[1::2]])
        figures["again"] = summary("again", zip(medians(us), medians(them), labels))
        figures["tessellation"] = summary(
            "tessellation",
            [(a, b, t) for a, b, t in zip(medians(our_mesh), medians(their_mesh), titles) if a],
        )

        cold, step = [], max(1, len(paths) // arguments.cold)
        for path in paths[::step]:
            target = str(folder / "part.step")
            mine = processor_time([executable, "run", str(path), "-o", target])
            other = processor_time([sys.executable, "-c", CADQUERY_COLD, str(path), target])
            cold.append((mine, other, path.name))
        figures["cold"] = summary("cold", cold)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
