# status: timeout  line: 5-6  says: did not finish within 1 s
import cadquery as cq

part = cq.Workplane().box(1, 2, 3)
while True:
    pass
