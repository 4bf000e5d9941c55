"""The fluent class."""

import _cq_runtime
import _cq_workplane

from .occ_impl import exporters
from .occ_impl.geom import Location, Plane, Vector
from .occ_impl.shapes import Compound, Edge, Face, Shape, Shell, Solid, Wire
from .utils import call_with


def __getattr__(name):
    """Names for annotations, made when they are asked for, because few programs need typing."""
    if name not in ("CQObject", "VectorLike"):
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    from typing import Tuple, Union

    if name == "CQObject":
        return Union[Vector, Location, Shape]
    return Union[Tuple[float, float], Tuple[float, float, float], Vector]


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

    def _combineWithBase(self, obj):
        """The part united with a shape, which may also be all there is."""
        base = self._solid_or_none()
        return self.newObject([obj if base is None else base.fuse(obj)])

    def _cutFromBase(self, obj):
        """The part without a shape."""
        base = self._solid_or_none()
        return self.newObject([obj if base is None else base.cut(obj)])

    def _solid_or_none(self):
        try:
            return self.findSolid()
        except ValueError:
            return None

    def _findFromEdge(self, useLocalCoords=False):
        """The last edge of the stacks from here backwards, or an error."""
        link = self
        while link is not None:
            found = [obj for obj in link.vals() if isinstance(obj, (Edge, Wire))]
            if found:
                last = found[-1]
                edge = last.Edges()[-1] if isinstance(last, Wire) else last
                return self.plane.toLocalCoords(edge) if useLocalCoords else edge
            link = link.parent
        raise RuntimeError("no edge found on the stack")

    def invoke(self, f):
        """Calls a function with this workplane and goes on with what it returns, if anything."""
        return call_with(f, self)


class CQ:
    """The old starting point of a chain: `CQ(shape)`."""

    def __new__(cls, obj):
        return Workplane(obj=obj)
