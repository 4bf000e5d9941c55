# What is said when a program is wrong, and where.

# --- syntax errors come all at once ---
# error: 1:5 SyntaxError
# error: 3:8 SyntaxError
a = = 1
b = 2
if True
    c = 3

# --- unclosed bracket ---
# error: 1:6-7 SyntaxError: '(' was never closed
# hint: add the closing ')'
x = f(1, 2

# --- return outside of a function ---
# error: 1 SyntaxError
return 5

# --- the method of a long chain is marked ---
# error: 7:6-11 AttributeError: 'Workplane' object has no attribute 'filet'
# hint: did you mean "fillet"?
import cadquery as cq

result = (
    cq.Workplane("XY")
    .box(1, 2, 3)
    .edges("|Z")
    .filet(0.1)
    .faces(">Z")
)

# --- names ---
# error: 3:5-12 NameError: name 'lenghth' is not defined
# hint: did you mean "length"?
length = 3
größe = 4
x = lenghth + 1

# --- forgotten import ---
# error: 1:10-12 NameError: name 'cq' is not defined
# hint: add the line `import cadquery as cq` at the top
result = cq.Workplane("XY").box(1, 1, 1)

# --- unknown module ---
# error: 1 ModuleNotFoundError: No module named 'scipy'
# hint: programs may import cadquery
import scipy

# --- unknown name in a module ---
# error: 1 ImportError: cannot import name 'Workplan'
# hint: did you mean "Workplane"?
from cadquery import Workplan

# --- files ---
# error: 1:8-24 FileNotFoundError: data.csv was not found; programs open only files that they made
# hint: put the values into the program
text = open("data.csv")

# --- in a function the innermost line of the program counts ---
# error: 2:12-17 ZeroDivisionError: division by zero
def f(x):
    return 1 / x


f(0)

# --- columns count characters ---
# error: 1:12-17 ZeroDivisionError: division by zero
ä = "äöü", 1 / 0

# --- an unknown keyword ---
# error: 3:25-43 TypeError: box() needs at least 3 arguments, got 2 and 'depth'
# hint: spelling
import cadquery as cq

result = cq.Workplane().box(1, 1, depth=3)

# --- a wrong type ---
# error: 3:25-39 TypeError: expected a number, got 'a' (str)
import cadquery as cq

result = cq.Workplane().box("a", 1, 3)

# --- no pending wires ---
# error: 3:25-35 ValueError: No pending wires present
# hint: outline
import cadquery as cq

result = cq.Workplane().extrude(1)

# --- a selector that cannot be read ---
# error: 3:38-49 ParseException
import cadquery as cq

result = cq.Workplane().box(1, 1, 1).faces(">Q")

# --- a fillet without room ---
# error: 3:52-65 StdFail_NotDone: chamfer
import cadquery as cq

result = cq.Workplane().box(10, 10, 1).edges(">Z").chamfer(20.0)

# --- assertions ---
# error: 2:1 AssertionError
# hint: the condition does not hold: assert x > 5
x = 3
assert x > 5

# --- exit with a message ---
# error: 3 SystemExit: too thin
import sys

sys.exit("too thin")

# --- deep recursion ---
# error: 2 RecursionError
# hint: calls itself
def f(x):
    return f(x + 1)


f(0)

# --- parts made before an error are kept ---
# objects: r Workplane
# error: 4:1-6 ZeroDivisionError
import cadquery as cq

r = cq.Workplane().box(1, 1, 1)
1 / 0

# --- export to no name ---
# error: 3 names no file; give a name such as part.step
import cadquery as cq
box = cq.Workplane().box(1, 1, 1)
cq.exporters.export(box, "..", "STL")
