# Python as CAD programs use it.

# --- dataclass of dimensions ---
from dataclasses import dataclass, field
import cadquery as cq
@dataclass
class Bracket:
    width: float = 30.0
    height: float = 20.0
    thickness: float = 3.0
    holes: list = field(default_factory=lambda: [(-8, 0), (8, 0)])
    def build(self) -> cq.Workplane:
        return cq.Workplane().box(self.width, self.height, self.thickness).faces(">Z").workplane().pushPoints(self.holes).hole(4)
result = Bracket(width=40).build()

# --- inheritance and properties ---
import cadquery as cq
class Part:
    def __init__(self, size):
        self.size = size
    @property
    def body(self):
        return cq.Workplane().box(self.size, self.size, self.size)
    @staticmethod
    def unit():
        return 2
class Drilled(Part):
    @property
    def body(self):
        return super().body.faces(">Z").workplane().hole(self.unit())
result = Drilled(8).body

# --- comprehensions and zip ---
import cadquery as cq
xs, hs = [0, 5, 10], [1, 2, 3]
parts = [cq.Workplane(origin=(x, 0, 0)).box(2, 2, h) for x, h in zip(xs, hs)]
result = parts[0]
for p in parts[1:]:
    result = result.union(p)

# --- functions with defaults and keywords ---
import cadquery as cq
def tube(od, id=None, *, length=10, **options):
    """A tube."""
    inner = id if id is not None else od - 2
    return cq.Workplane(options.get("plane", "XY")).circle(od / 2).circle(inner / 2).extrude(length)
result = [tube(8), tube(8, 4, length=5), tube(**{"od": 6, "length": 2, "plane": "XZ"})]

# --- closures and lambdas ---
import cadquery as cq
def scaler(k):
    return lambda w: w.newObject([o.scale(k) for o in w.vals()])
double = scaler(2)
result = double(cq.Workplane().box(1, 2, 3))

# --- functools and itertools ---
import cadquery as cq
from functools import reduce, lru_cache
from itertools import product, accumulate
@lru_cache(maxsize=None)
def block(h):
    return cq.Workplane().box(1, 1, h)
result = reduce(lambda a, b: a.union(b), (block(1 + (x + y) % 2).translate((x, y, 0)) for x, y in product(range(3), range(2))))
print(list(accumulate([1, 2, 3])))

# --- enum and match ---
from enum import Enum
import cadquery as cq
class Kind(Enum):
    ROUND = 1
    SQUARE = 2
def section(kind):
    match kind:
        case Kind.ROUND:
            return cq.Workplane().circle(2)
        case Kind.SQUARE:
            return cq.Workplane().rect(3, 3)
result = [section(k).extrude(1) for k in Kind]

# --- mathematics ---
import math
import cadquery as cq
n, m = 12, 2.0
r = m * n / 2
pts = []
for i in range(n):
    for da, dr in ((-0.2, -1), (-0.1, 1), (0.1, 1), (0.2, -1)):
        a = 2 * math.pi * i / n + da * math.pi / n * 4
        pts.append((round((r + dr) * math.cos(a), 9), round((r + dr) * math.sin(a), 9)))
result = cq.Workplane().polyline(pts).close().extrude(3).faces(">Z").workplane().hole(5)
print(math.floor(2.7), math.ceil(2.2), round(math.hypot(3, 4), 9), round(math.degrees(math.atan2(1, 1)), 9))

# --- random numbers that repeat ---
import random
import cadquery as cq
random.seed(42)
print([round(random.random(), 9) for _ in range(3)], random.randint(1, 100), random.choice("abcdef"), round(random.uniform(2, 3), 9), round(random.gauss(0, 1), 9))
items = list(range(8))
random.shuffle(items)
print(items, random.sample(range(50), 4))
result = cq.Workplane().box(1 + random.random(), 1, 1)

# --- small numpy ---
import numpy as np
import cadquery as cq
a = np.array([1.0, 2.0, 3.0])
t = np.linspace(0, np.pi, 5)
print(np.dot(a, a), round(float(np.linalg.norm(a)), 9), [round(float(x), 6) for x in np.sin(t)], np.zeros(3).shape)
pts = [(float(x), float(y)) for x, y in zip(np.cos(t) * 4, np.sin(t) * 3)]
result = cq.Workplane().polyline(pts).close().extrude(1)

# --- strings and formats ---
import cadquery as cq
w, h = 12.5, 3
result = cq.Workplane().box(w, h, 1)
print(f"{w:.2f} x {h:>4d} | {'part':<8}| {w/h:8.3f} | {1e-7:g}", "%5.1f %s" % (w, "mm"), "{:03d}".format(7), f"{result.val().Volume():.4f}")

# --- loops with else, break, continue ---
import cadquery as cq
result = cq.Workplane().box(20, 4, 1)
for i in range(10):
    if i % 2:
        continue
    if i > 6:
        break
    result = result.faces(">Z").workplane(origin=(-6 + i * 2, 0, 0)).circle(0.5).cutThruAll()
n = 3
while n > 0:
    n -= 1
else:
    print("done", n)

# --- try, finally, with ---
import cadquery as cq
from contextlib import contextmanager
log = []
@contextmanager
def step(name):
    log.append("+" + name)
    try:
        yield name
    finally:
        log.append("-" + name)
with step("base") as s:
    result = cq.Workplane().box(3, 3, 3)
try:
    with step("bad"):
        raise RuntimeError("x")
except RuntimeError as e:
    log.append(str(e))
print(log)

# --- generators and unpacking ---
import cadquery as cq
def corners(w, h):
    for sx in (-1, 1):
        for sy in (-1, 1):
            yield sx * w / 2, sy * h / 2
first, *rest = corners(8, 4)
print(first, len(rest))
result = cq.Workplane().box(12, 8, 1).faces(">Z").workplane().pushPoints([*corners(8, 4)]).hole(1)

# --- type hints and main ---
from __future__ import annotations
from typing import List, Optional, Tuple, Union
import cadquery as cq
Point = Tuple[float, float]
def plate(points: List[Point], t: Optional[float] = None) -> cq.Workplane:
    return cq.Workplane("XY").polyline(points).close().extrude(t or 2)
if __name__ == "__main__":
    result = plate([(0, 0), (4, 0), (2, 3)])

# --- globals and os ---
import os
import sys
import cadquery as cq
name = os.path.join("out", "part.step")
print(os.path.basename(name), os.path.splitext(name)[1], "result" in globals(), len(sys.argv) >= 1)
result = cq.Workplane().box(1, 1, 1)

# --- json, re, copy, collections ---
import json, re, copy
from collections import namedtuple, defaultdict, OrderedDict
import cadquery as cq
Spec = namedtuple("Spec", "w d h")
spec = Spec(**json.loads('{"w": 3, "d": 4, "h": 5}'))
count = defaultdict(int)
for m in re.findall(r"[a-z]+", "hole slot hole"):
    count[m] += 1
print(dict(count), copy.deepcopy(spec)._asdict())
result = copy.copy(cq.Workplane().box(*spec))

# --- operators on numbers ---
import cadquery as cq
print(7 // 2, -7 // 2, 7 % 3, 2 ** 10, 5 & 3, 5 | 3, 5 ^ 3, 1 << 4, ~5, 0.1 + 0.2, 10 / 4, 1 < 2 < 3, not 1, 3 if 0 else 4)
result = cq.Workplane().box(2 ** 0.5, 7 // 2, abs(-1))

# --- sorting and sets ---
import cadquery as cq
b = cq.Workplane().box(1, 2, 3).faces(">Z").workplane().hole(0.5)
areas = sorted({round(f.Area(), 6) for f in b.faces().vals()}, reverse=True)
print(areas, max(areas), sum(areas) > 0, any(a < 1 for a in areas), all(areas))
result = b

# --- decorators and args ---
import cadquery as cq
def named(label):
    def wrap(f):
        def inner(*args, **kwargs):
            print(label, args, sorted(kwargs))
            return f(*args, **kwargs)
        return inner
    return wrap
@named("make")
def make(a, b, *, c=1):
    return cq.Workplane().box(a, b, c)
result = make(1, 2, c=3)

# --- star import ---
from cadquery import *
from math import *
result = Workplane("XY").box(2, 2, sqrt(4)).cut(Workplane(obj=Solid.makeSphere(1)))

# --- text in other alphabets ---
import cadquery as cq
größe = 4  # Größe in mm
名前 = "板"
print(名前, größe, "Ø", len("é"))
result = cq.Workplane().box(größe, größe, 1)

# --- arguments bound to parameters ---
import inspect
def f(a, b=2, *rest, c, **more):
    pass
print(inspect.signature(f).bind(1, c=3).arguments)
print(inspect.signature(f).bind(1, 2, 4, 5, c=3, d=6).arguments)
try:
    inspect.signature(f).bind(1)
except TypeError as error:
    print(error)

# --- one name for several forms ---
from cadquery.utils import get_arity, multidispatch
@multidispatch
def area(r: float):
    return 3 * r * r
@multidispatch
def area(w: float, h: float):
    return w * h
print(area(2.0), area(2.0, 3.0), get_arity(lambda a, b: 0), get_arity(print))

# --- functions of any arity for invoke ---
import cadquery as cq
seen = []
w = cq.Workplane().rarray(2, 0, 3, 1).box(1, 1, 1, combine=False)
w = w.invoke(lambda: seen.append(0)).invoke(lambda x: seen.append(x.size())).invoke(lambda x: x.first())
print(seen, w.size())
try:
    w.invoke(lambda x, y: 1)
except ValueError:
    print("two arguments are too many")
result = w

# --- hull of circles and segments ---
import cadquery as cq
from cadquery import hull
edges = [cq.Edge.makeCircle(0.5, (-1.5, 0.5, 0)), cq.Edge.makeCircle(0.5, (1.9, 0, 0)),
         cq.Edge.makeLine(cq.Vector(0, -0.5), cq.Vector(-0.5, 1.5))]
result = hull.find_hull(edges)
