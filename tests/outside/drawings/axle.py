import cadquery as cq

result = cq.Workplane("YZ").circle(10).extrude(25)
for start, length, diameter in [(25, 40, 32), (65, 5, 24), (70, 30, 28), (100, 20, 16)]:
    result = result.union(cq.Workplane("YZ").workplane(offset=start).circle(diameter / 2).extrude(length))
