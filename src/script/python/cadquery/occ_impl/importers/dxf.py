"""DXF files."""

import _cq_files


def _importDXF(filename, tol=1e-6, exclude=[], include=[]):
    """The faces that the outlines of a DXF file bound, on all layers, some, or all but some."""
    return _cq_files.read_dxf(filename, tol, list(exclude or []), list(include or []))
