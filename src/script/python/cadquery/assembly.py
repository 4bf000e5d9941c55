"""Assemblies: named, placed and coloured parts."""

import _cq_assembly
import _cq_geom
import _cq_runtime

from .occ_impl import solver
from .occ_impl.exporters import check_units
from .occ_impl.solver import ConstraintSpec

Color = _cq_geom.Color


@_cq_runtime.register
class Assembly(_cq_assembly.Assembly):
    """A Python class over the native one, so that programs may assign methods to it."""

    def export(
        self,
        path,
        exportType=None,
        mode="default",
        tolerance=0.1,
        angularTolerance=0.1,
        unit="MM",
        outputUnit=None,
        **kwargs,
    ):
        """Asks for a file; the host decides whether it is written."""
        check_units(unit, outputUnit)
        _cq_runtime.export(self, path, exportType)
        return self

    save = export

    @property
    def constraints(self):
        """The relations that `solve` makes hold."""
        return self.__dict__.setdefault("_relations", [])

    def constrain(self, *args, param=None):
        """Adds a relation: ("a@faces@>Z", "b@faces@<Z", "Plane"), or names with shapes; returns itself."""
        self.constraints.append(solver.read(self, args, param))
        return self

    def solve(self, verbosity=0):
        """Places the parts so that the relations hold; returns itself."""
        solver.solve(self, self.constraints)
        return self


Constraint = ConstraintSpec


class Material:
    """A named material with a density, as data."""

    def __init__(self, name=None, description="", density=0.0, densityUnit="kg/m^3", color=None):
        self.name = name
        self.description = description
        self.density = density
        self.densityUnit = densityUnit
        self.color = color
