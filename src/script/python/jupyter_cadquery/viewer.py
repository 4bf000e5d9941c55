"""Viewer calls of notebooks."""

from jupyter_cadquery import *
