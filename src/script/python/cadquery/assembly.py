"""Assemblies: named, placed and coloured parts."""

import _cq_assembly
import _cq_geom
import _cq_runtime

Color = _cq_geom.Color


@_cq_runtime.register
class Assembly(_cq_assembly.Assembly):
    """A Python class over the native one, so that programs may assign methods to it."""

    def export(self, path, exportType=None, *args, **kwargs):
        """Asks for a file; the host decides whether it is written."""
        _cq_runtime.export(self, path, exportType)
        return self

    save = export


class Constraint:
    """A relation between parts, as data."""

    def __init__(self, objects, args, sublocs, kind, param=None):
        self.objects = objects
        self.args = args
        self.sublocs = sublocs
        self.kind = kind
        self.param = param


class Material:
    """A named material with a density, as data."""

    def __init__(self, name=None, description="", density=0.0, densityUnit="kg/m^3", color=None):
        self.name = name
        self.description = description
        self.density = density
        self.densityUnit = densityUnit
        self.color = color
