"""Path arithmetic with objects; no path exists."""

from os import PathLike, path as _path
from os import _refuse


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
    """A path; there is no file behind it."""

    @classmethod
    def cwd(cls):
        """Programs run in no folder."""
        return cls("/")

    home = cwd

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
        """Whether it is a CAD file that the program may read; there are no others."""
        return _path.exists(self._text)

    is_file = exists

    def is_dir(self):
        """No folders."""
        return False

    def mkdir(self, *_, **__):
        """Folders are made by the host when it writes exports."""

    def iterdir(self):
        """No files."""
        return iter(())

    def glob(self, pattern):
        """No files."""
        return iter(())

    rglob = glob
    open = read_text = read_bytes = write_text = write_bytes = unlink = rename = touch = stat = _refuse


PurePosixPath = PureWindowsPath = PurePath
PosixPath = WindowsPath = Path
