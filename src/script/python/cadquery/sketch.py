"""Sketches: faces and edges in a plane."""

import _cq_runtime
import _cq_sketch

from math import cos, pi, radians, sin

from .occ_impl import exporters
from .occ_impl.geom import Location, Vector
from .occ_impl.importers.dxf import _importDXF
from .occ_impl.shapes import Compound, Edge, Face, Shape, Vertex, Wire
from .utils import call_with

# Of each kind of constraint: how many curves it is about, and of which geometry.
_KINDS = {
    "Fixed": (1, ("CIRCLE", "LINE")),
    "FixedPoint": (1, ("CIRCLE", "LINE")),
    "Coincident": (2, ("CIRCLE", "LINE")),
    "Angle": (2, ("CIRCLE", "LINE")),
    "Length": (1, ("CIRCLE", "LINE")),
    "Distance": (2, ("CIRCLE", "LINE")),
    "Radius": (1, ("CIRCLE",)),
    "Orientation": (1, ("LINE",)),
    "ArcAngle": (1, ("CIRCLE",)),
}


def _fits(kind, param):
    def number(value):
        return isinstance(value, (int, float)) and not isinstance(value, bool)

    if kind in ("Fixed", "Coincident"):
        return param is None
    if kind == "FixedPoint":
        return param is None or number(param)
    if kind == "Distance":
        return (
            isinstance(param, tuple)
            and len(param) == 3
            and all(value is None or number(value) for value in param[:2])
            and number(param[2])
        )
    if kind == "Orientation":
        return isinstance(param, tuple) and len(param) == 2 and all(number(value) for value in param)
    return number(param)


class Constraint:
    """A relation between loose edges of a sketch, by their tags."""

    def __init__(self, tags, args, kind, param=None):
        if kind not in _KINDS:
            raise ValueError(f"Unknown constraint {kind}.")
        arity, types = _KINDS[kind]
        if len(tags) != arity:
            raise ValueError(
                f"Invalid number of entities for constraint {kind}. Provided {len(tags)}, required {arity}."
            )
        if any(edge.geomType() not in types for edge in args):
            raise ValueError(f"Unsupported geometry types for constraint {kind}: use {' or '.join(types)}.")
        if not _fits(kind, param):
            raise ValueError(f"Unsupported argument type {type(param).__name__} for constraint {kind}.")
        self.tags = tags
        self.args = args
        self.kind = kind
        self.param = radians(param) if kind in ("Angle", "ArcAngle") else param

    def numbers(self):
        """The parameter as a list."""
        return list(self.param) if isinstance(self.param, tuple) else [self.param]


def _unknowns(edge):
    """A segment by its ends; an arc by centre, radius, first angle and angle covered."""
    if edge.geomType() == "LINE":
        a, b = edge.startPoint(), edge.endPoint()
        return [a.x, a.y, b.x, b.y]
    center = edge.arcCenter()
    first, last, middle = (p - center for p in (edge.startPoint(), edge.endPoint(), edge.positionAt(0.5)))
    start, span = Vector(0, 1).getSignedAngle(first), first.getSignedAngle(last)
    half = first.getSignedAngle(middle)
    if half > 0 > span:
        span += 2 * pi
    elif half < 0 < span:
        span -= 2 * pi
    return [center.x, center.y, edge.radius(), start, span]


def _edge(numbers):
    """The edge of the unknowns."""
    if len(numbers) == 4:
        return Edge.makeLine(Vector(*numbers[:2]), Vector(*numbers[2:]))
    x, y, radius, start, span = numbers
    angles = (start, start + span / 2, start + span)
    return Edge.makeThreePointArc(*(Vector(x + radius * sin(a), y + radius * cos(a)) for a in angles))


@_cq_runtime.register
class Sketch(_cq_sketch.Sketch):
    """A Python class over the native one, so that programs may assign methods to it."""

    def export(self, fname, tolerance=0.1, angularTolerance=0.1, unit="MM", outputUnit=None, opt=None):
        """Makes a file; returns itself."""
        exporters.export(self, fname, None, tolerance, angularTolerance, unit, outputUnit, opt)
        return self

    def importDXF(self, filename, tol=1e-6, exclude=[], include=[], angle=0, mode="a", tag=None):
        """Adds the faces of a DXF file that lies beside the program; returns itself."""
        faces = _importDXF(filename, tol, exclude, include)
        return self.face(exporters.compound(faces), angle, mode, tag)

    def constrain(self, *args, **kwargs):
        """constrain(tag, kind, parameter) or constrain(tag1, tag2, kind, parameter); returns itself."""
        values = [*args, *(kwargs[name] for name in ("tag", "tag1", "tag2", "constraint", "arg") if name in kwargs)]
        if len(values) not in (3, 4):
            raise TypeError("constrain() takes one or two tags, a kind and a parameter")
        *tags, kind, param = values
        edges = tuple(self._tagged(tag)[0] for tag in tags)
        self.__dict__.setdefault("_relations", []).append(Constraint(tuple(tags), edges, kind, param))
        return self

    def solve(self):
        """Moves the tagged edges so that the constraints hold; returns itself."""
        relations = self.__dict__.get("_relations", [])
        order = {}
        for relation in relations:
            for tag in relation.tags:
                order.setdefault(tag, len(order))
        edges = [self._tagged(tag)[0] for tag in order]
        wishes = []
        for relation in relations:
            first, *second = (order[tag] for tag in relation.tags)
            wishes.append((relation.kind, first, second[0] if second else None, relation.numbers()))
        solved = _cq_sketch.solve([_unknowns(edge) for edge in edges], wishes)
        for edge, numbers in zip(edges, solved):
            self._replace_edge(edge, _edge(numbers))
        # The optimiser of CadQuery says 4 when it came to rest.
        self._solve_status = {"status": 4}
        return self

    def _selected_faces(self):
        """The selected faces, or an error."""
        found = [one for one in self._selection or [] if isinstance(one, Face)]
        if not found:
            raise ValueError("No faces selected")
        return found

    def invoke(self, f):
        """Calls a function with this sketch and goes on with what it returns, if anything."""
        return call_with(f, self)
