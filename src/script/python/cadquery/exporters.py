"""`import cadquery.exporters` for programs that spell it so."""

from .occ_impl.exporters import *
