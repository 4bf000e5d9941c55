"""Vectors, planes, locations, matrices and boxes."""

from _cq_geom import BoundBox, Matrix, Vector
from _cq_place import Location, Plane

TOL = 1e-2

__all__ = ["BoundBox", "Location", "Matrix", "Plane", "TOL", "Vector"]
