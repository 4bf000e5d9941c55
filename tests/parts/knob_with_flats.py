import cadquery as cq

# hand knob: round boss below, gripping head with milled flats above
head_diameter = 40.0
head_height = 18.0
flat_count = 6
across_flats = 37.0
boss_diameter = 22.0
boss_height = 8.0
thread_drill = 6.8
thread_depth = 20.0

head = cq.Workplane("XY").workplane(offset=boss_height).circle(head_diameter / 2).extrude(head_height)
flats = (
    cq.Workplane("XY")
    .workplane(offset=boss_height)
    .polygon(flat_count, across_flats, circumscribed=True)
    .extrude(head_height)
)
boss = cq.Workplane("XY").circle(boss_diameter / 2).extrude(boss_height)
knob = head.intersect(flats).union(boss)
result = knob.faces("<Z").workplane().hole(thread_drill, thread_depth)
