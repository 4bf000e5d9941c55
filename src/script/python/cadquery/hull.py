"""The convex outline of circles, arcs and segments in a plane."""

from .sketch import Sketch


def find_hull(edges):
    """The wire around edges; only straight ones and arcs are possible."""
    for edge in edges:
        if edge.geomType() not in ("LINE", "CIRCLE"):
            raise ValueError(f"Unsupported geometry {edge.geomType()}")
    sketch = Sketch()
    for edge in edges:
        sketch.edge(edge)
    return sketch.hull().val().outerWire()
