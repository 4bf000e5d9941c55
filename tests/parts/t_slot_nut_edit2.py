import cadquery as cq

# T-slot nut, slot 10, thread M8
length = 15.0
foot_width = 15.0
foot_height = 6.0
neck_width = 9.8
total_height = 12.0
thread_drill = 6.8
foot_chamfer = 1.5

foot = cq.Workplane("XY").box(foot_width, length, foot_height, centered=(True, True, False))
foot = foot.faces("<Z").edges("|Y").chamfer(foot_chamfer)
neck = cq.Workplane("XY").box(neck_width, length, total_height, centered=(True, True, False))
result = foot.union(neck).faces(">Z").workplane().hole(thread_drill)
