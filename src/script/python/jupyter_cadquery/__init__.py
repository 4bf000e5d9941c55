"""Viewer calls of notebooks."""

from ocp_vscode import *
from ocp_vscode import _nothing

web_color = open_viewer = set_defaults = _nothing
