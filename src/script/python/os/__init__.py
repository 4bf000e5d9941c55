"""Path arithmetic only: programs have no file system, no processes and no environment."""

import sys

from . import path
from .path import curdir, pardir

altsep = None
extsep = "."
linesep = "\n"
name = "posix"
pathsep = ":"
sep = "/"
devnull = "/dev/null"
environ = {}
error = OSError
F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1

sys.modules["os.path"] = path


class PathLike:
    """Objects with `__fspath__`."""

    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __class_getitem__(cls, _):
        return cls


def fspath(path):
    """The text of a path."""
    if isinstance(path, (str, bytes)):
        return path
    try:
        return type(path).__fspath__(path)
    except AttributeError:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}") from None


fsdecode = fsencode = fspath


def _refuse(*_, **__):
    error = PermissionError("programs cannot reach files, processes or the network")
    error.__hint__ = "leave it out; export() asks the host for files"
    raise error


system = popen = remove = unlink = rename = replace = rmdir = removedirs = open = read = write = _refuse
stat = lstat = chmod = symlink = link = execv = execve = kill = scandir = walk = startfile = _refuse


def getcwd():
    """Programs run in no folder."""
    return "/"


def chdir(_):
    """Programs run in no folder."""


def listdir(path="."):
    """No files."""
    return []


def mkdir(*_, **__):
    """Folders are made by the host when it writes exports."""


makedirs = mkdir


def access(*_, **__):
    """No files."""
    return False


def getenv(key, default=None):
    """No environment."""
    return default


def getpid():
    """One process."""
    return 1


def getlogin():
    """One user."""
    return "user"


def cpu_count():
    """One processor."""
    return 1


def urandom(size):
    """Bytes that are the same in every run, so that a program gives the same part each time."""
    state, out = 0x9E3779B9, bytearray()
    for _ in range(size):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        out.append(state >> 16 & 255)
    return bytes(out)
