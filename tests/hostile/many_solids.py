# status: timeout,limit  line: 5-6  says:
import cadquery as cq

solids = []
while True:
    solids.append(cq.Workplane().sphere(1))
