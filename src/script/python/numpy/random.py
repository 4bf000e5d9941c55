"""Random numbers; other numbers than numpy's for the same seed."""

import random as _random

import numpy as _np

_source = _random.Random(0)
seed = _source.seed


def _many(draw, size):
    if size is None:
        return draw()
    shape = (size,) if isinstance(size, int) else tuple(size)
    total = 1
    for length in shape:
        total *= length
    return _np.ndarray([draw() for _ in range(total)]).reshape(shape)


def rand(*shape):
    """Numbers in 0..1."""
    return _many(_source.random, shape or None)


def random(size=None):
    """Numbers in 0..1."""
    return _many(_source.random, size)


def uniform(low=0.0, high=1.0, size=None):
    """Numbers between limits."""
    return _many(lambda: _source.uniform(low, high), size)


def normal(loc=0.0, scale=1.0, size=None):
    """Numbers around a middle."""
    return _many(lambda: _source.gauss(loc, scale), size)


def randn(*shape):
    """Numbers around zero."""
    return normal(size=shape or None)


def randint(low, high=None, size=None):
    """Whole numbers, the upper limit left out."""
    low, high = (0, low) if high is None else (low, high)
    return _many(lambda: _source.randrange(low, high), size)


def choice(values, size=None):
    """Elements by chance."""
    values = list(values) if hasattr(values, "__iter__") else list(range(values))
    return _many(lambda: _source.choice(values), size)


def shuffle(values):
    """Mixes a list."""
    _source.shuffle(values)


def default_rng(seed=None):
    """A source of random numbers."""
    return _Generator(seed)


class _Generator:
    """Draws from its own source."""

    def __init__(self, seed=None):
        self._source = _random.Random(0 if seed is None else seed)

    def random(self, size=None):
        """Numbers in 0..1."""
        return _many(self._source.random, size)

    def uniform(self, low=0.0, high=1.0, size=None):
        """Numbers between limits."""
        return _many(lambda: self._source.uniform(low, high), size)

    def normal(self, loc=0.0, scale=1.0, size=None):
        """Numbers around a middle."""
        return _many(lambda: self._source.gauss(loc, scale), size)

    def integers(self, low, high=None, size=None):
        """Whole numbers, the upper limit left out."""
        low, high = (0, low) if high is None else (low, high)
        return _many(lambda: self._source.randrange(low, high), size)
