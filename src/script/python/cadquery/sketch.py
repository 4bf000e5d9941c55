"""Sketches: faces and edges in a plane."""

import _cq_runtime
import _cq_sketch

from .occ_impl import exporters


@_cq_runtime.register
class Sketch(_cq_sketch.Sketch):
    """A Python class over the native one, so that programs may assign methods to it."""

    def export(self, fname, tolerance=0.1, angularTolerance=0.1, opt=None):
        """Asks for a file; the host decides whether it is written."""
        exporters.export(self, fname, None, tolerance, angularTolerance, opt)
        return self

    def invoke(self, f):
        """Calls a function with this sketch and goes on with what it returns, if anything."""
        from inspect import signature

        try:
            wants_argument = len(signature(f).parameters) > 0
        except (TypeError, ValueError):
            wants_argument = True
        result = f(self) if wants_argument else f()
        return self if result is None else result
