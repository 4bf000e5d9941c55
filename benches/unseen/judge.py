"""Runs the scripts of a folder in CadQuery and in Partwright and compares what came of them.

    python benches/unseen/judge.py SCRIPTS --partwright EXECUTABLE [--only NAME] [--details]

In a Python environment with cadquery from PyPI. What CadQuery gave is kept in SCRIPTS/cadquery.jsonl
and is made again only for scripts that changed. The rules are those of tests/conformity: counts, class
of the exception and printed text equal, measures within 1e-6. A script that fails in CadQuery itself
for want of a file or a package counts as not applicable, with the reason.
"""

import argparse
import collections
import importlib.util
import json
import multiprocessing
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve()
RECORDER = HERE.parent.parent.parent / "tests" / "conformity" / "record.py"
COUNTS = ("solids", "shells", "faces", "wires", "edges", "vertices")
# What CadQuery raises when something is missing on the machine.
MISSING = {"FileNotFoundError", "ModuleNotFoundError", "ImportError"}
NUMBER = re.compile(r"\d[\d.]*(?:e[-+]?\d+)?")


def recorder():
    spec = importlib.util.spec_from_file_location("record", RECORDER)
    record = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(record)
    record.cq_shapes.Font_FontMgr = record.OneFont
    record.cq_shapes.StdPrs_BRepFont = record.shipped_font
    record.listener = lambda _: None
    return record


def expected(folder, paths):
    """What CadQuery gives, by name of the script."""
    kept = folder / "cadquery.jsonl"
    known = {}
    if kept.exists():
        known = {e["program"]: e for e in map(json.loads, kept.read_text().splitlines())}
    record = recorder()
    multiprocessing.set_start_method("fork")
    with kept.open("a") as file:
        for path in paths:
            text = path.read_text()
            entry = known.get(path.name)
            if entry is None or entry["digest"] != record.digest(text):
                entry = record.supervised(path.name, text) or {
                    "program": path.name, "digest": record.digest(text), "error": "crashes or does not end",
                    "printed": "", "objects": [],
                }
                known[path.name] = entry
                file.write(json.dumps(entry) + "\n")
                file.flush()
    return known


def ours(executable, paths):
    """What Partwright gives, by name of the script."""
    told = {}
    if not paths:
        return told
    command = [executable, "run", *(p.name for p in paths), "--json", "--jobs", "2", "--timeout", "60"]
    output = subprocess.run(command, cwd=paths[0].parent, capture_output=True, text=True)
    for line in output.stdout.splitlines():
        value = json.loads(line)
        told[value["file"]] = value
    return told


def same_text(a, b):
    if NUMBER.split(a) != NUMBER.split(b):
        return False
    for x, y in zip(NUMBER.findall(a), NUMBER.findall(b)):
        try:
            near = abs(float(x) - float(y)) <= 1e-6 * max(abs(float(x)), abs(float(y)), 1e-3)
        except ValueError:
            near = False
        if x != y and not near:
            return False
    return True


def differences(want, got):
    found = []
    error = next((d["message"] for d in got.get("diagnostics") or [] if d["severity"] == "error"), "")
    if error.split(":")[0] != (want["error"] or ""):
        found.append(f"error: {want['error']} / {error[:300]}")
    if not same_text(want["printed"], got.get("printed") or ""):
        found.append(f"printed: {want['printed'][-400:]!r} / {(got.get('printed') or '')[-400:]!r}")
    mine = got.get("objects") or []
    if len(want["objects"]) != len(mine):
        found.append(f"objects: {len(want['objects'])} / {len(mine)}")
    for w, g in zip(want["objects"], mine):
        for index, key in enumerate(("name", "class", *COUNTS)):
            if w[index] != g[key]:
                found.append(f"{w[0]}.{key}: {w[index]} / {g[key]}")
        if w[13] != g["valid"]:
            found.append(f"{w[0]}.valid: {w[13]} / {g['valid']}")
        bounds = w[12] or []
        extent = max([1e-3] + [bounds[i + 3] - bounds[i] for i in range(3)] if bounds else [1e-3])
        for index, key, power in ((8, "volume", 3), (9, "area", 2), (10, "length", 1)):
            if not abs(w[index] - g[key]) <= 1e-6 * max(abs(w[index]), 1e-3 * extent**power):
                found.append(f"{w[0]}.{key}: {w[index]} / {g[key]}")
        for index, key in ((11, "com"), (12, "bbox")):
            a, b = w[index] or [], g[key] or []
            scale = max([extent, *map(abs, a)])
            if len(a) != len(b) or any(not abs(x - y) <= 1e-6 * scale for x, y in zip(a, b)):
                found.append(f"{w[0]}.{key}: {a} / {b}")
    return found


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("scripts", type=pathlib.Path)
    asked.add_argument("--partwright", required=True)
    asked.add_argument("--only", default="")
    asked.add_argument("--details", action="store_true")
    asked = asked.parse_args()
    paths = [p for p in sorted(asked.scripts.glob("*.py")) if asked.only in p.name]
    want, got = expected(asked.scripts, paths), ours(asked.partwright, paths)
    absent, equal, differ = collections.Counter(), [], {}
    for path in paths:
        entry = want[path.name]
        if entry["error"] in MISSING or entry["error"] == "crashes or does not end":
            absent[entry["error"]] += 1
            continue
        found = differences(entry, got.get(path.name, {}))
        if found:
            differ[path.name] = found
        else:
            equal.append(path.name)
    print(f"{len(paths)} scripts, {len(equal) + len(differ)} applicable, {len(equal)} equal, {len(differ)} differ")
    for why, count in absent.items():
        print(f"{count:4} not applicable: {why} in CadQuery")
    if asked.details:
        for name, found in differ.items():
            print(name)
            for line in found[:6]:
                print("   ", line[:700])


if __name__ == "__main__":
    main()
