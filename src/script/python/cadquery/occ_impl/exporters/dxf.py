"""DXF files."""

import _cq_files

from ..shape_base import Shape


def _parts(w, layer=""):
    """Shapes with a layer and the plane of their drawing."""
    plane = getattr(w, "plane", None)
    if isinstance(w, Shape):
        return [(w, layer, None)]
    return [(shape, layer, plane) for shape in w]


class _Document:
    """What stands for the document of ezdxf: it can be saved."""

    def __init__(self, dxf):
        self._dxf = dxf

    def saveas(self, filename, encoding=None, fmt="asc"):
        """Makes the file."""
        dxf = self._dxf
        _cq_files.export_dxf(dxf._shapes, dxf._layers, filename, dxf._settings)

    def write(self, stream, fmt="asc"):
        """Writes the text into something with write()."""
        dxf = self._dxf
        stream.write(_cq_files.dxf_text(dxf._shapes, dxf._layers, dxf._settings).decode())


class DxfDocument:
    """A DXF file in the making: add layers and shapes, then `document.saveas(name)`."""

    CURVE_TOLERANCE = 1e-9

    def __init__(
        self, dxfversion="AC1015", setup=False, doc_units=4, *, metadata=None, approx=None, tolerance=1e-3
    ):
        self._settings = {"approx": approx, "curveTolerance": tolerance, "doc_units": doc_units}
        self._layers = []
        self._shapes = []
        self.approx = approx
        self.tolerance = tolerance
        self.document = _Document(self)

    def add_layer(self, name, *, color=7, linetype="CONTINUOUS"):
        """Adds a layer with the number of its colour; returns itself."""
        self._layers.append((name, color))
        return self

    def add_shape(self, shape, layer=""):
        """Adds a shape or what is on the stack of a workplane; returns itself."""
        self._shapes.extend(_parts(shape, layer))
        return self


def exportDXF(w, fname, approx=None, tolerance=1e-3, *, doc_units=4):
    """Makes a DXF file with the edges of shapes, in the plane of a workplane."""
    settings = {"approx": approx, "curveTolerance": tolerance, "doc_units": doc_units}
    if isinstance(w, Shape) or hasattr(w, "plane"):
        _cq_files.export(w, fname, "DXF", settings)
    else:
        _cq_files.export_dxf([part for one in w for part in _parts(one)], [], fname, settings)
