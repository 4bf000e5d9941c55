"""Arithmetic on POSIX paths, and the files that a program makes or may read."""

import _cq_files

curdir = "."
pardir = ".."
sep = "/"
extsep = "."
altsep = None
pathsep = ":"
supports_unicode_filenames = True


def _text(path):
    return path if isinstance(path, str) else path.__fspath__()


def isabs(path):
    """Whether a path starts at the root."""
    return _text(path).startswith("/")


def join(first, *others):
    """One path after another; an absolute one starts anew."""
    joined = _text(first)
    for other in map(_text, others):
        if other.startswith("/") or not joined:
            joined = other
        elif joined.endswith("/"):
            joined += other
        else:
            joined += "/" + other
    return joined


def split(path):
    """Folder and name."""
    path = _text(path)
    at = path.rfind("/") + 1
    folder, name = path[:at], path[at:]
    return (folder.rstrip("/") or folder, name)


def basename(path):
    """The name."""
    return split(path)[1]


def dirname(path):
    """The folder."""
    return split(path)[0]


def splitext(path):
    """Everything before the extension, and the extension with its dot."""
    path = _text(path)
    start = path.rfind("/") + 1
    dot = path.rfind(".")
    if dot <= start or not path[start:dot].strip("."):
        return (path, "")
    return (path[:dot], path[dot:])


def normpath(path):
    """Without `.`, `..` and double slashes."""
    path = _text(path)
    parts = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part != ".." or not path.startswith("/"):
            parts.append(part)
    return ("/" if path.startswith("/") else "") + "/".join(parts) or "."


def abspath(path):
    """From the root."""
    return normpath(join(_cq_files.folder(), path))


realpath = abspath


def relpath(path, start="/"):
    """The way from one folder to a path."""
    there = [part for part in abspath(path).split("/") if part]
    here = [part for part in abspath(start).split("/") if part]
    common = 0
    while common < min(len(there), len(here)) and there[common] == here[common]:
        common += 1
    return "/".join([".."] * (len(here) - common) + there[common:]) or "."


def commonprefix(paths):
    """The longest text that all begin with."""
    paths = [_text(path) for path in paths]
    if not paths:
        return ""
    low, high = min(paths), max(paths)
    for index, char in enumerate(low):
        if char != high[index]:
            return low[:index]
    return low


def expanduser(path):
    """No home folder."""
    return path


expandvars = normcase = expanduser


def isfile(path):
    """Whether a path is a file that the program made or a CAD file that it may read."""
    return _cq_files.has(path)


def isdir(path):
    """Whether a path is the root or a folder that the program made."""
    return _cq_files.is_folder(path)


def exists(path):
    """Whether there is such a file or folder."""
    return isfile(path) or isdir(path)


lexists = exists


def islink(path):
    """There are no links."""
    return False


ismount = islink


def getsize(path):
    """The number of bytes of a file."""
    from . import stat

    return stat(path).st_size


def getmtime(path):
    """Files have no time."""
    return 0.0
