"""Exports: files are made at the call and handed to the host, which decides whether they are written."""

import _cq_files

from ..shape_base import Shape, settings_of
from .dxf import DxfDocument, exportDXF
from .svg import exportSVG, getSVG


class ExportTypes:
    """Names of formats."""

    STL = "STL"
    STEP = "STEP"
    AMF = "AMF"
    SVG = "SVG"
    TJS = "TJS"
    DXF = "DXF"
    VRML = "VRML"
    VTP = "VTP"
    THREEMF = "3MF"
    BREP = "BREP"
    BIN = "BIN"


# Formats that are text.
_TEXTS = ("STEP", "SVG", "AMF", "TJS", "DXF", "VRML", "VTP", "BREP", "GLTF", "XML")


def compound(*s):
    """Shapes as one; also takes a single iterable of shapes."""
    from ..free import compound as together

    return together(*s)


def _whole(w):
    """What is written for an object: results as they are, other iterables of shapes as a compound."""
    return compound(list(w)) if isinstance(w, (list, tuple, set, frozenset)) or hasattr(w, "__next__") else w


def export(
    w,
    fname,
    exportType=None,
    tolerance=0.1,
    angularTolerance=0.1,
    unit="MM",
    outputUnit=None,
    opt=None,
    **_,
):
    """Makes a file with an object; the format follows the extension unless it is named."""
    w = _whole(w)
    if exportType is None:
        exportType = str(fname).rsplit(".", 1)[-1]
    settings = settings_of(exportType, tolerance, angularTolerance, unit, outputUnit, opt)
    _cq_files.export(w, fname, exportType, settings)


def exportVTP(shape, fname, tolerance=0.1, angularTolerance=0.1):
    """Makes a VTP file."""
    export(shape, fname, ExportTypes.VTP, tolerance, angularTolerance)


def toString(shape, exportType, tolerance=0.1, angularTolerance=0.05):
    """The content of a file; bytes for the formats that are no text."""
    settings = settings_of(exportType, tolerance, angularTolerance)
    content = _cq_files.content(_whole(shape), exportType, settings)
    return content.decode() if exportType.upper() in _TEXTS else content


def exportShape(w, exportType, fileLike, tolerance=0.1, angularTolerance=0.1):
    """The old name of export, with the type first; takes a file name or something with write()."""
    if not hasattr(fileLike, "write"):
        return export(w, fileLike, exportType, tolerance, angularTolerance)
    content = toString(w, exportType, tolerance, angularTolerance)
    try:
        fileLike.write(content)
    except TypeError:
        fileLike.write(content.encode() if isinstance(content, str) else content.decode("latin-1"))
