"""Wires into faces and edges into wires."""

import _cq_curves as _curves
import _cq_faces as _faces


def sortWiresByBuildOrder(wireList):
    """Groups of an outer wire and the wires of its holes."""
    return _faces.sort_wires(list(wireList))


def wiresToFaces(wireList):
    """The faces that wires bound."""
    wires = list(wireList)
    return _faces.make_face(wires[0], wires[1:]).Faces()


def edgesToWires(edges, tol=1e-6):
    """As few wires as possible of edges."""
    return _curves.combine(list(edges), tol)
