"""The free functions and the classes that they work on."""

from .occ_impl.free import *
from .occ_impl.geom import Location, Plane, Vector
from .occ_impl.history import History
from .occ_impl.shapes import CompSolid, Compound, Edge, Face, Shape, Shell, Solid, Vertex, Wire
