"""CadQuery for programs that run inside Partwright; the geometry is native."""

from .occ_impl.geom import BoundBox, Location, Matrix, Plane, Vector
from .occ_impl.shapes import (
    Compound,
    CompSolid,
    Edge,
    Face,
    Shape,
    Shell,
    Solid,
    Vertex,
    Wire,
    sortWiresByBuildOrder,
)
from .selectors import (
    DirectionMinMaxSelector,
    DirectionSelector,
    NearestToPointSelector,
    ParallelDirSelector,
    PerpendicularDirSelector,
    Selector,
    StringSyntaxSelector,
    TypeSelector,
)
from .sketch import Sketch
from .cq import CQ, Workplane
from .assembly import Assembly, Color, Constraint, Material
from .occ_impl import assembly as _
from .occ_impl import exporters, importers
from . import plugins, selectors, types

__version__ = "2.8.0"


def __getattr__(name):
    """The names that are made when they are asked for."""
    if name == "UnitLiterals":
        return types.UnitLiterals
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


__all__ = [
    "Assembly",
    "BoundBox",
    "CQ",
    "Color",
    "Compound",
    "Constraint",
    "DirectionMinMaxSelector",
    "DirectionSelector",
    "Edge",
    "Face",
    "Location",
    "Material",
    "Matrix",
    "NearestToPointSelector",
    "ParallelDirSelector",
    "PerpendicularDirSelector",
    "Plane",
    "Selector",
    "Shape",
    "Shell",
    "Sketch",
    "Solid",
    "StringSyntaxSelector",
    "TypeSelector",
    "UnitLiterals",
    "Vector",
    "Vertex",
    "Wire",
    "Workplane",
    "exporters",
    "importers",
    "plugins",
    "selectors",
    "sortWiresByBuildOrder",
]
