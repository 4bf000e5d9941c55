"""`import cadquery.importers` for programs that spell it so."""

from .occ_impl.importers import *
