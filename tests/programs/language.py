# What programs write in Python, apart from geometry. Every section must run to its end.

# --- format strings ---
n = 3
assert f"{n:>5.2f}|{n!r}|{n=}|{'a' if n else 'b'}|{n:{5}d}" == " 3.00|3|n=3|a|    3"
assert "%s-%.2f" % ("x", 1.5) == "x-1.50" and "{:>5}|{k}".format(1, k=2) == "    1|2"

# --- printing ---
# printed: a-b!7 [1, 2]
print("a", "b", sep="-", end="!")
print(7, [1, 2])

# --- comprehensions ---
odd = [x * x for x in range(5) if x % 2]
by_letter = {k: v for k, v in zip("abc", range(3))}
assert odd == [1, 9] and by_letter["c"] == 2 and {x for x in odd} == {9, 1} and sum(x for x in odd) == 10

# --- classes ---
class Part:
    count = 0

    def __init__(self, w=1.0, *, h: float = 2.0):
        self.w, self.h = w, h
        Part.count += 1

    @property
    def area(self):
        return self.w * self.h

    @area.setter
    def area(self, value):
        self.w = value / self.h

    @classmethod
    def make(cls, **settings):
        return cls(**settings)

    def __add__(self, other):
        return type(self)(self.w + other.w)


class Wide(Part):
    def __init__(self, w=3.0):
        super().__init__(w)


wide = Wide()
wide.area = 10
assert wide.w == 5 and (Part(1) + Part(2)).w == 3 and Part.make(w=2, h=3).area == 6 and Part.count == 5

# --- dataclasses ---
from dataclasses import dataclass, field, replace


@dataclass
class Hole:
    diameter: float = 1.0
    depth: float = 2.0
    points: list = field(default_factory=list)

    def ratio(self):
        return self.depth / self.diameter


@dataclass(frozen=True)
class Fixed:
    a: int


hole = Hole(4)
assert hole.ratio() == 0.5 and hole == Hole(4, 2.0) and replace(hole, depth=8).ratio() == 2
assert repr(hole) == "Hole(diameter=4, depth=2.0, points=[])"
try:
    Fixed(1).a = 2
    raise SystemExit("a frozen field was assigned")
except AttributeError:
    pass

# --- decorators and closures ---
import functools


def times(n):
    def decorate(f):
        @functools.wraps(f)
        def wrapped(*args, **kwargs):
            return f(*args, **kwargs) * n

        return wrapped

    return decorate


@times(3)
def f(x=1):
    return x


def counter():
    n = 0

    def step():
        nonlocal n
        n += 1
        return n

    return step


step = counter()
step()
assert f(2) == 6 and f.__name__ == "f" and step() == 2

# --- exceptions ---
seen = []
try:
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise ValueError("x") from error
    finally:
        seen.append(1)
except (ValueError, KeyError) as error:
    seen.append(str(error))
else:
    seen.append("no")
assert seen == [1, "x"]

# --- main guard and globals ---
def main():
    global made
    made = [1]


if __name__ == "__main__":
    main()
assert made == [1] and globals()["made"] is made

# --- math ---
import math
from math import *

assert abs(math.radians(180) - pi) < 1e-9 and hypot(3, 4) == 5 and ceil(1.2) == 2 and floor(-1.5) == -2
assert math.isclose(1, 1) and math.comb(4, 2) == 6 and math.dist((0, 0), (3, 4)) == 5 and degrees(pi) == 180

# --- typing ---
from __future__ import annotations
from typing import Any, Dict, List, NamedTuple, Optional, Tuple, Union

Point = Tuple[float, float]


class Named(NamedTuple):
    a: int
    b: float = 2.0


def f(a: List[Point], b: Optional[int] = None, c: "int|str" = 3) -> Dict[str, Any]:
    x: float = 1.0
    y: int
    return {"a": a}


def g(a: list[tuple[float, float]], b: int | None = None) -> tuple[int, ...]:
    return (1,)


assert Named(1).b == 2.0 and f([(1, 2)])["a"] == [(1, 2)] and g([]) == (1,)

# --- generators and unpacking ---
def inner(n):
    for i in range(n):
        yield i


def outer():
    yield from inner(3)


first, *rest = outer()
assert (first, rest) == (0, [1, 2])


def g(a, *b, c=1, **d):
    return a, b, c, d


assert g(*[1, 2], **{"c": 3, "z": 4}) == (1, (2,), 3, {"z": 4})
assert {**{"a": 1}, "b": 2} == {"a": 1, "b": 2}

# --- match, walrus, with ---
def kind(x):
    match x:
        case (a, b):
            return a + b
        case {"k": v}:
            return v
        case int():
            return x
        case _:
            return None


class Quiet:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return True


with Quiet():
    raise ValueError
if (n := len([1, 2])) > 1:
    assert n == 2
assert kind((1, 2)) == 3 and kind({"k": 5}) == 5 and kind("x") is None

# --- the same random numbers as CPython ---
import random

random.seed(3)
assert random.random() == 0.23796462709189137
assert [random.randint(1, 100) for _ in range(4)] == [70, 17, 48, 78]
rng = random.Random(7)
assert rng.uniform(0, 1) == 0.32383276483316237
numbers = [1, 2, 3, 4, 5]
rng.shuffle(numbers)
assert numbers == [5, 1, 3, 4, 2], numbers

# --- chance without a seed repeats ---
# printed: 0.8444218515250481
import random

print(random.random())

# --- the standard library ---
import argparse, bisect, cmath, collections, copy, datetime, decimal, enum, fractions, heapq, itertools
import json, numbers, operator, re, statistics, string, textwrap, time, types, warnings, abc, contextlib
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from enum import Enum, IntEnum, auto


class K(Enum):
    A = 1
    B = auto()


@contextlib.contextmanager
def doubled(x):
    yield 2 * x


with doubled(4) as eight:
    assert eight == 8
assert K.B.value == 2 and K["A"] is K.A and [k.name for k in K] == ["A", "B"]
assert copy.deepcopy({"a": [1]}) == {"a": [1]} and json.loads(json.dumps({"a": 1.5}))["a"] == 1.5
assert re.match(r"(\d+)", "12a").group(1) == "12" and list(itertools.product([1], [2])) == [(1, 2)]
assert fractions.Fraction(1, 3) + fractions.Fraction(1, 6) == fractions.Fraction(1, 2)
assert statistics.mean([1, 2, 3]) == 2 and datetime.date(2024, 2, 29).isoformat() == "2024-02-29"
assert namedtuple("P", "x y")(1, 2).x == 1 and Counter("aab")["a"] == 2
assert functools.reduce(operator.add, [1, 2]) == 3 if "functools" in globals() else True
time.time()

# --- numpy ---
import numpy as np

a = np.linspace(0, 1, 5)
points = [(np.cos(t), np.sin(t)) for t in np.linspace(0, 2 * np.pi, 8)]
assert len(a) == 5 and len(points) == 8 and (np.array([1, 2, 3]) * 2).tolist() == [2, 4, 6]
assert np.dot([1, 2, 3], [4, 5, 6]) == 32 and np.linalg.norm([3, 4]) == 5
assert np.allclose(np.linalg.solve([[2, 1], [1, 3]], [3, 5]), [0.8, 1.4])
assert np.zeros((2, 3)).shape == (2, 3) and np.arange(0, 1, 0.25).tolist() == [0, 0.25, 0.5, 0.75]
m = np.array([[1, 2], [3, 4]])
assert m[1, 0] == 3 and m.T.tolist() == [[1, 3], [2, 4]] and m.sum(axis=0).tolist() == [4, 6] and (m @ m)[0, 1] == 10
m[0, 1] = 9
assert m.max() == 9 and np.cross([1, 0, 0], [0, 1, 0]).tolist() == [0, 0, 1]
try:
    np.linalg.solve([[1, 1], [1, 1]], [1, 2])
except np.linalg.LinAlgError:
    singular = True
assert singular

# --- logging, time, paths ---
# printed: INFO:x:a 1
import logging, os, sys
from pathlib import Path

logging.basicConfig(level=logging.INFO)
logging.getLogger("x").info("a %d", 1)
logging.getLogger("x").debug("hidden")
folder = os.path.dirname(os.path.abspath(__file__))
assert os.path.join(folder, "out", "a.step") == "/out/a.step" and os.path.splitext("a/b.c.stl") == ("a/b.c", ".stl")
os.makedirs("out", exist_ok=True)
assert (Path(__file__).parent / "out" / "part.step").with_suffix(".stl").name == "part.stl"
assert not Path("x").exists() and sys.argv == ["program.py"]

# --- nothing outside can be reached ---
import sys

reached = []
for name in ("socket", "subprocess", "ctypes", "posix", "_posixsubprocess", "mmap", "fcntl", "resource", "tkinter"):
    try:
        __import__(name)
        reached.append(name)
    except ImportError:
        pass
for attempt in (
    lambda: open("/etc/passwd"),
    lambda: __import__("io").open("/etc/passwd"),
    lambda: __import__("io").FileIO("/etc/passwd"),
    lambda: __import__("_io").open("/etc/passwd"),
    lambda: __import__("os").system("id"),
    lambda: __import__("pathlib").Path("/etc/passwd").read_text(),
    lambda: sys.stdin.read(),
    lambda: input(),
):
    try:
        attempt()
        reached.append("an attempt")
    except Exception:
        pass
assert not reached, reached

# --- exec, eval, introspection ---
assert eval("1 + 2") == 3
exec("q = 5")
assert q == 5 and callable(print) and hasattr([], "append") and type(1) is int and "q" in vars()

# --- exit ends a program well ---
# printed: before
import sys

print("before")
sys.exit(0)
print("after")

# --- forms of one name ---
# printed: 1 2
from cadquery.utils import multidispatch


@multidispatch
def form(x: int):
    return 1


@multidispatch
def form(x: str):
    return 2


print(form(3), form("x"))

# --- forms of one name are forgotten with their program ---
# printed: 7
# error: 10 form: no form takes ['str']
from cadquery.utils import multidispatch


@multidispatch
def form(x: int):
    return 7


print(form(3))
form("x")

# --- names for annotations are there when they are asked for ---
# printed: True True MM
import cadquery as cq
from cadquery.cq import CQObject, VectorLike
from cadquery.types import UnitLiterals

print(UnitLiterals == cq.UnitLiterals, cq.Vector in VectorLike.__args__, UnitLiterals.__args__[10])
