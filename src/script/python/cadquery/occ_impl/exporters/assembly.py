"""Exports of assemblies."""

import _cq_files

from ..shape_base import settings_of


class ExportModes:
    """How a STEP file of an assembly is made."""

    DEFAULT = "default"
    FUSED = "fused"


def _united(assy, fuzzy_tol=None, glue=False):
    """All parts of an assembly as one shape."""
    from ..free import fuse

    shapes = [shape.moved(loc) for shape, _, loc, _ in assy]
    if not shapes:
        raise ValueError("an assembly without parts cannot be fused")
    if len(shapes) == 1:
        return shapes[0]
    return fuse(*shapes, tol=fuzzy_tol or 0.0, glue="full" if glue else None)


def exportAssembly(assy, path, mode="default", unit="MM", outputUnit=None, **kwargs):
    """Makes a STEP file with an assembly, its names and colours, or with all parts fused."""
    united = _united(assy, kwargs.get("fuzzy_tol"), kwargs.get("glue", False)) if mode == "fused" else assy
    _cq_files.export(united, path, "STEP", settings_of("STEP", unit=unit, outputUnit=outputUnit, opt=kwargs))
    return True


def exportStepMeta(assy, path, write_pcurves=True, precision_mode=0, unit="MM", outputUnit=None):
    """Makes a STEP file with the names, colours and layers of faces."""
    return exportAssembly(
        assy, path, unit=unit, outputUnit=outputUnit, write_pcurves=write_pcurves, precision_mode=precision_mode
    )


def exportCAF(assy, path, binary=False):
    """Makes a file in OCCT's own XBF or XML format."""
    _cq_files.export(assy, path, "XBF" if binary else "XML", {})
    return True


def exportGLTF(assy, path, binary=None, tolerance=0.1, angularTolerance=0.1):
    """Makes a glTF file; it is text when the name ends in .gltf."""
    if binary is None:
        binary = not str(path).endswith(".gltf")
    settings = {"tolerance": tolerance, "angularTolerance": angularTolerance}
    _cq_files.export(assy, path, "GLB" if binary else "GLTF", settings)
    return True


def exportVRML(assy, path, tolerance=1e-3, angularTolerance=0.1):
    """Makes a VRML file."""
    settings = {"tolerance": tolerance, "angularTolerance": angularTolerance}
    _cq_files.export(assy, path, "VRML", settings)


def exportVTKJS(assy, path):
    """Not available: the error names another format."""
    _cq_files.export(assy, path, "VTKJS", {})
