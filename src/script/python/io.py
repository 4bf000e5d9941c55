"""Streams in memory; there are no files."""

import abc

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


def open(*_, **__):
    """Refuses."""
    error = PermissionError("programs cannot open files")
    error.__hint__ = "put the values into the program; export() makes files, importers read CAD files beside the program"
    raise error


open_code = open


def text_encoding(encoding, stacklevel=2):
    """The encoding of text."""
    return encoding or "utf-8"
