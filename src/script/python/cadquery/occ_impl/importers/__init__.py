"""Imports: a program reads the CAD files that lie beside it, by the names in its text."""

import _cq_files

from .dxf import _importDXF


class ImportTypes:
    """Names of formats."""

    STEP = "STEP"
    DXF = "DXF"
    BREP = "BREP"
    BIN = "BIN"


class UNITS:
    """Names of units."""

    MM = "mm"
    IN = "in"


def _on_workplane(shapes):
    from ...cq import Workplane

    return Workplane("XY").newObject(shapes)


def importShape(importType, fileName, unit="MM", *args, **kwargs):
    """A workplane with what a file of a type holds: STEP, DXF, BREP or BIN."""
    if importType == ImportTypes.STEP:
        return importStep(fileName, unit)
    if importType == ImportTypes.DXF:
        return importDXF(fileName, *args, **kwargs)
    if importType == ImportTypes.BREP:
        return importBrep(fileName)
    if importType == ImportTypes.BIN:
        return importBin(fileName)
    raise RuntimeError(f"Unsupported import type: {importType!r}")


def importStep(fileName, unit="MM"):
    """A workplane with the shapes of a STEP file, in millimetres or another unit."""
    return _on_workplane(_cq_files.read_step(fileName, unit))


def importBrep(fileName):
    """A workplane with the shape of a BREP file."""
    return _on_workplane([_cq_files.read_brep(fileName)])


def importBin(fileName):
    """A workplane with the shape of a binary BREP file."""
    return _on_workplane([_cq_files.read_bin(fileName)])


def importDXF(filename, tol=1e-6, exclude=[], include=[]):
    """A workplane with the faces that the outlines of a DXF file bound."""
    return _on_workplane(_importDXF(filename, tol, exclude, include))
