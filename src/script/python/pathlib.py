"""Paths as objects; behind them are the files that a program makes or may read."""

import io as _io
import os as _os
from os import PathLike, path as _path


class PurePath(PathLike):
    """A path as text."""

    def __init__(self, *parts):
        self._text = _path.normpath(_path.join(*[_path._text(part) for part in parts])) if parts else "."

    def __truediv__(self, other):
        return type(self)(self, other)

    def __rtruediv__(self, other):
        return type(self)(other, self)

    def __str__(self):
        return self._text

    __fspath__ = as_posix = __str__

    def __repr__(self):
        return f"{type(self).__name__}({self._text!r})"

    def __eq__(self, other):
        return isinstance(other, PurePath) and self._text == other._text

    def __lt__(self, other):
        return self._text < other._text

    def __hash__(self):
        return hash(self._text)

    @property
    def name(self):
        """The last part."""
        return _path.basename(self._text)

    @property
    def stem(self):
        """The name without its extension."""
        return _path.splitext(self.name)[0]

    @property
    def suffix(self):
        """The extension with its dot."""
        return _path.splitext(self.name)[1]

    @property
    def parent(self):
        """The folder."""
        return type(self)(_path.dirname(self._text) or ".")

    @property
    def parents(self):
        """The folder, its folder, and so on."""
        found, path = [], self
        while path.parent != path:
            path = path.parent
            found.append(path)
        return found

    @property
    def parts(self):
        """The parts, the root first."""
        return (("/",) if self._text.startswith("/") else ()) + tuple(p for p in self._text.split("/") if p)

    def joinpath(self, *others):
        """Parts after this path."""
        return type(self)(self, *others)

    def with_suffix(self, suffix):
        """Another extension."""
        return type(self)(_path.splitext(self._text)[0] + suffix)

    def with_name(self, name):
        """Another name."""
        return type(self)(self.parent, name)

    def with_stem(self, stem):
        """Another name with the same extension."""
        return self.with_name(stem + self.suffix)

    def is_absolute(self):
        """Whether it starts at the root."""
        return self._text.startswith("/")

    def relative_to(self, other):
        """The way from a folder."""
        return type(self)(_path.relpath(self._text, _path._text(other)))


class Path(PurePath):
    """A path; behind it are only files that the program made or may read."""

    @classmethod
    def cwd(cls):
        """The root, or where the program went."""
        return cls(_os.getcwd())

    @classmethod
    def home(cls):
        """There is no home folder."""
        return cls("/")

    def absolute(self):
        """From the root."""
        return type(self)(_path.abspath(self._text))

    def resolve(self, strict=False):
        """From the root."""
        return self.absolute()

    def expanduser(self):
        """No home folder."""
        return self

    def exists(self):
        """Whether there is such a file or folder."""
        return _path.exists(self._text)

    def is_file(self):
        """Whether it is a file that the program made or a CAD file that it may read."""
        return _path.isfile(self._text)

    def is_dir(self):
        """Whether it is the root or a folder that the program made."""
        return _path.isdir(self._text)

    def mkdir(self, *_, **__):
        """A folder for the files of the program; for exports the host makes folders itself."""
        _os.mkdir(self._text)

    def rmdir(self):
        """Folders cost nothing."""

    def iterdir(self):
        """What lies in the folder."""
        return (self / name for name in _os.listdir(self._text))

    def glob(self, pattern):
        """The files in the folder whose names match a pattern."""
        from fnmatch import fnmatch

        return (one for one in self.iterdir() if fnmatch(one.name, pattern))

    def rglob(self, pattern):
        """The files in the folder and below whose names match a pattern."""
        from fnmatch import fnmatch

        for folder, _, names in _os.walk(self._text):
            yield from (type(self)(folder, name) for name in names if fnmatch(name, pattern))

    def open(self, mode="r", *args, **kwargs):
        """Opens a file that the program made or makes."""
        return _io.open(self._text, mode, *args, **kwargs)

    def read_text(self, encoding=None, errors=None):
        """The text of the file."""
        with self.open(encoding=encoding, errors=errors) as file:
            return file.read()

    def read_bytes(self):
        """The bytes of the file."""
        with self.open("rb") as file:
            return file.read()

    def write_text(self, text, encoding=None, *_, **__):
        """Makes a file of text."""
        with self.open("w", encoding=encoding) as file:
            return file.write(text)

    def write_bytes(self, content):
        """Makes a file of bytes."""
        with self.open("wb") as file:
            return file.write(content)

    def touch(self, *_, **__):
        """Makes an empty file if there is none."""
        self.open("a").close()

    def unlink(self, missing_ok=False):
        """Takes a file away that the program made."""
        if self.is_file() or not missing_ok:
            _os.remove(self._text)

    def rename(self, target):
        """Gives a file that the program made another name."""
        _os.rename(self._text, target)
        return type(self)(target)

    replace = rename

    def stat(self):
        """The size of the file."""
        return _os.stat(self._text)


PurePosixPath = PureWindowsPath = PurePath
PosixPath = WindowsPath = Path
