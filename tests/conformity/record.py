"""Runs the programs of this folder in CadQuery and writes what came of them to expected.jsonl.

Run by hand, in a Python environment with cadquery from PyPI:

    python tests/conformity/record.py             # everything
    python tests/conformity/record.py sketch      # the programs whose name contains "sketch"

A file `topic.py` holds programs that each start with a line `# --- name ---`.
Every program runs in a process of its own, forked from one that has imported CadQuery.
The first line of expected.jsonl tells the versions, every other line one program:
`digest` is FNV-1a of its text, `error` the type of its exception, `printed` what it printed,
`calls` the functions of CadQuery that it calls itself, and `objects` its results with name, class, the counts of solids, shells, faces, wires, edges and
vertices, volume, area, length, centre of mass, bounding box and validity.
Every program runs in a folder that holds copies of `files`, where it may read and write.
Texts are made with the font that Partwright ships, whatever font a program names.
"""

import io
import json
import multiprocessing
import os
import platform
import shutil
import sys
import tempfile
import types
from contextlib import redirect_stdout
from importlib.metadata import version
from pathlib import Path

import cadquery as cq
from cadquery.occ_impl import shapes as cq_shapes
from OCP.Bnd import Bnd_Box
from OCP.BRep import BRep_Tool
from OCP.BRepBndLib import BRepBndLib
from OCP.BRepCheck import BRepCheck_Analyzer
from OCP.BRepGProp import BRepGProp
from OCP.GProp import GProp_GProps
from OCP.StdPrs import StdPrs_BRepFont
from OCP.TCollection import TCollection_AsciiString
from OCP.TopAbs import TopAbs_ShapeEnum
from OCP.TopExp import TopExp
from OCP.TopoDS import TopoDS
from OCP.TopTools import TopTools_IndexedMapOfShape

FOLDER = Path(__file__).resolve().parent
FONTS = FOLDER.parent.parent / "assets" / "fonts"
RECORD = FOLDER / "expected.jsonl"
PATIENCE_SECS = 60


def digest(text):
    """64 bits of FNV-1a of the text, as the test computes them."""
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 % (1 << 64)
    return f"{value:016x}"


def programs():
    """Name and text of every program, in order."""
    for path in sorted(FOLDER.glob("*.py")):
        if path.name in ("api.py", "record.py"):
            continue
        name, lines = None, []
        for line in path.read_text().splitlines():
            if line.startswith("# --- ") and line.endswith(" ---"):
                if name:
                    yield name, "".join(lines)
                name, lines = f"{path.stem}/{line[6:-4]}", []
            elif name:
                lines.append(line + "\n")
        if name:
            yield name, "".join(lines)


class OneFont:
    """Stands for OCCT's font manager, which finds whatever the system has."""

    @classmethod
    def GetInstance_s(cls):
        return cls()

    def CheckFont(self, *_):
        return False

    def FindFont(self, *_):
        return self

    def FontName(self):
        return TCollection_AsciiString("")


def shipped_font(_name, aspect, size):
    """The font that Partwright ships."""
    bold = aspect == cq_shapes.Font_FA_Bold
    path = FONTS / ("Inter-SemiBold.otf" if bold else "Inter-Regular.otf")
    font = StdPrs_BRepFont()
    if not font.Init(cq_shapes.NCollection_Utf8String(str(path)), size, 0):
        raise SystemExit(f"cannot read {path}")
    return font


def distinct(shape, kind):
    """Sub-shapes of a kind, each once, without degenerated edges."""
    found = TopTools_IndexedMapOfShape()
    TopExp.MapShapes_s(shape, kind, found)
    count = 0
    for index in range(1, found.Extent() + 1):
        if kind == TopAbs_ShapeEnum.TopAbs_EDGE and BRep_Tool.Degenerated_s(TopoDS.Edge_s(found(index))):
            continue
        count += 1
    return count


def mass(shape, properties):
    result = GProp_GProps()
    properties(shape, result)
    center = result.CentreOfMass()
    return result.Mass(), [center.X(), center.Y(), center.Z()]


def measures(shape):
    """Everything that is compared, for one shape."""
    kinds = ("SOLID", "SHELL", "FACE", "WIRE", "EDGE", "VERTEX")
    counts = [distinct(shape, getattr(TopAbs_ShapeEnum, "TopAbs_" + kind)) for kind in kinds]
    ways = (
        (counts[0], BRepGProp.VolumeProperties_s),
        (counts[2], BRepGProp.SurfaceProperties_s),
        (counts[4], BRepGProp.LinearProperties_s),
    )
    masses, center = [], None
    for count, way in ways:
        value, middle = mass(shape, way) if count else (0.0, None)
        masses.append(value)
        if center is None and count and value != 0 and all(abs(x) < 1e100 for x in middle):
            center = middle
    if center is None:
        vertices = TopTools_IndexedMapOfShape()
        TopExp.MapShapes_s(shape, TopAbs_ShapeEnum.TopAbs_VERTEX, vertices)
        points = [BRep_Tool.Pnt_s(TopoDS.Vertex_s(vertices(i))) for i in range(1, vertices.Extent() + 1)]
        sums = [sum(c) for c in zip(*((p.X(), p.Y(), p.Z()) for p in points))] or [0.0] * 3
        center = [c / max(len(points), 1) for c in sums]
    box = Bnd_Box()
    BRepBndLib.AddOptimal_s(shape, box, False, False)
    bounds = None if box.IsVoid() else list(box.Get())
    return [*counts, *masses, center, bounds, BRepCheck_Analyzer(shape).IsValid()]


def geometry(item):
    """One shape for a result, or None."""

    def together(shapes):
        if len(shapes) < 2:
            return shapes[0] if shapes else None
        return cq.Compound.makeCompound(shapes)

    if isinstance(item, cq.Assembly):
        return item.toCompound()
    if isinstance(item, cq.Shape):
        return item
    if isinstance(item, cq.Sketch):
        return of_sketch(item)
    shapes = [one for one in item.vals() if isinstance(one, cq.Shape)]
    if not shapes:
        for one in item.vals():
            if isinstance(one, cq.Sketch):
                faces = of_sketch(one)
                shapes.extend([faces] if faces else [])
    if not shapes:
        try:
            shapes = [item.findSolid()]
        except ValueError:
            return None
    return together(shapes)


def of_sketch(sketch):
    """A sketch is the same as its placed faces, wires or edges."""
    faces = list(sketch)
    if not faces:
        return None
    return faces[0] if len(faces) == 1 else cq.Compound.makeCompound(faces)


RESULTS = (cq.Workplane, cq.Shape, cq.Assembly, cq.Sketch)


def flat(value, name, depth=16):
    """Results inside containers."""
    if isinstance(value, RESULTS):
        yield name, value
    elif depth and isinstance(value, dict):
        for key, one in value.items():
            yield from flat(one, str(key), depth - 1)
    elif depth and isinstance(value, (list, tuple, set, frozenset)):
        for index, one in enumerate(value):
            yield from flat(one, f"{name}[{index}]", depth - 1)


def viewers(shown):
    """Modules of viewers, and functions that every program finds."""

    def show_object(obj, name=None, options=None, **_):
        shown.append((obj, name))

    def show(*objects, names=None, **_):
        for index, one in enumerate(objects):
            shown.append((one, names[index] if names and index < len(names) else None))

    ocp_vscode = types.ModuleType("ocp_vscode")
    ocp_vscode.show, ocp_vscode.show_object = show, show_object
    ocp_vscode.set_port = ocp_vscode.set_defaults = lambda *_, **__: None
    sys.modules["ocp_vscode"] = ocp_vscode
    jupyter = types.ModuleType("jupyter_cadquery")
    jupyter.show = show
    sys.modules["jupyter_cadquery"] = jupyter
    import cadquery.vis

    cadquery.vis.show = show
    cadquery.vis.show_object = show_object
    return {"show_object": show_object, "debug": lambda *_, **__: None}


def name_of_call(code):
    """`Workplane.box`, or `shapes.circle` for a function of a module; None for functions inside."""
    name = code.co_qualname
    if "<" in name:
        return None
    if "." in name:
        return name
    path = Path(code.co_filename)
    return f"{path.parent.name if path.stem == '__init__' else path.stem}.{name}"


def listener(calls):
    """Notes the functions of CadQuery that the program itself calls."""

    def called(frame, event, _):
        code = frame.f_code
        if event != "call" or "/cadquery/" not in code.co_filename:
            return
        caller = frame.f_back
        while caller and caller.f_code.co_filename.endswith(("multimethod.py", "multimethod/__init__.py", "utils.py")):
            caller = caller.f_back
        if caller and caller.f_code.co_filename == "program.py":
            name = name_of_call(code)
            if name:
                calls.add(name)

    return called


def run(name, text):
    """What comes of one program."""
    shown, calls = [], set()
    variables = {"__name__": "__main__", **viewers(shown)}
    given = set(variables)
    printed, error = io.StringIO(), None
    desk = tempfile.mkdtemp()
    shutil.copytree(FOLDER / "files", desk, dirs_exist_ok=True)
    os.chdir(desk)
    with redirect_stdout(printed):
        try:
            program = compile(text, "program.py", "exec")
            sys.setprofile(listener(calls))
            exec(program, variables)
        except SystemExit:
            pass
        except BaseException as raised:
            error = type(raised).__name__
        finally:
            sys.setprofile(None)
    found = []
    for index, (one, label) in enumerate(shown):
        label = label or next(
            (key for key, value in variables.items() if value is one and not key.startswith("_")),
            f"object{index + 1}",
        )
        found.extend(flat(one, label))
    for key in ("result", "r"):
        if not found and key in variables:
            found = list(flat(variables[key], key))
    if not found:
        # Programs assign the name of their last result only once, so that the order of the
        # variables is the order of the assignments.
        last = [(k, v) for k, v in variables.items() if isinstance(v, RESULTS) and k not in given]
        found = last[-1:]
    objects = []
    for label, one in found:
        shape = geometry(one)
        if shape is not None:
            objects.append([label, type(one).__name__, *measures(shape.wrapped)])
    shutil.rmtree(desk)
    return {
        "program": name,
        "digest": digest(text),
        "error": error,
        "printed": printed.getvalue(),
        "objects": objects,
        "calls": sorted(calls),
    }


def work(pipe, name, text):
    pipe.send(run(name, text))


def supervised(name, text):
    """Runs a program in a process of its own."""
    here, there = multiprocessing.Pipe(False)
    process = multiprocessing.Process(target=work, args=(there, name, text))
    process.start()
    there.close()
    try:
        if here.poll(PATIENCE_SECS):
            return here.recv()
        failure = "does not end"
    except EOFError:
        failure = "crashes"
    finally:
        process.kill()
        process.join()
    print(f"{name} {failure} in CadQuery; leave it out", file=sys.stderr)
    return None


def main():
    multiprocessing.set_start_method("fork")
    cq_shapes.Font_FontMgr = OneFont
    cq_shapes.StdPrs_BRepFont = shipped_font
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    known = {}
    if RECORD.exists():
        for line in RECORD.read_text().splitlines()[1:]:
            entry = json.loads(line)
            known[entry["program"]] = entry
    versions = {
        "cadquery": version("cadquery"),
        "cadquery-ocp": version("cadquery-ocp"),
        "python": platform.python_version(),
    }
    lines = [json.dumps(versions)]
    for name, text in programs():
        entry = known.get(name)
        if entry is None or "calls" not in entry or entry["digest"] != digest(text) or (wanted and wanted in name):
            entry = supervised(name, text)
            if entry is None:
                continue
            print(name, entry["error"] or "", len(entry["objects"]), file=sys.stderr)
        lines.append(json.dumps(entry, separators=(",", ":")))
    RECORD.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
