"""Makes scripts of Python packages: every part they can make with default arguments.

    python benches/unseen/bundle.py OUT PACKAGE [PACKAGE …]

A script holds the sources of all modules that it needs, because a program inside Partwright has no
packages beside it, and makes one class or calls one function of the first packages that needs no arguments.
Of a class `make()` is called, if it has it, then `build()` or whatever gives a result.
Nothing of what is written belongs into the repository.
"""

import ast
import pathlib
import sys

LOADER = '''
import sys as _sys

_Spec = _sys.modules["_frozen_importlib"].ModuleSpec


class _Bundled:
    def find_spec(self, name, path=None, target=None):
        if name in _SOURCES:
            return _Spec(name, self, is_package=_SOURCES[name][1])

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.__file__ = "/" + module.__name__.replace(".", "/") + ".py"
        exec(compile(_SOURCES[module.__name__][0], module.__name__, "exec"), module.__dict__)


_sys.meta_path.insert(0, _Bundled())
'''

MAKE = '''
import random as _random
import warnings as _warnings

_warnings.simplefilter("ignore")
_random.seed(1)
import cadquery as _cq
from {module} import {name} as _made

_result = _made()
_kinds = (_cq.Workplane, _cq.Shape, _cq.Assembly, _cq.Sketch)
if not isinstance(_result, _kinds):
    if hasattr(_result, "make"):
        _back = _result.make()
        if isinstance(_back, _kinds):
            _result = _back
    for _way in ("build", "build_outline", "render", "cq_object", "world_obj", "solid", "part", "assembly"):
        if not isinstance(_result, _kinds) and hasattr(_result, _way):
            _value = getattr(_result, _way)
            _result = _value() if callable(_value) else _value
if isinstance(_result, _kinds):
    show_object(_result, "made")
elif isinstance(_result, (list, tuple)):
    for _index, _one in enumerate(_result):
        if isinstance(_one, _kinds):
            show_object(_one, "made" + str(_index))
else:
    print("no result", type(_result).__name__)
'''


def modules(package):
    """Name, text and whether it is a package, of every module below a folder."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = [package.name, *path.relative_to(package).with_suffix("").parts]
        is_package = parts[-1] == "__init__"
        text = path.read_text(errors="replace")
        try:
            ast.parse(text)
        except SyntaxError:
            continue
        found[".".join(parts[:-1] if is_package else parts)] = (text, is_package)
    # Folders without __init__ are packages, too.
    for name in list(found):
        while "." in name:
            name = name.rpartition(".")[0]
            found.setdefault(name, ("", True))
    return found


def reached(sources, start):
    """The modules that some others import, with what they import themselves."""
    todo, wanted = list(start), set()
    while todo:
        name = todo.pop()
        if name not in sources or name in wanted:
            if "." in name:
                todo.append(name.rpartition(".")[0])
            continue
        wanted.add(name)
        if "." in name:
            todo.append(name.rpartition(".")[0])
        text, is_package = sources[name]
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                todo += [a.name for a in node.names]
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                if node.level:
                    parts = name.split(".")
                    keep = len(parts) - node.level + (1 if is_package else 0)
                    base = ".".join([*parts[:keep], *([base] if base else [])])
                todo += [base, *(f"{base}.{a.name}" for a in node.names)]
    return {name: sources[name] for name in sorted(wanted) if name in sources}


def bundle(sources, start):
    """The text that makes modules importable."""
    kept = reached(sources, start)
    return f"_SOURCES = {kept!r}\n{LOADER}" if kept else ""


def needs_nothing(arguments, bound):
    """Whether a function can be called without arguments."""
    positional = [*arguments.posonlyargs, *arguments.args][bound:]
    given = all(d is not None for d in arguments.kw_defaults)
    return len(positional) <= len(arguments.defaults) and given


def makers(text):
    """Classes and functions of a module that need no arguments."""
    for node in ast.parse(text).body:
        if getattr(node, "name", "_").startswith("_"):
            continue
        if isinstance(node, ast.FunctionDef) and needs_nothing(node.args, 0) and not node.decorator_list:
            yield node.name
        elif isinstance(node, ast.ClassDef):
            init = next((n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"), None)
            if init is None and not node.bases or init is not None and not needs_nothing(init.args, 1):
                continue
            yield node.name


def main():
    out, folders = pathlib.Path(sys.argv[1]), [pathlib.Path(p) for p in sys.argv[2:]]
    out.mkdir(parents=True, exist_ok=True)
    sources = {}
    for folder in folders:
        sources.update(modules(folder))
    made = 0
    own = folders[0].name
    for name, (text, _) in sources.items():
        if name.split(".")[0] != own or "test" in name:
            continue
        for maker in makers(text):
            script = bundle(sources, [name]) + MAKE.format(module=name, name=maker)
            (out / f"{name}.{maker}.py").write_text(script)
            made += 1
    print(f"{made} scripts of {own}")


if __name__ == "__main__":
    main()
