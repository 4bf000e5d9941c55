"""What a test needs of its framework, for scripts that run without one.

Checks are soft: a failed one is noted with its line and the script goes on, so that two runs can be
compared check by check. `finish` prints the balance and shows every result that the script has made.
This text is put in front of every script that cases.py writes; it imports nothing that a program
inside Partwright lacks.
"""

import math as _math
import random as _random
import time as _time
import warnings as _warnings

_random.seed(1)
# Clocks differ from run to run.
_time.time = _time.perf_counter = lambda: 0.0
_checked, _failed = [0], []


def _check(holds, what):
    _checked[0] += 1
    if not holds:
        _failed.append(what)


class approx:
    def __init__(self, expected, rel=None, abs=None, nan_ok=False):
        self.expected, self.rel, self.abs = expected, rel, abs

    def _near(self, a, b):
        if isinstance(b, (bool, str)) or b is None:
            return a == b
        if hasattr(b, "__len__") or hasattr(b, "__iter__") and not isinstance(b, (int, float)):
            a, b = list(a), list(b)
            return len(a) == len(b) and all(self._near(x, y) for x, y in zip(a, b))
        if self.rel is None and self.abs is not None:
            room = self.abs
        else:
            room = max((1e-6 if self.rel is None else self.rel) * _math.fabs(b), 1e-12 if self.abs is None else self.abs)
        return a == b or _math.fabs(a - b) <= room

    def __eq__(self, other):
        if isinstance(self.expected, dict):
            return set(self.expected) == set(other) and all(self._near(other[k], v) for k, v in self.expected.items())
        return self._near(other, self.expected)

    def __ne__(self, other):
        return not self == other

    __hash__ = None


class _Caught:
    value = None
    type = None


class raises:
    def __init__(self, kind, *call, match=None, **named):
        self.kind, self.caught = kind, _Caught()
        if call:
            with self:
                call[0](*call[1:], **named)

    def __enter__(self):
        return self.caught

    def __exit__(self, kind, value, _):
        self.caught.value = self.caught.exception = value
        self.caught.type = kind
        _check(kind is not None and issubclass(kind, self.kind), f"raises {self.kind}: {kind and kind.__name__}")
        return True


class _Mark:
    def __getattr__(self, _):
        return lambda *a, **k: (lambda f: f)


class pytest:
    approx, raises, mark = approx, raises, _Mark()

    @staticmethod
    def fixture(*a, **k):
        return a[0] if a and callable(a[0]) else (lambda f: f)

    @staticmethod
    def warns(*_, **__):
        return _warnings.catch_warnings(record=True)


mark, fixture = pytest.mark, pytest.fixture


class BaseTest:
    @property
    def tmpdir(self):
        return _fix("tmpdir")

    def assertEqual(self, a, b, msg=None):
        _check(a == b, f"equal {type(a).__name__} {type(b).__name__}")

    assertEquals = assertEqual

    def assertNotEqual(self, a, b, msg=None):
        _check(a != b, "not equal")

    def assertAlmostEqual(self, a, b, places=None, msg=None, delta=None):
        near = abs(a - b) <= delta if delta is not None else round(abs(a - b), 7 if places is None else int(places)) == 0
        _check(a == b or near, f"almost equal {b:.6g}" if isinstance(b, float) else "almost equal")

    assertAlmostEquals = assertAlmostEqual

    def assertTupleAlmostEquals(self, expected, actual, places, msg=None):
        for a, b in zip(actual, expected):
            self.assertAlmostEqual(a, b, places)

    def assertTrue(self, a, msg=None):
        _check(bool(a), "true")

    def assertFalse(self, a, msg=None):
        _check(not a, "false")

    def assertGreater(self, a, b, msg=None):
        _check(a > b, "greater")

    def assertGreaterEqual(self, a, b, msg=None):
        _check(a >= b, "greater or equal")

    def assertLess(self, a, b, msg=None):
        _check(a < b, "less")

    def assertLessEqual(self, a, b, msg=None):
        _check(a <= b, "less or equal")

    def assertIsNone(self, a, msg=None):
        _check(a is None, "none")

    def assertIsNotNone(self, a, msg=None):
        _check(a is not None, "not none")

    def assertIsInstance(self, a, kind, msg=None):
        _check(isinstance(a, kind), "instance")

    def assertIn(self, a, b, msg=None):
        _check(a in b, "in")

    def assertRaises(self, kind, *call, **named):
        return raises(kind, *call, **named)

    def assertWarns(self, *_, **__):
        return _warnings.catch_warnings(record=True)

    def saveModel(self, shape):
        pass


def toTuple(v):
    return v.toTuple() if hasattr(v, "toTuple") else tuple(v)


def makeUnitSquareWire():
    from cadquery import Vector, Wire

    return Wire.makePolygon([Vector(*p) for p in ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 0))])


def makeCube(size, xycentered=True):
    from cadquery import Workplane

    plane = Workplane("XY")
    outline = plane.rect(size, size) if xycentered else plane.moveTo(size / 2, size / 2).rect(size, size)
    return outline.extrude(size).val()


def makeUnitCube(centered=True):
    return makeCube(1.0, centered)


class _Request:
    def getfixturevalue(self, name):
        return _fix(name)


class _Patch:
    def setattr(self, target, name, value, raising=True):
        setattr(target, name, value)


class _Folders:
    def mktemp(self, _):
        return _fix("tmp_path")


_fixtures, _made = {}, {}


def _fix(name):
    if name == "tmp_path_factory":
        return _Folders()
    if name == "request":
        return _Request()
    if name == "monkeypatch":
        return _Patch()
    if name in ("tmpdir", "tmp_path") and name not in _fixtures:
        from pathlib import Path

        return Path(".")
    if name not in _made:
        function, needs = _fixtures[name]
        _made[name] = function(*[_fix(n) for n in needs])
    return _made[name]


def finish(space, given):
    import cadquery

    kinds = (cadquery.Workplane, cadquery.Shape, cadquery.Assembly, cadquery.Sketch)
    for name, value in list(space.items()):
        if name not in given and not name.startswith("_") and isinstance(value, kinds):
            space["show_object"](value, name)
    print("checks", _checked[0], "failed", len(_failed))
    for what in _failed:
        print("failed:", what)
