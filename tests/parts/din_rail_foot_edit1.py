import cadquery as cq

# clip-on foot for 35 mm top-hat rail, extruded along y
length = 52.0
width = 20.0
height = 14.0
hook_x = -15.5
latch_x = 16.5
lip_height = 3.0
groove_half = 17.8
groove_height = 1.5
slit_width = 1.5
slit_top = 11.0
notch_depth = 2.0
notch_low = 4.0
notch_high = 7.0
screw_hole = 3.3
screw_spacing = 16.0
screw_x = 0.0
top_chamfer = 2.0

end = length / 2
groove_top = lip_height + groove_height
slit_left = groove_half - slit_width

foot = (
    cq.Workplane("XZ")
    .polyline([
        (-end, 0),
        (hook_x, 0),
        (hook_x, lip_height),
        (-groove_half, lip_height),
        (-groove_half, groove_top),
        (slit_left, groove_top),
        (slit_left, slit_top),
        (groove_half, slit_top),
        (groove_half, lip_height),
        (latch_x, lip_height),
        (latch_x, 0),
        (end, 0),
        (end, notch_low),
        (end - notch_depth, notch_low),
        (end - notch_depth, notch_high),
        (end, notch_high),
        (end, height),
        (-end, height),
    ])
    .close()
    .extrude(width / 2, both=True)
)
foot = foot.faces(">Z").edges("|Y").chamfer(top_chamfer)
screws = (
    cq.Workplane("XY", origin=(screw_x, 0, groove_top))
    .rarray(screw_spacing, 1, 2, 1)
    .circle(screw_hole / 2)
    .extrude(height - groove_top)
)
result = foot.cut(screws)
