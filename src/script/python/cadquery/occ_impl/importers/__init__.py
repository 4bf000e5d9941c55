"""Programs read no files."""


def _no_files(*_, **__):
    error = PermissionError("programs cannot read files")
    error.__hint__ = "model the part, or open the file in the window"
    raise error


importShape = importStep = importDXF = importBrep = importBin = _no_files


class ImportTypes:
    """Names of formats."""

    STEP = "STEP"
    DXF = "DXF"
    BREP = "BREP"
    BIN = "BIN"
