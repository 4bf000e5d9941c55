"""Exceptions of OpenCASCADE."""

import _cq_runtime


def __getattr__(name):
    if name.startswith("StdFail_"):
        return _cq_runtime.occt_error(name)
    raise AttributeError(f"module 'OCP.StdFail' has no attribute {name!r}")
