"""Exports of assemblies, as requests."""

import _cq_runtime


def exportAssembly(assy, path, *_, **__):
    """Asks for a STEP file with an assembly."""
    _cq_runtime.export(assy, path, "STEP")
    return True
