"""Makes a script of every test of a folder of Python tests.

    python benches/unseen/cases.py TESTS OUT              # the tests in CadQuery's source distribution
    python benches/unseen/cases.py TESTS OUT PACKAGE …    # the tests of a package, with its modules in every script

A script is shim.py, what the test needs of its module, and the body of the test at module level.
Checks become soft, parameters become a loop, fixtures are called. What cannot run without the
machinery of the developers is left out, and the reasons are counted: objects of OCP, VTK, ezdxf,
Jupyter, network, files that the source distribution lacks.
Nothing of what is written belongs into the repository.
"""

import ast
import collections
import pathlib
import sys

from bundle import bundle, modules, reached

SHIM = (pathlib.Path(__file__).parent / "shim.py").read_text()
SHIMMED = {"pytest", "tests", "unittest"}
OUTSIDE = {
    "OCP": "objects of OCP",
    "vtkmodules": "VTK",
    "ezdxf": "objects of ezdxf",
    "docutils": "docutils",
    "IPython": "Jupyter",
    "OCP.StdFail": None,
    "OCP.Standard": None,
    "scipy": "scipy",
    "numba": "numba",
    "cadquery.occ_impl.nurbs": "numba and scipy (cadquery.occ_impl.nurbs)",
    "cadquery.cqgi": "cqgi, which runs texts of programs",
    "cadquery.fig": "VTK",
    "cadquery.occ_impl.jupyter_tools": "Jupyter",
}
# Names whose use tells that a test needs something else.
TELLING = {
    "wrapped": "objects of OCP",
    "wrapped_vis": "objects of OCP",
    "toPln": "objects of OCP",
    "_getPln": "objects of OCP",
    "document": "objects of ezdxf",
    "_dxf_circle": "objects of ezdxf",
    "_dxf_line": "objects of ezdxf",
    "_dxf_ellipse": "objects of ezdxf",
    "_dxf_spline": "objects of ezdxf",
    "toVTK": "VTK",
    "VTKJS": "VTK",
    "exportVTKJS": "VTK",
    "_expression_grammar": "pyparsing",
    "toOCC": "objects of OCP",
    "testdataDir": "files that are not in the source distribution",
    "testFont": "files that are not in the source distribution",
    "testdatadir": "files that are not in the source distribution",
    "toVtkPolyData": "VTK",
    "toJSON": "VTK",
    "toCAF": "objects of OCP",
    "toFusedCAF": "objects of OCP",
    "cqgi": "cqgi, which runs texts of programs",
    "vtkAxesActor": "VTK",
    "capfd": "streams of the process",
    "capsys": "streams of the process",
    "loads": "pickle",
    "dumps": "pickle",
}


def names_in(node):
    """Names and attributes that a piece of code mentions, and the fixtures its parameters ask for."""
    found = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            found.add(one.id)
        elif isinstance(one, ast.Attribute):
            found.add(one.attr)
        elif isinstance(one, ast.arg):
            found.add(one.arg)
        elif isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value.isidentifier():
            found.add(one.value)
    return found


def defines(node):
    """Names that a statement of a module defines."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {(a.asname or a.name).split(".")[0] for a in node.names}
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


class Soft(ast.NodeTransformer):
    """`assert x` becomes `_check(x, …)`."""

    def visit_Assert(self, node):
        what = ast.Constant(f"line {node.lineno}")
        call = ast.Call(ast.Name("_check", ast.Load()), [node.test, what], [])
        return ast.copy_location(ast.Expr(call), node)


def is_fixture(node):
    return isinstance(node, ast.FunctionDef) and any("fixture" in ast.unparse(d) for d in node.decorator_list)


def trimmed(node, wanted):
    """An import with the wanted names only."""
    if isinstance(node, ast.ImportFrom) and node.names[0].name != "*":
        kept = [a for a in node.names if (a.asname or a.name) in wanted]
        return ast.ImportFrom(node.module, kept, node.level)
    return node


def needed(module, wanted):
    """Statements of a module that wanted names need, in order."""
    kept, wanted = [], set(wanted)
    grown = True
    while grown:
        grown = False
        for node in module:
            if node in kept:
                continue
            star = isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
            if star or defines(node) & wanted:
                kept.append(node)
                wanted |= names_in(node)
                grown = True
    return [trimmed(node, wanted) for node in module if node in kept]


def imports(node):
    """Names of the modules, and of what may be modules, that code imports."""
    for one in ast.walk(node):
        if isinstance(one, ast.ImportFrom):
            yield one.module or ""
            yield from (f"{one.module}.{a.name}" for a in one.names)
        elif isinstance(one, ast.Import):
            yield from (a.name for a in one.names)


def outside(nodes):
    """Why code cannot run here, or None."""
    for name in (name for node in nodes for name in imports(node)):
        matches = [key for key in OUTSIDE if name == key or name.startswith(key + ".")]
        # The longest name decides: some modules of OCP are there.
        if matches and OUTSIDE[max(matches, key=len)]:
            return OUTSIDE[max(matches, key=len)]
    return None


def parameters(test):
    """`parametrize` marks: targets and values."""
    found = []
    for mark in test.decorator_list:
        if not (isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith("parametrize")):
            continue
        names = mark.args[0]
        if isinstance(names, ast.Constant):
            names = [n.strip() for n in names.value.split(",")]
        else:
            names = [n.value for n in names.elts]
        found.append((names, mark.args[1]))
    return found


def script(sources, helpers, test, owner):
    """The script of a test, or why there is none."""
    body = [Soft().visit(node) for node in test.body]
    wanted = set().union(*(names_in(node) for node in test.body + test.decorator_list), {a.arg for a in test.args.args})
    methods = []
    if owner:
        methods = [n for n in owner.body if not getattr(n, "name", "").startswith("test")]
        methods = [n for n in methods if getattr(n, "name", "") not in ("tearDown", "saveModel", "setup_tmpdir")]
        for node in methods:
            if getattr(node, "name", "setUp") in wanted | {"setUp"}:
                wanted |= names_in(node)
        methods = [n for n in methods if getattr(n, "name", "setUp") in wanted | {"setUp"}]
        methods = [n for n in methods if not isinstance(n, ast.AnnAssign)]
    prelude = needed(helpers, wanted)
    imported = [name for node in prelude for name in imports(node)]
    packages = [ast.parse(text) for text, _ in reached(sources, imported).values()]
    why = outside(prelude + test.body + packages)
    mentioned = set().union(*(names_in(n) for n in test.body), {a.arg for a in test.args.args})
    why = why or next((TELLING[n] for n in TELLING if n in mentioned), None)
    if any("skip" in ast.unparse(d) or "gui" in ast.unparse(d) for d in test.decorator_list):
        why = why or "skipped by its developers"
    if why:
        return None, why
    lines = [bundle(sources, imported), SHIM.split('"""', 2)[2], *(ast.unparse(ast.fix_missing_locations(n)) for n in prelude if not is_fixture(n))]
    for node in prelude:
        if is_fixture(node):
            needs = [a.arg for a in node.args.args]
            function = ast.unparse(ast.FunctionDef("_fixture_" + node.name, node.args, node.body, [], type_params=[], lineno=1))
            if node.name in ("tmpdir",):
                continue
            lines += [function, f"_fixtures[{node.name!r}] = (_fixture_{node.name}, {needs!r})"]
    names = [a.arg for a in test.args.args]
    if owner:
        holder = ast.ClassDef("_Owner", [ast.Name("BaseTest", ast.Load())], [], methods or [ast.Pass()], [], type_params=[])
        lines += [ast.unparse(ast.fix_missing_locations(holder)), "_self = _Owner()"]
        if any(getattr(n, "name", "") == "setUp" for n in methods):
            lines.append("_self.setUp()")
        own, names = names[0], names[1:]
        lines.append(f"{own} = _self")
    lines.append("_given = set(globals())")
    loops = parameters(test)
    given = {n for target, _ in loops for n in target}
    text = []
    indent = 0
    for target, values in loops:
        many = ", ".join(target)
        text.append("    " * indent + f"for {many} in {ast.unparse(values)}:")
        indent += 1
    text += ["    " * indent + f"{n} = _fix({n!r})" for n in names if n not in given]
    block = ast.unparse(ast.fix_missing_locations(ast.Module(body, [])))
    if any(isinstance(n, ast.Return) for node in body for n in ast.walk(node) if not inside_function(node, n)):
        return None, "returns from its middle"
    text += ["    " * indent + line for line in block.splitlines()]
    lines += text
    lines.append("finish(globals(), _given)")
    return "\n".join(lines) + "\n", None


def inside_function(root, wanted):
    """Whether a return belongs to a function inside."""
    for one in ast.walk(root):
        if isinstance(one, (ast.FunctionDef, ast.Lambda)) and any(n is wanted for n in ast.walk(one)):
            return True
    return False


def main():
    folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    sources = {}
    for package in sys.argv[3:]:
        sources.update(modules(pathlib.Path(package)))
    if sources:
        helpers = (p for p in folder.glob("*.py") if not p.name.startswith("test_"))
        sources.update({p.stem: (p.read_text(), False) for p in helpers})
    left_out, made = collections.Counter(), 0
    for path in sorted(folder.rglob("test_*.py")):
        module = ast.parse(path.read_text())
        tests = [(node, None) for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test")]
        for owner in (n for n in module.body if isinstance(n, ast.ClassDef)):
            tests += [(n, owner) for n in owner.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test")]
        known = {node for node, _ in tests} | {owner for _, owner in tests}
        helpers = [node for node in module.body if node not in known]
        helpers = [
            node
            for node in helpers
            if not (isinstance(node, ast.ImportFrom) and (node.module or "") in SHIMMED)
            and not (isinstance(node, ast.Import) and node.names[0].name in SHIMMED)
        ]
        for test, owner in tests:
            text, why = script(sources, helpers, test, owner)
            if why:
                left_out[why] += 1
                continue
            name = f"{path.stem[5:]}__{test.name}.py"
            try:
                compile(text, name, "exec")
            except SyntaxError as error:
                left_out["at module level it is no Python"] += 1
                print(name, error, file=sys.stderr)
                continue
            (out / name).write_text(text)
            made += 1
    print(f"{made} scripts")
    for why, count in left_out.most_common():
        print(f"{count:4} left out: {why}")


if __name__ == "__main__":
    main()
