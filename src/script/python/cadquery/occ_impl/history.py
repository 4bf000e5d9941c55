"""What operations made of the faces, edges and vertices of their arguments."""

import _cq_history
import _cq_shape_ops as _ops


def _one(shapes):
    """A shape alone, several as a compound."""
    shapes = list(shapes)
    return shapes[0] if len(shapes) == 1 else _ops.compound(shapes)


def _parts(shape):
    return list(shape) if shape.ShapeType() == "Compound" else [shape]


class Op:
    """What one operation made of the shapes that it was given.

    The methods take a face, edge or vertex of an argument, or several as a compound; without one they give
    everything. A shape of which nothing was made is a KeyError.
    """

    def __init__(self, name=None):
        self._name = name or None
        self._tracked = []
        self._deleted = []
        self._modified, self._generated, self._images = {}, {}, {}
        self._first, self._last = {}, {}
        self._first_shapes, self._last_shapes = [], []

    @staticmethod
    def _of(table, shape):
        if shape is None:
            return _one(part for parts in table.values() for part in parts)
        return _one(part for one in _parts(shape) for part in table[one])

    def modified(self, s=None):
        """The new forms of a shape: a face with a hole, a shortened edge."""
        return self._of(self._modified, s)

    def generated(self, s=None):
        """What is new because of a shape: the side above an edge, the fillet along it."""
        return self._of(self._generated, s)

    def deleted(self):
        """The shapes that are not in the result."""
        return _one(self._deleted)

    def images(self, s):
        """What stands for a shape in an imprint, or for a face in a shell."""
        return self._of(self._images, s)

    def first(self, s=None):
        """Where a sweep, or the part of it that came of a shape, begins."""
        return _one(self._first_shapes) if s is None else self._of(self._first, s)

    def last(self, s=None):
        """Where a sweep, or the part of it that came of a shape, ends."""
        return _one(self._last_shapes) if s is None else self._of(self._last, s)


class History:
    """Operations in order, by number or by the name that was given with them."""

    def __init__(self):
        self.ops = []
        self.opDict = {}

    def __getitem__(self, ix):
        return self.opDict[ix] if isinstance(ix, str) else self.ops[ix]

    def pop(self):
        """Takes the last operation away."""
        return self.ops.pop()

    def append(self, op, name=None):
        """Adds an operation."""
        self.ops.append(op)
        if name:
            self.opDict[name] = op


def noted(history, name, shapes, work):
    """Does some work and adds what it made of the shapes to a history, if there is one."""
    if history is None:
        return work()
    tracked = {}
    for shape in shapes:
        for part in (*shape.Faces(), *shape.Edges(), *shape.Vertices()):
            tracked.setdefault(part)
    tracked = list(tracked)
    result, changes = _cq_history.traced(tracked, work)
    op = Op(name)
    op._tracked = tracked
    tables = {
        "generated": op._generated,
        "modified": op._modified,
        "first": op._first,
        "last": op._last,
        "image": op._images,
    }
    wholes = {"first": op._first_shapes, "last": op._last_shapes}
    for word, origin, shape in changes:
        if word == "deleted":
            op._deleted.append(shape)
        elif origin is None:
            wholes[word].append(shape)
        else:
            tables[word].setdefault(tracked[origin], []).append(shape)
    history.append(op, name)
    return result


def refuse(history, function):
    """Says that a function keeps no history."""
    if history is not None:
        error = NotImplementedError(f"{function}() keeps no history")
        error.__hint__ = (
            "fuse, cut, intersect, split, imprint, shell, solid, fillet, chamfer, extrude, revolve, offset and "
            "hollow do; "
            "leave history out here and choose shapes with a selector"
        )
        raise error
