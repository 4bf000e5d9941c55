"""Assemblies: named, placed and coloured parts."""

import _cq_assembly
import _cq_files
import _cq_geom
import _cq_runtime

from .occ_impl import solver
from .occ_impl.exporters.assembly import exportAssembly
from .occ_impl.importers.assembly import load as _load
from .occ_impl.shape_base import settings_of
from .occ_impl.solver import ConstraintSpec

Color = _cq_geom.Color

_FORMATS = ("STEP", "XML", "XBF", "VRML", "VTKJS", "GLTF", "GLB", "STL")


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
        """Makes a file: STEP, XML, XBF, VRML, GLTF, GLB or STL; returns itself."""
        if mode not in ("default", "fused"):
            raise ValueError(f"Unknown assembly export mode {mode} for STEP")
        kind = exportType
        if kind is None:
            kind = str(path).rsplit(".", 1)[-1].upper()
            kind = "STEP" if kind == "STP" else kind
            if kind not in _FORMATS:
                error = ValueError("Unknown extension, specify export type explicitly")
                error.__hint__ = "use one of " + ", ".join(_FORMATS)
                raise error
        if kind not in _FORMATS:
            raise ValueError(f"Unknown format: {kind}")
        if kind == "STEP":
            exportAssembly(self, path, mode, unit, outputUnit, **kwargs)
        else:
            settings = settings_of(kind, tolerance, angularTolerance, opt=kwargs)
            _cq_files.export(self, path, kind, settings)
        return self

    save = export

    @classmethod
    def importStep(cls, path, unit="MM"):
        """The assembly in a STEP file that lies beside the program."""
        return cls.load(path, importType="STEP", unit=unit)

    @classmethod
    def load(cls, path, importType=None, unit="MM"):
        """The assembly in a STEP, XBF or XML file that lies beside the program."""
        if importType is None:
            importType = str(path).rsplit(".", 1)[-1].upper()
            importType = "STEP" if importType == "STP" else importType
            if importType not in ("STEP", "XML", "XBF"):
                raise ValueError("Unknown extension, specify import type explicitly")
        return _load(cls(), path, importType, unit)

    @property
    def constraints(self):
        """The relations that `solve` makes hold."""
        return self.__dict__.setdefault("_relations", [])

    def constrain(self, *args, param=None):
        """Adds a relation: ("a@faces@>Z", "b@faces@<Z", "Plane"), or names with shapes; returns itself."""
        self.constraints.append(solver.read(self, args, param))
        return self

    def __dir__(self):
        """The methods, and the names of parts and sub-shapes."""
        return [*super().__dir__(), *self._ipython_key_completions_()]

    def _ipython_key_completions_(self):
        """What stands between the brackets of `assembly[…]`."""
        return [*self.objects, *self._named_shapes()]

    def solve(self, verbosity=0):
        """Places the parts so that the relations hold; returns itself."""
        solver.solve(self, self.constraints)
        return self


Constraint = ConstraintSpec


class Material:
    """A named material with a density, as data."""

    def __init__(self, name=None, *, description="", density=7.85, densityUnit="g/cm^3"):
        self.name = name or "Default"
        self.description = description
        self.density = density
        self.densityUnit = densityUnit

    def toTuple(self):
        """Name, description, density and its unit."""
        return self.name, self.description, self.density, self.densityUnit

    def __eq__(self, other):
        return isinstance(other, Material) and self.toTuple() == other.toTuple()

    def __hash__(self):
        return hash(self.toTuple())

    def __repr__(self):
        return f"Material{self.toTuple()}"
