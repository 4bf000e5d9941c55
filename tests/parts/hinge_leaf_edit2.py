import cadquery as cq

# one leaf of a butt hinge, the one with the two outer knuckles
leaf_length = 60.0
leaf_width = 35.0
leaf_thickness = 2.5
barrel_diameter = 8.0
pin_diameter = 4.0
gap_length = 20.4
gap_clearance = 0.5
screw_hole = 4.5
csk_diameter = 9.0
csk_angle = 90.0
outer_screw_spacing = 40.0
outer_screw_y = -3.0

barrel_radius = barrel_diameter / 2
barrel_y = leaf_width / 2

leaf = cq.Workplane("XY").box(leaf_length, leaf_width, leaf_thickness, centered=(True, True, False))
barrel = (
    cq.Workplane("YZ")
    .center(barrel_y, barrel_radius)
    .circle(barrel_radius)
    .extrude(leaf_length / 2, both=True)
)
pin = (
    cq.Workplane("YZ")
    .center(barrel_y, barrel_radius)
    .circle(pin_diameter / 2)
    .extrude(leaf_length / 2, both=True)
)
gap = cq.Workplane("XY").box(
    gap_length, 2 * (barrel_radius + gap_clearance), barrel_diameter, centered=(True, True, False)
).translate((0, barrel_y, 0))

leaf = leaf.union(barrel).cut(pin).cut(gap)
result = (
    leaf.copyWorkplane(cq.Workplane("XY", origin=(0, 0, leaf_thickness)))
    .pushPoints([
        (-outer_screw_spacing / 2, outer_screw_y),
        (outer_screw_spacing / 2, outer_screw_y),
    ])
    .cskHole(screw_hole, csk_diameter, csk_angle)
)
