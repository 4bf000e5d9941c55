"""Temporary files and folders: they live as long as the run anyway."""

import os
import io

_count = [0]
tempdir = None


def gettempdir():
    """The folder for temporary files."""
    os.mkdir("/tmp")
    return "/tmp"


def _name(suffix, prefix, dir):
    _count[0] += 1
    return os.path.join(dir or gettempdir(), f"{prefix or 'tmp'}{_count[0]}{suffix or ''}")


def mkdtemp(suffix=None, prefix=None, dir=None):
    """A new folder."""
    folder = _name(suffix, prefix, dir)
    os.mkdir(folder)
    return folder


def mktemp(suffix="", prefix="tmp", dir=None):
    """A name that no file has."""
    return _name(suffix, prefix, dir)


class TemporaryDirectory:
    """A new folder, as a context."""

    def __init__(self, suffix=None, prefix=None, dir=None, **_):
        self.name = mkdtemp(suffix, prefix, dir)

    def cleanup(self):
        """Takes the files away that the program made in it."""
        for name in os.listdir(self.name):
            path = os.path.join(self.name, name)
            if os.path.isfile(path):
                os.remove(path)

    def __enter__(self):
        return self.name

    def __exit__(self, *_):
        self.cleanup()


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, **_):
    """A new file."""
    return io.open(_name(suffix, prefix, dir), mode, encoding=encoding, newline=newline)


TemporaryFile = SpooledTemporaryFile = NamedTemporaryFile
