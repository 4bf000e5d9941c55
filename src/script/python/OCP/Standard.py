"""Exceptions of OpenCASCADE."""

import _cq_runtime


def __getattr__(name):
    if name.startswith("Standard_"):
        return _cq_runtime.occt_error(name)
    raise AttributeError(f"module 'OCP.Standard' has no attribute {name!r}")
