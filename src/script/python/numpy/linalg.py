"""Linear algebra of small matrices."""

import math

import numpy as _np


class LinAlgError(ValueError):
    """A matrix cannot be inverted."""


def norm(x, ord=None, axis=None):
    """The length of a vector, or of each row or column."""
    x = _np.array(x)
    if axis is not None:
        rows = x if axis in (1, -1) else x.T
        return _np.ndarray([norm(row, ord) for row in rows]) if x.ndim > 1 else norm(x, ord)
    elements = [abs(value) for value in x.flatten()] if isinstance(x, _np.ndarray) else [abs(x)]
    if ord == math.inf:
        return max(elements, default=0.0)
    if ord == 1:
        return math.fsum(elements)
    return math.sqrt(math.fsum(value * value for value in elements))


def _eliminate(a, b):
    """Solves for several right sides; gives the solution and the determinant."""
    n = len(a)
    rows = [[float(x) for x in left] + [float(x) for x in right] for left, right in zip(a, b)]
    determinant = 1.0
    for column in range(n):
        pivot = max(range(column, n), key=lambda row: abs(rows[row][column]))
        if abs(rows[pivot][column]) < 1e-300:
            return None, 0.0
        if pivot != column:
            rows[column], rows[pivot] = rows[pivot], rows[column]
            determinant = -determinant
        lead = rows[column][column]
        determinant *= lead
        rows[column] = [x / lead for x in rows[column]]
        for row in range(n):
            if row != column and rows[row][column]:
                factor = rows[row][column]
                rows[row] = [x - factor * y for x, y in zip(rows[row], rows[column])]
    return [row[n:] for row in rows], determinant


def _square(a):
    a = _np.array(a).tolist()
    if any(len(row) != len(a) for row in a):
        raise LinAlgError("the matrix must be square")
    return a


def solve(a, b):
    """The x with a x = b."""
    a, b = _square(a), _np.array(b).tolist()
    single = not isinstance(b[0], list)
    solution, _ = _eliminate(a, [[x] for x in b] if single else b)
    if solution is None:
        raise LinAlgError("Singular matrix")
    return _np.array([row[0] for row in solution] if single else solution)


def inv(a):
    """The inverse of a matrix."""
    return solve(a, _np.eye(len(a)))


def det(a):
    """The determinant of a matrix."""
    a = _square(a)
    return _eliminate(a, [[] for _ in a])[1]
