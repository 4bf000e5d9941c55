"""Copies of files that a program made."""

import os


def copyfile(source, target, *_, **__):
    """Copies a file."""
    if os.path.isdir(target):
        target = os.path.join(target, os.path.basename(source))
    with open(source, "rb") as old, open(target, "wb") as new:
        new.write(old.read())
    return target


copy = copy2 = copyfile


def move(source, target, *_, **__):
    """Gives a file another name."""
    target = copyfile(source, target)
    os.remove(source)
    return target


def rmtree(folder, *_, **__):
    """Takes the files of a folder away."""
    for place, _folders, names in list(os.walk(folder)):
        for name in names:
            os.remove(os.path.join(place, name))


def which(*_, **__):
    """There are no other programs."""
    return None
