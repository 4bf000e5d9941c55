"""Paths and the files that a program makes: there are no others, no processes and no environment."""

import sys

import _cq_files

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
O_RDONLY, O_WRONLY, O_RDWR = 0, 1, 2

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


system = popen = open = read = write = chmod = symlink = link = _refuse
execv = execve = kill = startfile = _refuse


def _known(path):
    if not _cq_files.has(path):
        if fspath(path).startswith("/") and not _cq_files.has_folder(path):
            _refuse()
        raise FileNotFoundError(f"{fspath(path)} was not found; programs reach only files that they made")
    return path


def remove(path):
    """Takes a file away that the program made."""
    if not _cq_files.remove(_known(path)):
        _refuse()


unlink = remove


def rename(source, target):
    """Gives a file that the program made another name."""
    _cq_files.write(target, _cq_files.read(_known(source)))
    remove(source)


replace = rename


class stat_result:
    """What is known of a file: its size."""

    def __init__(self, size):
        self.st_size, self.st_mtime, self.st_mode = size, 0.0, 0o100644


def stat(path):
    """The size of a file that the program made or may read."""
    return stat_result(len(_cq_files.read(_known(path))))


lstat = stat


def getcwd():
    """The root, or where the program went."""
    return _cq_files.folder()


def chdir(folder):
    """Lets the relative names of the program's own files begin elsewhere."""
    _cq_files.enter(fspath(folder))


def listdir(folder="."):
    """The names in a folder."""
    here = path.abspath(folder).strip("/")
    here = here + "/" if here else ""
    below = (name[len(here) :] for name in _cq_files.names() if name.startswith(here))
    return sorted({name.split("/")[0] for name in below})


class DirEntry:
    """A name in a folder."""

    def __init__(self, folder, name):
        self.name, self.path = name, path.join(folder, name)

    def is_file(self, **_):
        """Whether it is a file."""
        return _cq_files.has(self.path)

    def is_dir(self, **_):
        """Whether it is a folder."""
        return not self.is_file()

    def is_symlink(self):
        """There are no links."""
        return False

    def stat(self, **_):
        """The size of the file."""
        return stat(self.path)


class scandir:
    """What lies in a folder, one after the other."""

    def __init__(self, folder="."):
        self._entries = iter([DirEntry(folder, name) for name in listdir(folder)])

    def __iter__(self):
        return self._entries

    def __next__(self):
        return next(self._entries)

    def close(self):
        """Nothing is open."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


def walk(top, *_, **__):
    """Folder, folders in it and files in it, from the top down."""
    names = listdir(top)
    inside = [name for name in names if not _cq_files.has(path.join(top, name))]
    yield top, inside, [name for name in names if name not in inside]
    for name in inside:
        yield from walk(path.join(top, name))


def mkdir(folder, *_, **__):
    """A folder for the files of the program; for exports the host makes folders itself."""
    _cq_files.make_folder(folder)


makedirs = mkdir


def rmdir(*_, **__):
    """Folders cost nothing."""


removedirs = rmdir


def access(file, *_, **__):
    """Whether there is such a file."""
    return _cq_files.has(file)


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
