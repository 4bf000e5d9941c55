"""The class Shape: what all shapes have in common.

Methods that need no more than their arguments are native (see py/shape.rs);
here are those that take part in Python: iteration, callbacks, keyword forms.
"""

import _cq_shape
import _cq_shape_ops as _ops
from _cq_runtime import export as _export_file
from _cq_runtime import register


def _name_of(fname):
    return str(fname).replace("\\", "/").rsplit("/", 1)[-1]


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

    def export(self, fname, tolerance=0.1, angularTolerance=0.1, unit="MM", outputUnit=None, opt=None):
        name = _name_of(fname)
        ending = name.rsplit(".", 1)[-1].upper() if "." in name else ""
        _export_file(self, name, "STEP" if ending == "STP" else ending)

    def exportStl(self, fileName, tolerance=1e-3, angularTolerance=0.1, ascii=False, relative=True, parallel=True):
        _export_file(self, _name_of(fileName), "STL")
        return True

    def exportStep(self, fileName, unit="MM", outputUnit=None, **kwargs):
        _export_file(self, _name_of(fileName), "STEP")
        return 1

    def exportBrep(self, f):
        _export_file(self, _name_of(f), "BREP")
        return True


register(Shape)
