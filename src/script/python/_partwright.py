"""The start of a run: streams, viewers, random numbers."""

import builtins
import random
import sys

import _cq_runtime
import io
from ocp_vscode import show_object


class _Output:
    """Standard output: what is printed goes to the host."""

    encoding = "utf-8"
    errors = "strict"
    mode = "w"
    closed = False

    def __init__(self, name):
        self.name = name

    def write(self, text):
        """Takes a piece of text."""
        return _cq_runtime.write(text)

    def writelines(self, lines):
        """Takes several pieces of text."""
        for line in lines:
            self.write(line)

    def flush(self):
        """Nothing is held back."""

    def isatty(self):
        """There is no terminal."""
        return False

    def writable(self):
        """It can be written."""
        return True

    def readable(self):
        """It cannot be read."""
        return False

    seekable = readable

    def fileno(self):
        """There is no file."""
        raise io.UnsupportedOperation("fileno")


def debug(*_, **__):
    """Takes an object that is not a result."""


def input(prompt=""):
    """Programs cannot ask."""
    error = EOFError("programs cannot ask for input")
    error.__hint__ = "assign the value to a variable; it becomes a parameter"
    raise error


def breakpoint(*_, **__):
    """There is no debugger."""


def _ignore(_):
    """What goes wrong while objects are cleaned up is nobody's business."""


sys.unraisablehook = _ignore
builtins.open = io.open
builtins.input = input
builtins.breakpoint = breakpoint
builtins.exit = builtins.quit = sys.exit
sys.stdin = sys.__stdin__ = None
sys.stdout = sys.__stdout__ = _Output("<stdout>")
sys.stderr = sys.__stderr__ = _Output("<stderr>")
sys.path = []
sys.executable = ""

# These would start to import and fail in their middle.
for _name in (
    "asyncio", "ctypes", "ensurepip", "ftplib", "http", "imaplib", "mmap", "multiprocessing", "poplib",
    "smtplib", "socket", "socketserver", "sqlite3", "ssl", "subprocess", "tkinter",
    "turtle", "venv", "webbrowser",
):
    sys.modules[_name] = None


_FINDERS, _HOOKS = list(sys.meta_path), list(sys.path_hooks)


def start(variables):
    """Prepares the variables of a program and makes chance repeat itself."""
    sys.path = []
    # A program before this one may have brought its own way to import.
    sys.meta_path[:] = _FINDERS
    sys.path_hooks[:] = _HOOKS
    sys.argv = ["program.py"]
    sys.setrecursionlimit(1000)
    random.seed(0)
    # Where it is imported later, it begins with this seed.
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed(0)
    variables["show_object"] = show_object
    variables["debug"] = debug
