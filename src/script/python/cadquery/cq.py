"""The fluent class."""

from typing import Tuple, Union

import _cq_runtime
import _cq_workplane

from .occ_impl import exporters
from .occ_impl.geom import Location, Plane, Vector
from .occ_impl.shapes import Shape

CQObject = Union[Vector, Location, Shape]
VectorLike = Union[Tuple[float, float], Tuple[float, float, float], Vector]


@_cq_runtime.register
class Workplane(_cq_workplane.Workplane):
    """A Python class over the native one, so that programs may assign methods to it."""

    def export(self, fname, tolerance=0.1, angularTolerance=0.1, unit="MM", outputUnit=None, opt=None):
        """Makes a file with what is on the stack; returns itself."""
        exporters.export(self, fname, None, tolerance, angularTolerance, unit, outputUnit, opt)
        return self

    def toSvg(self, opts=None):
        """The drawing of the first object as text."""
        return exporters.getSVG(self.val(), opts)

    def exportSvg(self, fileName):
        """Makes a file with the drawing of the first object."""
        exporters.exportSVG(self, fileName)

    def toOCC(self):
        """There is no OCCT object behind a shape."""
        error = NotImplementedError("there are no OCCT objects here")
        error.__hint__ = "use the methods of the shape, which val() gives"
        raise error

    def __copy__(self):
        """Another workplane with the same objects."""
        return self.newObject(self.vals()) if self.size() else self

    def invoke(self, f):
        """Calls a function with this workplane and goes on with what it returns, if anything."""
        from inspect import signature

        try:
            wants_argument = len(signature(f).parameters) > 0
        except (TypeError, ValueError):
            wants_argument = True
        result = f(self) if wants_argument else f()
        return self if result is None else result


class CQ:
    """The old starting point of a chain: `CQ(shape)`."""

    def __new__(cls, obj):
        return Workplane(obj=obj)
