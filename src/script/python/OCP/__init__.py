"""Exceptions of OpenCASCADE by their names; its other classes cannot be reached from programs."""
