"""Constraints of assemblies: what they ask for, read from shapes; the solving is native."""

from math import pi, radians

import _cq_assembly

from .geom import Location, Plane, Vector
from .shapes import Edge, Face, Shape, Wire

# Kinds by the number of parts that they join.
_UNARY = ("Fixed", "FixedPoint", "FixedAxis", "FixedRotation")
_BINARY = ("Plane", "Point", "Axis", "PointInPlane", "PointOnLine")


def _axis(shape):
    if isinstance(shape, Face):
        return shape.normalAt()
    if isinstance(shape, Edge):
        return shape.normal() if shape.geomType() == "CIRCLE" else shape.tangentAt()
    raise ValueError(f"Cannot construct Axis for {shape}")


def _point(shape):
    if isinstance(shape, Face) and any(abs(bound) >= 1e50 for bound in shape.uvBounds()):
        return shape.toPln().origin
    return shape.Center()


def _plane(shape):
    if isinstance(shape, Face):
        return _point(shape), shape.normalAt()
    if isinstance(shape, (Edge, Wire)):
        plane = Plane(shape.Center(), normal=shape.normal())
        return plane.origin, plane.zDir
    raise ValueError(f"Cannot construct a plane for {shape}.")


def _line(shape):
    if isinstance(shape, (Edge, Wire)):
        return shape.Center(), shape.tangentAt()
    raise ValueError(f"Cannot construct a plane for {shape}.")


def _nothing(_):
    return None


# Of each simple kind: what is read from its shapes.
_MARKERS = {
    "Point": (_point, _point),
    "Axis": (_axis, _axis),
    "PointInPlane": (_point, _plane),
    "PointOnLine": (_point, _line),
    "Fixed": (_nothing,),
    "FixedPoint": (_point,),
    "FixedAxis": (_axis,),
    "FixedRotation": (_nothing,),
}


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_triple(value):
    return isinstance(value, tuple) and len(value) == 3 and all(_is_number(v) for v in value)


def _check_param(kind, param):
    if kind == "Fixed":
        fits = param is None
    elif kind in _UNARY:
        fits = param is None or _is_triple(param)
    else:
        fits = param is None or _is_number(param)
    if not fits:
        error = ValueError(f"Unsupported argument types {type(param).__name__} for constraint {kind}.")
        error.__hint__ = "give three numbers as a tuple" if kind in _UNARY else "give a number"
        raise error


class ConstraintSpec:
    """A relation between shapes of one or two parts."""

    def __init__(self, objects, args, sublocs, kind, param=None):
        if kind not in _UNARY and kind not in _BINARY:
            raise ValueError(f"Unknown constraint {kind}.")
        for simple in ("Axis", "Point") if kind == "Plane" else (kind,):
            markers = _MARKERS[simple]
            if len(args) != len(markers):
                raise ValueError(
                    f"Invalid number of entities for constraint {simple}. "
                    f"Provided {len(args)}, required {len(markers)}."
                )
            for shape, marker in zip(args, markers):
                try:
                    marker(shape)
                except ValueError:
                    raise ValueError(f"Unsupported entity {shape} for constraint {simple}.") from None
            _check_param(simple, param)
        self.objects = objects
        self.args = args
        self.sublocs = sublocs
        self.kind = kind
        if kind == "Axis" and param is not None:
            param = radians(param)
        elif kind == "FixedRotation":
            param = tuple(radians(angle) for angle in param)
        self.param = param

    def terms(self):
        """Kind and numbers of each simple relation, in coordinates of the parts."""
        shapes = [shape.located(loc * shape.location()) for shape, loc in zip(self.args, self.sublocs)]
        kind, param = self.kind, self.param
        if kind == "Plane":
            angle = pi if param is None else radians(param)
            axes = [*_axis(shapes[0]).normalized(), *_axis(shapes[1]).normalized(), angle]
            return [("Axis", axes), ("Point", [*_point(shapes[0]), *_point(shapes[1]), 0.0])]
        if kind == "Fixed":
            return []
        if kind == "FixedRotation":
            return [(kind, list(param))]
        if kind == "FixedPoint":
            return [(kind, [*_point(shapes[0]), *param])]
        if kind == "FixedAxis":
            return [(kind, [*_axis(shapes[0]).normalized(), *param])]
        if kind == "Axis":
            angle = pi if param is None else param
            return [(kind, [*_axis(shapes[0]).normalized(), *_axis(shapes[1]).normalized(), angle])]
        value = 0.0 if param is None else param
        if kind == "Point":
            return [(kind, [*_point(shapes[0]), *_point(shapes[1]), value])]
        if kind == "PointInPlane":
            origin, normal = _plane(shapes[1])
            normal = normal.normalized()
            return [(kind, [*_point(shapes[0]), *(origin + normal * value), *normal])]
        origin, along = _line(shapes[1])
        return [(kind, [*_point(shapes[0]), *origin, *along.normalized(), value])]


def read(assembly, args, param):
    """The constraint that the arguments of `constrain` mean."""
    kinds = [index for index, value in enumerate(args) if value in _UNARY + _BINARY and index]
    shapes_given = any(isinstance(value, Shape) for value in args)
    if len(args) < 2 or len(args) > 6 or (not shapes_given and len(args) > 4):
        error = ValueError(f"Incompatible arguments: {args}")
        error.__hint__ = "write .constrain(\"a@faces@>Z\", \"b@faces@<Z\", \"Plane\")"
        raise error
    if not kinds:
        unknown = next((value for value in reversed(args) if isinstance(value, str)), args[-1])
        error = ValueError(f"Unknown constraint: {unknown}")
        error.__hint__ = "the kinds are " + ", ".join(_BINARY + _UNARY)
        raise error
    at = kinds[-1]
    kind, before = args[at], args[:at]
    if at + 1 < len(args):
        param = args[at + 1]
    parts, shapes = [], []
    if shapes_given:
        parts, shapes = list(before[0::2]), list(before[1::2])
    else:
        for query in before:
            name, shape = assembly._query(query)
            parts.append(name)
            shapes.append(shape)
    wanted = 1 if kind in _UNARY else 2
    if len(parts) != wanted:
        raise ValueError(
            f"Invalid number of entities for constraint {kind}. Provided {len(parts)}, required {wanted}."
        )
    tops = [_top(assembly, name) for name in parts]
    names = tuple(name for name, _ in tops)
    places = tuple(place for _, place in tops)
    return ConstraintSpec(names, tuple(shapes), places, kind, param)


def _top(assembly, name):
    """The child that holds a part, and the place of the part in it."""
    node, place = assembly.objects[name], Location()
    if node == assembly or any(node == child for child in assembly.children):
        return name, place
    while not node.parent == assembly:
        place = node.loc * place
        node = node.parent
        name = node.name
    return name, place


def solve(assembly, constraints):
    """Places the parts of an assembly so that its constraints hold."""
    order, locked = {}, []
    for constraint in constraints:
        for name in constraint.objects:
            order.setdefault(name, len(order))
            if (constraint.kind == "Fixed" or name == assembly.name) and order[name] not in locked:
                locked.append(order[name])
    if not locked:
        single = [c.objects[0] for c in constraints if c.kind in _UNARY]
        pairs = [c.objects[0] for c in constraints if c.kind in _BINARY]
        locked.extend([order[name] for name in pairs if name not in single][:1])
    locked = locked or [0]
    objects = assembly.objects
    places = [objects[name].loc for name in order]
    terms, count = [], 0
    for constraint in constraints:
        first, *second = (order[name] for name in constraint.objects)
        count += 1
        for kind, numbers in constraint.terms():
            terms.append((kind, first, second[0] if second else None, numbers))
    if count == 0:
        error = ValueError("At least one constraint required")
        error.__hint__ = "add one with .constrain(\"a@faces@>Z\", \"b@faces@<Z\", \"Plane\")"
        raise error
    if len(order) < 2:
        raise ValueError("At least two entities need to be constrained")
    size = assembly.toCompound().BoundingBox().DiagonalLength
    solved = _cq_assembly.solve(places, [i not in locked for i in range(len(order))], terms, size)
    back = Location()
    if assembly.obj and assembly.name in order:
        back = solved[order[assembly.name]].inverse
    for name, place in zip(order, solved):
        if name != assembly.name:
            objects[name].loc = back * place
