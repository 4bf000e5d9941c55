"""Calls of notebooks: what is displayed becomes a result of the program."""

from ocp_vscode import show


def display(*objects, **_):
    """Shows objects."""
    show(*objects)


def _nothing(*_, **__):
    return None


SVG = HTML = Image = clear_output = _nothing
