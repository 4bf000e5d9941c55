"""How the free functions unpack their arguments, for plugins that do it the same way."""

from . import free
from .shapes_1d import Wire


def _names(kinds):
    return kinds if isinstance(kinds, tuple) else (kinds,)


def _refusal(kinds, shape):
    return ValueError(f"Required type(s): {kinds}; encountered {shape.ShapeType()}")


def _get(s, ts):
    """The shape itself or the parts of a compound, when they are of the wanted kinds."""
    kinds = _names(ts)
    parts = [s] if s.ShapeType() in kinds or s.ShapeType() != "Compound" else s
    for part in parts:
        if part.ShapeType() not in kinds:
            raise _refusal(kinds, part)
        yield part


def _get_one(s, ts):
    """The first of what `_get` gives."""
    return next(iter(_get(s, ts)))


def _get_one_wire(s):
    """A wire, or an edge as one."""
    return next(_get_wires(_get_one(s, ("Wire", "Edge"))))


def _get_wires(s):
    """Wires, and edges as wires."""
    kind = s.ShapeType()
    if kind == "Compound":
        for part in s:
            yield from _get_wires(part)
    elif kind == "Edge":
        yield Wire.assembleEdges([s])
    elif kind == "Wire":
        yield s
    else:
        raise _refusal("Edge, Wire", s)


def _get_edges(*shapes):
    """Edges, also those of wires."""
    for shape in shapes:
        kind = shape.ShapeType()
        if kind == "Edge":
            yield shape
        elif kind == "Wire":
            yield from shape.Edges()
        elif kind == "Compound":
            yield from _get_edges(*shape)
        else:
            raise _refusal("Edge, Wire", shape)


def _get_faces(*shapes):
    """Faces, also those that wires and closed edges bound."""
    for shape in shapes:
        kind = shape.ShapeType()
        if kind == "Face":
            yield shape
        elif kind in ("Edge", "Wire"):
            yield free.face(shape)
        elif kind == "Compound":
            yield from _get_faces(*shape)
        else:
            raise _refusal("Edge, Wire, Face", shape)


def _combine_hist_dict(d1, *ds):
    """Puts tables of shapes into the first; what two have for one key comes side by side."""
    for table in ds:
        for key, made in table.items():
            d1[key] = free.compound(d1[key], made) if key in d1 else made
