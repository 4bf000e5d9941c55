"""The class Shape: what all shapes have in common.

Methods that need no more than their arguments are native (see py/shape.rs);
here are those that take part in Python: iteration, callbacks, keyword forms.
"""

import _cq_files
import _cq_shape
import _cq_shape_ops as _ops
from _cq_runtime import register


def settings_of(kind, tolerance=0.1, angularTolerance=0.1, unit="MM", outputUnit=None, opt=None):
    """The settings of an exporter; `opt` means something else to each of them."""
    opt, kind = dict(opt or {}), kind.upper()
    if kind == "SVG":
        return opt
    if kind == "DXF":
        opt["curveTolerance"] = opt.pop("tolerance", 1e-3)
        return opt
    common = {"tolerance": tolerance, "angularTolerance": angularTolerance}
    if kind in ("STEP", "STP"):
        common.update(unit=unit, outputUnit=outputUnit)
    return {**common, **opt}


def _written(shape, f, kind):
    """Writes a shape into something with write(), or makes a file."""
    if hasattr(f, "write"):
        f.write(_cq_files.content(shape, kind, {}))
    else:
        _cq_files.export(shape, f, kind, {})
    return True


def _content_of(f):
    """The name of a file, or the content of something with read()."""
    return f.read() if hasattr(f, "read") else f


class Shape(_cq_shape.Shape):
    """A vertex, edge, wire, face, shell, solid or compound."""

    label = ""

    @staticmethod
    def CombinedCenter(objects):
        return _ops.combined_center(list(objects))

    @staticmethod
    def CombinedCenterOfBoundBox(objects):
        return _ops.combined_center_of_bound_box(list(objects))

    @staticmethod
    def matrixOfInertia(obj):
        return _ops.matrix_of_inertia(obj)

    def siblings(self, ctx, kind, level=1):
        levels = [level] if isinstance(level, int) else list(level)
        found = _ops.siblings(self, ctx, kind, levels)
        return _ops.compound(list(dict.fromkeys(found)))

    def facesIntersectedByLine(self, point, axis, tol=1e-4, direction=None):
        return _ops.faces_on_line(self, point, axis, tol, direction)

    def distances(self, *others):
        for other in others:
            yield self.distance(other)

    def mesh(self, tolerance, angularTolerance=0.1):
        """Does nothing: triangles are made where they are asked for."""

    def tessellate(self, tolerance, angularTolerance=0.1):
        return _ops.tessellate(self, tolerance, angularTolerance)

    def toSplines(self, degree=3, tolerance=1e-3, nurbs=False):
        return _ops.to_splines(self, degree, tolerance)

    def toNURBS(self):
        return _ops.to_nurbs(self)

    def replace(self, old, *new):
        tools = []
        for shape in new:
            if shape.ShapeType() == "Compound":
                tools.extend(shape)
            else:
                tools.append(shape)
        return _ops.replace(self, old, tools)

    def remove(self, *subshape):
        return _ops.without(self, list(subshape))

    def filter(self, f):
        return _ops.compound([shape for shape in self if f(shape)])

    def sort(self, key):
        return _ops.compound(sorted(self, key=key))

    def size(self):
        return len(list(self))

    def toVtkPolyData(self, tolerance=None, angularTolerance=None, normals=False):
        error = NotImplementedError("there is no VTK here")
        error.__hint__ = "tessellate() gives the triangles, exporters.exportVTP() a file for VTK"
        raise error

    def export(self, fname, tolerance=0.1, angularTolerance=0.1, unit="MM", outputUnit=None, opt=None):
        kind = str(fname).rsplit(".", 1)[-1]
        _cq_files.export(self, fname, kind, settings_of(kind, tolerance, angularTolerance, unit, outputUnit, opt))

    def exportStl(self, fileName, tolerance=1e-3, angularTolerance=0.1, ascii=False, relative=True, parallel=True):
        settings = {
            "tolerance": tolerance,
            "angularTolerance": angularTolerance,
            "ascii": ascii,
            "relative": relative,
        }
        _cq_files.export(self, fileName, "STL", settings)
        return True

    def exportStep(self, fileName, unit="MM", outputUnit=None, **kwargs):
        _cq_files.export(self, fileName, "STEP", {"unit": unit, "outputUnit": outputUnit, **kwargs})
        return 1

    def exportSvg(self, fileName, opts=None):
        _cq_files.export(self, fileName, "SVG", dict(opts or {}))

    def exportBrep(self, f):
        return _written(self, f, "BREP")

    def exportBin(self, f):
        return _written(self, f, "BIN")

    @classmethod
    def importBrep(cls, f):
        return _cq_files.read_brep(_content_of(f))

    @classmethod
    def importBin(cls, f):
        return _cq_files.read_bin(_content_of(f))


register(Shape)
