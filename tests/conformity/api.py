"""Lists the functions of CadQuery with the names of their parameters, as api.txt.

Run by hand, in a Python environment with cadquery from PyPI:

    python tests/conformity/api.py > tests/conformity/api.txt
"""

import inspect

import cadquery as cq
import cadquery.func
from cadquery import selectors, vis
from cadquery.occ_impl import exporters, importers, shapes

SPECIAL = (
    "__init__ __add__ __sub__ __mul__ __rmul__ __truediv__ __and__ __or__ __neg__ __abs__ __pow__ __eq__ __hash__ "
    "__iter__ __getitem__ __contains__ __repr__"
).split()


def parameters(function):
    """The names of the parameters of a function, of all its forms together."""
    forms = list(function.values()) if hasattr(function, "pending") else [function]
    names = {}
    for form in forms:
        try:
            found = inspect.signature(form).parameters
        except (TypeError, ValueError):
            continue
        names.update({name: None for name in found if name not in ("self", "cls")})
    return list(names)


def of_class(label, cls):
    for name, member in vars(cls).items():
        if name.startswith("_") and name not in SPECIAL:
            continue
        member = member.__func__ if isinstance(member, (staticmethod, classmethod)) else member
        if isinstance(member, property):
            print(f"{label}.{name}")
        elif callable(member):
            print(f"{label}.{name}({', '.join(parameters(member))})")


def of_module(label, module):
    for name, member in vars(module).items():
        if name.startswith("_") or inspect.isclass(member) or not callable(member):
            continue
        if "cadquery" in (getattr(member, "__module__", "") or "") and member.__module__ != "cadquery.utils":
            print(f"{label}.{name}({', '.join(parameters(member))})")


def main():
    classes = [cq.Workplane, cq.Sketch, cq.Assembly, shapes.Shape, shapes.Mixin1D, shapes.Mixin3D]
    classes += [cq.Vertex, cq.Edge, cq.Wire, cq.Face, cq.Shell, cq.Solid, cq.Compound]
    classes += [cq.Vector, cq.Plane, cq.Location, cq.Matrix, cq.BoundBox, cq.Color, shapes.Op, shapes.History]
    for cls in classes:
        of_class(cls.__name__, cls)
    for name, cls in vars(selectors).items():
        if inspect.isclass(cls) and cls.__module__ == "cadquery.selectors" and cls.__name__ == name:
            if not name.startswith("_Simple"):
                of_class(name, cls)
    for label, module in (("func", cadquery.func), ("exporters", exporters), ("importers", importers), ("vis", vis)):
        of_module(label, module)


if __name__ == "__main__":
    main()
