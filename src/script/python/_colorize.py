"""Colours of terminals: there is no terminal, therefore every colour is an empty text."""


class _Plain(str):
    """A theme and a colour at once."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key):
        return self if isinstance(key, str) else super().__getitem__(key)


ANSIColors = NoColors = default_theme = theme_no_color = _Plain()


def can_colorize(*_, **__):
    """There is no terminal."""
    return False


def get_colors(*_, **__):
    """Every colour is empty."""
    return NoColors


def get_theme(*_, **__):
    """Every colour is empty."""
    return theme_no_color


def decolor(text):
    """The text without colours, of which it has none."""
    return text
