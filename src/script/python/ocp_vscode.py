"""Viewer calls: what is shown becomes a result of the program, everything else does nothing."""

import _cq_runtime


class Camera:
    """Camera settings, ignored."""

    RESET = KEEP = CENTER = ISO = None
    TOP = BOTTOM = LEFT = RIGHT = FRONT = BACK = None


class Collapse:
    """Tree settings, ignored."""

    NONE = LEAVES = ALL = ROOT = None


def show(*objects, names=None, colors=None, alphas=None, **_):
    """Shows objects with optional names and colours."""
    for index, shown in enumerate(objects):
        options = {}
        if alphas is not None and index < len(alphas) and alphas[index] is not None:
            options["alpha"] = alphas[index]
        _cq_runtime.show(
            shown,
            name=names[index] if names is not None and index < len(names) else None,
            color=colors[index] if colors is not None and index < len(colors) else None,
            options=options,
        )


def show_object(obj, name=None, options=None, parent=None, clear=False, **settings):
    """Shows one object."""
    options = dict(options or {})
    if settings.get("alpha") is not None:
        options["alpha"] = settings["alpha"]
    if settings.get("color") is not None:
        options["color"] = settings["color"]
    _cq_runtime.show(obj, name=name, options=options)


def show_all(*_, **__):
    """Nothing: what is left in variables is found anyway."""


def _nothing(*_, **__):
    """A setting of a viewer."""


reset_show = push_object = show_objects = show_clear = set_port = set_defaults = set_viewer_config = _nothing
reset_defaults = get_defaults = get_default = status = workspace_config = combined_config = _nothing
save_screenshot = open_viewer = set_sidecar = close_viewer = set_colormap = unset_colormap = _nothing
