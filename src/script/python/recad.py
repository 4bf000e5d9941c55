"""The primitive language of ReCAD: curves, loops, faces, sketches, sketch-extrudes, and models of several.

Five levels, each inside the next: Loop < Face < Sketch < SE < MSE. Only curves take coordinates. Every
level is a Workplane that holds its geometry, so that it can be shown, exported and worked on; `level`
and `curve_count` tell what it was made of.
The signatures are ours (the paper prints none); they cover what DeepCAD and Text2CAD describe.
"""

from math import cos, pi, sin, sqrt

import cadquery as _cq

__all__ = [
    "Face",
    "Loop",
    "MSE",
    "SE",
    "Sketch",
    "arc",
    "circle",
    "closed",
    "cos",
    "line",
    "pi",
    "sin",
    "sqrt",
]

# Ends of neighbouring curves may be this far apart, as a share of the size of the loop.
_GAP = 1e-6

_OPERATIONS = ("new", "join", "cut", "intersect")


def _point(value, what):
    x, y = value
    if not all(isinstance(number, (int, float)) for number in (x, y)):
        raise TypeError(f"{what} must be two numbers, got {value!r}")
    return float(x), float(y)


def _check_kind(owner, thing, kind, wanted):
    if not isinstance(thing, kind):
        raise TypeError(f"{owner}: expected {wanted}, got {type(thing).__name__}")


class _Curve:
    """A curve in a plane: its kind and its points; a circle has a centre and a radius."""

    def __init__(self, kind, points, radius=None):
        self.kind, self.points, self.radius = kind, points, radius

    def __repr__(self):
        numbers = [*map(repr, self.points), *([] if self.radius is None else [repr(self.radius)])]
        return f"{self.kind}({', '.join(numbers)})"

    def _edge(self):
        points = [_cq.Vector(x, y, 0) for x, y in self.points]
        if self.kind == "line":
            return _cq.Edge.makeLine(*points)
        if self.kind == "arc":
            return _cq.Edge.makeThreePointArc(*points)
        return _cq.Edge.makeCircle(self.radius, points[0])


def line(p0, p1):
    """A straight line between two points."""
    ends = [_point(p0, "p0"), _point(p1, "p1")]
    if ends[0] == ends[1]:
        raise ValueError(f"line: both ends are {ends[0]}; a line needs two different points")
    return _Curve("line", ends)


def arc(p0, mid, p1):
    """An arc from p0 through mid to p1."""
    return _Curve("arc", [_point(p0, "p0"), _point(mid, "mid"), _point(p1, "p1")])


def circle(c, r):
    """A whole circle about a point."""
    if not r > 0:
        raise ValueError(f"circle: the radius is {r}, but must be greater than 0")
    return _Curve("circle", [_point(c, "c")], float(r))


def closed(points):
    """Pairs of neighbours of a list, the last point with the first."""
    points = list(points)
    return list(zip(points, points[1:] + points[:1]))


class _Level(_cq.Workplane):
    """Geometry with the level that it was made at and the number of its curves."""

    level = None

    def __init__(self, shapes, curve_count):
        super().__init__("XY")
        self.add(list(shapes))
        self.curve_count = curve_count

    def __repr__(self):
        return f"<{type(self).__name__} of {getattr(self, 'curve_count', '?')} curves>"


class Loop(_Level):
    """Curves that meet end to end, or one circle."""

    level = "L"

    def __init__(self, curves):
        curves = list(curves)
        if not curves:
            raise ValueError("Loop: no curves given; a loop needs one circle, or lines and arcs")
        for curve in curves:
            _check_kind("Loop", curve, _Curve, "line(), arc() or circle()")
        self._check(curves)
        wire = _cq.Wire.assembleEdges([curve._edge() for curve in curves])
        super().__init__([wire], len(curves))

    @staticmethod
    def _check(curves):
        circles = [curve for curve in curves if curve.kind == "circle"]
        if circles and len(curves) > 1:
            raise ValueError(f"Loop: a circle is a loop of its own, but {len(curves)} curves are given")
        if circles:
            return
        points = [point for curve in curves for point in curve.points]
        size = max(max(p[i] for p in points) - min(p[i] for p in points) for i in (0, 1))
        for number, (one, next_one) in enumerate(closed(curves), 1):
            (x0, y0), (x1, y1) = one.points[-1], next_one.points[0]
            gap = sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
            if gap > _GAP * size:
                after = number % len(curves) + 1
                raise ValueError(
                    f"Loop: curve {number} ends at ({x0:g}, {y0:g}), curve {after} begins at"
                    f" ({x1:g}, {y1:g}), {gap:g} apart; let each curve begin where the one before ends"
                )


class Face(_Level):
    """The area inside a loop, without that inside others."""

    level = "F"

    def __init__(self, outer, inners=()):
        inners = list(inners)
        for loop in [outer, *inners]:
            _check_kind("Face", loop, Loop, "Loop([…])")
        face = _cq.Face.makeFromWires(outer.val(), [inner.val() for inner in inners])
        super().__init__([face], outer.curve_count + sum(inner.curve_count for inner in inners))


def _x_direction(normal):
    """Where x points when it is not given: along X, or along Y for a normal along X."""
    along = [abs(number) > 1 - 1e-9 for number in _cq.Vector(*normal).normalized().toTuple()]
    if not any(along):
        raise ValueError(f"Sketch: give xdir, because the normal {tuple(normal)} lies along no axis")
    return (0, 1, 0) if along[0] else (1, 0, 0)


class Sketch(_Level):
    """Faces in a plane in space."""

    level = "S"

    def __init__(self, faces, origin=(0, 0, 0), normal=(0, 0, 1), xdir=None):
        faces = list(faces)
        if not faces:
            raise ValueError("Sketch: no faces given; a sketch needs at least one")
        for face in faces:
            _check_kind("Sketch", face, Face, "Face(…)")
        plane = _cq.Plane(origin=origin, xDir=xdir or _x_direction(normal), normal=normal)
        placed = [face.val().located(plane.location) for face in faces]
        super().__init__(placed, sum(face.curve_count for face in faces))
        self.normal = plane.zDir


class SE(_Level):
    """A sketch extruded along its normal by d_pos and against it by d_neg, and what it does to the part."""

    level = "SE"

    def __init__(self, sketch, d_pos, d_neg=0, op="new"):
        _check_kind("SE", sketch, Sketch, "Sketch([…])")
        if op not in _OPERATIONS:
            raise ValueError(f"SE: op is {op!r}, but must be one of {', '.join(_OPERATIONS)}")
        if not d_pos + d_neg > 0:
            raise ValueError(
                f"SE: d_pos {d_pos} and d_neg {d_neg} make no height; their sum must be greater than 0"
            )
        back, along = sketch.normal * -d_neg, sketch.normal * (d_pos + d_neg)
        solids = []
        for face in sketch.vals():
            base = face.translate(back)
            solids.append(_cq.Solid.extrudeLinear(base.outerWire(), base.innerWires(), along))
        super().__init__(solids, sketch.curve_count)
        self.operation = op

    def _body(self):
        solids = self.vals()
        return solids[0].fuse(*solids[1:]) if len(solids) > 1 else solids[0]


class MSE(_Level):
    """Sketch-extrudes one after another, each doing to the part what its operation says."""

    level = "MSE"

    def __init__(self, parts):
        parts = list(parts)
        if not parts:
            raise ValueError("MSE: no sketch-extrudes given; a model needs at least one")
        body = None
        for number, part in enumerate(parts, 1):
            _check_kind("MSE", part, SE, "SE(…)")
            if body is None:
                if part.operation in ("cut", "intersect"):
                    raise ValueError(f"MSE: the first part has op {part.operation!r}, but there is nothing yet")
                body = part._body()
            elif part.operation == "cut":
                body = body.cut(part._body())
            elif part.operation == "intersect":
                body = body.intersect(part._body())
            else:
                body = body.fuse(part._body())
            if not body.Solids():
                raise ValueError(f"MSE: nothing is left of the part after its sketch-extrude {number}")
        super().__init__([body.clean()], sum(part.curve_count for part in parts))
