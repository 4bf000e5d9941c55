# Programs that try to run forever or to use everything. Each must end within its time.

# --- endless loop ---
# status: timeout
while True:
    pass

# --- endless loop that catches everything ---
# status: timeout
import time

start = time.time()
while time.time() - start < 60:
    try:
        while True:
            pass
    except BaseException:
        break
while True:
    pass

# --- endless generator ---
# status: timeout
def numbers():
    n = 0
    while True:
        n += 1
        yield n


total = 0
for n in numbers():
    total += n

# --- too much output ---
# status: limit
# error: 2 MemoryError
while True:
    print("x" * 1000)

# --- too many objects ---
# status: limit
import cadquery as cq

box = cq.Workplane().box(1, 1, 1)
while True:
    show_object(box)

# --- deep data ---
deep = None
for _ in range(100_000):
    deep = [deep]
del deep

# --- deep classes ---
# error: 3 RecursionError
class A:
    def __getattr__(self, name):
        return getattr(self, name + "x")


A().y

# --- finally and generators do not hold a stop up ---
# status: timeout
import contextlib


@contextlib.contextmanager
def held():
    try:
        yield 1
    finally:
        while True:
            pass


def numbers():
    try:
        while True:
            yield 1
    except GeneratorExit:
        while True:
            pass


with held():
    try:
        [n for n in numbers() if n > 5]
    except BaseException:
        while True:
            pass
    finally:
        while True:
            pass

# --- after all that the next program runs ---
# volume: 1
import cadquery as cq

result = cq.Workplane().box(1, 1, 1)
