"""Drawings with hidden lines."""

import _cq_files


def getSVG(shape, opts=None):
    """The drawing of a shape as text; `opts` takes the settings of the SVG exporter."""
    return _cq_files.content(shape, "SVG", dict(opts or {})).decode()


def exportSVG(shape, fileName, opts=None):
    """Makes a file with the drawing of the first object of a workplane."""
    _cq_files.export(shape.val(), fileName, "SVG", dict(opts or {}))
