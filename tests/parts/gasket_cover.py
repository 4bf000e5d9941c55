import cadquery as cq

# housing cover: gasket groove below, port boss on top
cover_length = 100.0
cover_width = 70.0
cover_thickness = 8.0
corner_radius = 10.0
bolt_hole = 5.5
bolt_spacing_x = 84.0
bolt_spacing_y = 54.0
groove_length = 72.0
groove_width_y = 42.0
groove_radius = 6.0
groove_size = 3.0
groove_depth = 2.2
boss_diameter = 28.0
boss_height = 6.0
port_drill = 10.2

cover = (
    cq.Workplane("XY")
    .box(cover_length, cover_width, cover_thickness, centered=(True, True, False))
    .edges("|Z")
    .fillet(corner_radius)
)
cover = cover.faces(">Z").workplane().circle(boss_diameter / 2).extrude(boss_height)

# the groove is the difference of two rounded blocks about its centre line
half = groove_size / 2
groove_outside = (
    cq.Workplane("XY")
    .rect(groove_length + groove_size, groove_width_y + groove_size)
    .extrude(groove_depth)
    .edges("|Z")
    .fillet(groove_radius + half)
)
groove_inside = (
    cq.Workplane("XY")
    .rect(groove_length - groove_size, groove_width_y - groove_size)
    .extrude(groove_depth)
    .edges("|Z")
    .fillet(groove_radius - half)
)
cover = cover.cut(groove_outside.cut(groove_inside))

bolt_points = [
    (x * bolt_spacing_x / 2, y * bolt_spacing_y / 2) for x in (-1, 0, 1) for y in (-1, 1)
]
bolts = (
    cq.Workplane("XY").pushPoints(bolt_points).circle(bolt_hole / 2).extrude(cover_thickness)
)
port = (
    cq.Workplane("XY").circle(port_drill / 2).extrude(cover_thickness + boss_height)
)
result = cover.cut(bolts).cut(port)
