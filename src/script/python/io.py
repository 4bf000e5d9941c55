"""Streams in memory, and the files that a program makes, which live as long as its run."""

import abc

import _cq_files
import _io
from _io import DEFAULT_BUFFER_SIZE, BlockingIOError, BytesIO, StringIO, UnsupportedOperation

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2


class IOBase(_io._IOBase, metaclass=abc.ABCMeta):
    """Any stream."""


class RawIOBase(_io._RawIOBase, IOBase):
    """A raw stream."""


class BufferedIOBase(_io._BufferedIOBase, IOBase):
    """A buffered stream."""


class TextIOBase(_io._TextIOBase, IOBase):
    """A stream of text."""


BufferedIOBase.register(BytesIO)
TextIOBase.register(StringIO)
TextIOWrapper = _io.TextIOWrapper
BufferedReader = _io.BufferedReader
BufferedWriter = _io.BufferedWriter
IncrementalNewlineDecoder = _io.IncrementalNewlineDecoder


class _Kept:
    """What a stream that writes a file does in addition: it hands its content over."""

    def _hold(self, path, mode):
        self.name, self.mode, self._path = path, mode, path
        self._writes = mode[0] in "wax" or "+" in mode
        self._keep()

    def _keep(self):
        if self._writes and not self.closed:
            content = self.getvalue()
            _cq_files.write(self._path, content if isinstance(content, bytes) else content.encode(self.encoding))

    def flush(self):
        """The file has what was written so far."""
        self._keep()

    def close(self):
        """The file has what was written."""
        self._keep()
        super().close()

    def writable(self):
        """Whether the mode allows it."""
        return self._writes

    def fileno(self):
        """There is no descriptor."""
        raise UnsupportedOperation("fileno")


class _Bytes(_Kept, BytesIO):
    """A file of bytes."""


class _Text(_Kept, StringIO):
    """A file of text."""

    encoding = "utf-8"


def _refused():
    error = PermissionError("programs cannot open files")
    error.__hint__ = (
        "programs open only files that they made, by relative names; export() makes CAD files, "
        "importers read CAD files beside the program"
    )
    return error


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    """Opens a file that the program made or makes; no other can be reached."""
    if not isinstance(file, str):
        try:
            file = file.__fspath__()
        except AttributeError:
            raise _refused() from None
    kind = mode.replace("b", "").replace("t", "")
    if kind not in ("r", "w", "a", "x", "r+", "w+", "a+", "x+"):
        raise ValueError(f"invalid mode: {mode!r}")
    known = _cq_files.has(file)
    if not known and file.startswith("/") and not _cq_files.has_folder(file):
        raise _refused()
    if kind[0] == "x" and known:
        raise FileExistsError(f"{file} is there already")
    if kind[0] == "r" and not known:
        error = FileNotFoundError(f"{file} was not found; programs open only files that they made")
        error.__hint__ = "put the values into the program; importers read CAD files that lie beside it"
        raise error
    content = _cq_files.read(file) if kind[0] in "ra" and known else b""
    if "b" in mode:
        stream = _Bytes(content)
    else:
        text = content.decode(encoding or "utf-8", errors or "strict")
        if newline is None:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        stream = _Text(text, newline="")
        stream.encoding = encoding or "utf-8"
    if kind[0] == "a":
        stream.seek(0, SEEK_END)
    stream._hold(file, mode)
    return stream


open_code = open


def text_encoding(encoding, stacklevel=2):
    """The encoding of text."""
    return encoding or "utf-8"
