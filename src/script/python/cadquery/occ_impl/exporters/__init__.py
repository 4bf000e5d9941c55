"""Exports are requests: the host carries them out where the user wants files."""

import _cq_runtime


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


def check_units(unit, outputUnit):
    """Files are in millimetres; a program that wants others is told so."""
    for name in (unit, outputUnit):
        if name is not None and name != "MM":
            _cq_runtime.warn(f"the file is written in millimetres, not in {name}")


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
    """Asks for a file with an object; the format follows the extension unless it is named."""
    check_units(unit, outputUnit)
    _cq_runtime.export(w, fname, exportType)


def exportDXF(w, fname, *_, **__):
    """Asks for a DXF file."""
    _cq_runtime.export(w, fname, ExportTypes.DXF)


def exportShape(w, exportType, fileLike, tolerance=0.1, angularTolerance=0.1):
    """The old name of export, with the type first; only file names can be asked for."""
    _cq_runtime.export(w, fileLike, exportType)


def no_drawing():
    """There is no drawing as a string."""
    raise NotImplementedError("a program cannot make a drawing as a string; render the part instead")


def toString(shape, exportType, tolerance=0.1, angularTolerance=0.1):
    """There are no files as strings."""
    raise NotImplementedError("a program cannot turn a part into the text of a file; ask for a file with export()")


def getSVG(shape, opts=None):
    """There is no drawing as a string."""
    return no_drawing()
