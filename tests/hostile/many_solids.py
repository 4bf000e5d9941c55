# status: limit,timeout  line: any  says:
import cadquery as cq

solids = []
while True:
    solids.append(cq.Workplane().sphere(1))
