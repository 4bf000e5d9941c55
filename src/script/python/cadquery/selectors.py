"""Selectors: which of a list of shapes are meant.

Programs may derive from these classes and override `filter`, `test` or `key`.
Strings are read and applied natively.
"""

import math

import _cq_selectors

from .occ_impl.geom import Vector


class Selector:
    """Selects everything; the base of all selectors."""

    def filter(self, objectList):
        return list(objectList)

    def __and__(self, other):
        return AndSelector(self, other)

    def __add__(self, other):
        return SumSelector(self, other)

    def __sub__(self, other):
        return SubtractSelector(self, other)

    def __neg__(self):
        return InverseSelector(self)


class NearestToPointSelector(Selector):
    """The object whose centre is nearest to a point."""

    def __init__(self, pnt):
        self.pnt = pnt

    def filter(self, objectList):
        point = Vector(*self.pnt)
        return [min(objectList, key=lambda shape: shape.Center().sub(point).Length)]


class NearestToShapeSelector(Selector):
    """The object nearest to a shape."""

    def __init__(self, s):
        self.shape = s

    def filter(self, objectList):
        return [min(objectList, key=self.shape.distance)]


class BoxSelector(Selector):
    """Objects whose centre, or whose bounding box, lies between two corners."""

    def __init__(self, point0, point1, boundingbox=False):
        self.p0 = Vector(*point0)
        self.p1 = Vector(*point1)
        self.test_boundingbox = boundingbox

    def filter(self, objectList):
        corners = tuple(zip(self.p0.toTuple(), self.p1.toTuple()))

        def inside(point):
            return all((c < a) != (c < b) for c, (a, b) in zip(point, corners))

        found = []
        for shape in objectList:
            if self.test_boundingbox:
                box = shape.BoundingBox()
                if inside((box.xmin, box.ymin, box.zmin)) and inside((box.xmax, box.ymax, box.zmax)):
                    found.append(shape)
            elif inside(shape.Center().toTuple()):
                found.append(shape)
        return found


class BaseDirSelector(Selector):
    """Plane faces by their normal and straight edges by their tangent; `test` decides."""

    def __init__(self, vector, tolerance=0.0001):
        self.direction = vector
        self.tolerance = tolerance

    def test(self, vec):
        return True

    def filter(self, objectList):
        found = []
        for shape in objectList:
            kind, geometry = shape.ShapeType(), shape.geomType()
            if kind == "Face" and geometry == "PLANE":
                direction = shape.normalAt(None)
            elif kind == "Edge" and geometry == "LINE":
                direction = shape.tangentAt()
            else:
                continue
            if self.test(direction):
                found.append(shape)
        return found


class ParallelDirSelector(BaseDirSelector):
    """Along a direction, forwards or backwards: `|Z`."""

    def test(self, vec):
        return self.direction.cross(vec).Length < self.tolerance


class DirectionSelector(BaseDirSelector):
    """Along a direction: `+Z`."""

    def test(self, vec):
        return self.direction.getAngle(vec) < self.tolerance


class PerpendicularDirSelector(BaseDirSelector):
    """Square to a direction: `#Z`."""

    def test(self, vec):
        return abs(self.direction.getAngle(vec) - math.pi / 2) < self.tolerance


class TypeSelector(Selector):
    """Objects of a geometry type: `%PLANE`."""

    def __init__(self, typeString):
        self.typeString = typeString.upper()

    def filter(self, objectList):
        return [shape for shape in objectList if shape.geomType() == self.typeString]


class _NthSelector(Selector):
    """A group of objects whose `key` is nearly equal, by its place in the order of keys.

    Objects whose `key` raises ValueError are left out.
    """

    def __init__(self, n, directionMax=True, tolerance=0.0001):
        self.n = n
        self.directionMax = directionMax
        self.tolerance = tolerance

    def filter(self, objectlist):
        if len(objectlist) == 0:
            raise ValueError("Can not return the Nth element of an empty list")
        groups = self.cluster(objectlist)
        if not self.directionMax:
            groups.reverse()
        try:
            return groups[self.n]
        except IndexError:
            raise IndexError(
                f"Attempted to access index {self.n} of a list with length {len(groups)}"
            ) from None

    def key(self, obj):
        raise NotImplementedError

    def cluster(self, objectlist):
        keyed = []
        for obj in objectlist:
            try:
                keyed.append((self.key(obj), obj))
            except ValueError:
                continue
        keyed.sort(key=lambda pair: pair[0])
        groups, start = [[]], keyed[0][0]
        for key, obj in keyed:
            if abs(key - start) > self.tolerance:
                groups.append([])
                start = key
            groups[-1].append(obj)
        return groups


class RadiusNthSelector(_NthSelector):
    """Circular edges and wires by radius."""

    def key(self, obj):
        if obj.ShapeType() in ("Edge", "Wire"):
            return obj.radius()
        raise ValueError("Can not get a radius from this object")


class CenterNthSelector(_NthSelector):
    """Objects by their centre along a direction: `>>Z[1]`."""

    def __init__(self, vector, n, directionMax=True, tolerance=0.0001):
        super().__init__(n, directionMax, tolerance)
        self.direction = vector

    def key(self, obj):
        return obj.Center().dot(self.direction)


class DirectionMinMaxSelector(CenterNthSelector):
    """The outermost objects in a direction: `>Z`."""

    def __init__(self, vector, directionMax=True, tolerance=0.0001):
        super().__init__(vector, -1, directionMax, tolerance)


class DirectionNthSelector(ParallelDirSelector, CenterNthSelector):
    """Objects parallel to a direction, by their centre along it: `>Z[-2]`."""

    def __init__(self, vector, n, directionMax=True, tolerance=0.0001):
        ParallelDirSelector.__init__(self, vector, tolerance)
        _NthSelector.__init__(self, n, directionMax, tolerance)

    def filter(self, objectlist):
        return _NthSelector.filter(self, ParallelDirSelector.filter(self, objectlist))


class LengthNthSelector(_NthSelector):
    """Edges and wires by length."""

    def key(self, obj):
        if obj.ShapeType() in ("Edge", "Wire"):
            return obj.Length()
        raise ValueError(f"LengthNthSelector supports only Edges and Wires, not {type(obj).__name__}")


class AreaNthSelector(_NthSelector):
    """Faces, shells, solids and closed plane wires by area."""

    def key(self, obj):
        kind = obj.ShapeType()
        if kind in ("Face", "Shell", "Solid"):
            return obj.Area()
        if kind == "Wire":
            from .occ_impl.shapes import Face

            try:
                return abs(Face.makeFromWires(obj).Area())
            except Exception as error:
                raise ValueError(
                    f"Can not compute area of the Wire: {error}. "
                    "AreaNthSelector supports only closed planar Wires."
                ) from error
        raise ValueError(
            f"AreaNthSelector supports only Wires, Faces, Shells and Solids, not {type(obj).__name__}"
        )


class BinarySelector(Selector):
    """The base of selectors that join the results of two others."""

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def filter(self, objectList):
        return self.filterResults(self.left.filter(objectList), self.right.filter(objectList))

    def filterResults(self, r_left, r_right):
        raise NotImplementedError


class AndSelector(BinarySelector):
    """What both select."""

    def filterResults(self, r_left, r_right):
        right = set(r_right)
        return [shape for shape in dict.fromkeys(r_left) if shape in right]


class SumSelector(BinarySelector):
    """What one of the two selects."""

    def filterResults(self, r_left, r_right):
        return list(dict.fromkeys([*r_left, *r_right]))


class SubtractSelector(BinarySelector):
    """What the first selects and the second does not."""

    def filterResults(self, r_left, r_right):
        right = set(r_right)
        return [shape for shape in dict.fromkeys(r_left) if shape not in right]


class InverseSelector(Selector):
    """What another one does not select."""

    def __init__(self, selector):
        self.selector = selector

    def filter(self, objectList):
        return SubtractSelector(Selector(), self.selector).filter(objectList)


class StringSyntaxSelector(Selector):
    """A selector by its string, such as `|Z and (>X or <X)`."""

    def __init__(self, selectorString):
        _cq_selectors.check(selectorString)
        self.selectorString = selectorString

    def filter(self, objectList):
        return _cq_selectors.filter(self.selectorString, list(objectList))


NearestToPoint = NearestToPointSelector
NearestToShape = NearestToShapeSelector
Parallel = ParallelDirSelector
Perpendicular = PerpendicularDirSelector
