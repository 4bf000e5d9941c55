"""Colours, where CadQuery keeps them."""

from _cq_geom import Color
