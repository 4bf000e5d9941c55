"""The classes of shapes, and the free functions."""

from .free import (
    box,
    cap,
    chamfer,
    chamfer2D,
    check,
    circle,
    clean,
    closest,
    compound,
    cone,
    cut,
    cylinder,
    draft,
    edgeOn,
    ellipse,
    extrude,
    face,
    faceOn,
    fill,
    fillet,
    fillet2D,
    fuse,
    hollow,
    imprint,
    intersect,
    isSubshape,
    loft,
    offset,
    offset2D,
    plane,
    polygon,
    polyline,
    prism,
    project,
    rect,
    revolve,
    segment,
    setThreads,
    shell,
    solid,
    sphere,
    spline,
    split,
    sweep,
    text,
    torus,
    vertex,
    wire,
    wireOn,
)
from .geom import Location, Matrix, Plane, Vector
from .history import History, Op
from .shape_base import Shape
from .shapes_1d import Edge, Mixin1D, Vertex, Wire
from .shapes_2d import Face, Shell
from .shapes_3d import CompSolid, Compound, Mixin3D, Solid
from .sorting import edgesToWires, sortWiresByBuildOrder, wiresToFaces
from .unpacking import (
    _combine_hist_dict,
    _get,
    _get_edges,
    _get_faces,
    _get_one,
    _get_one_wire,
    _get_wires,
)


def downcast(obj):
    """The object itself: there are no untyped shapes here."""
    return obj


def shapetype(obj):
    """The name of the kind of a shape."""
    return obj.ShapeType()


def fix(obj):
    """The shape after OCCT's repair."""
    return obj.fix()
