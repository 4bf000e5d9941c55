import cadquery as cq

# flat open-end wrench for a router collet nut, origin in the jaw
thickness = 5.0
across_flats = 24.0
jaw_bottom = 10.0
head_diameter = 46.0
handle_width = 24.0
handle_reach = 150.0
hanging_hole = 8.0

end_radius = handle_width / 2
head = cq.Workplane("XY").circle(head_diameter / 2).extrude(thickness)
handle = (
    cq.Workplane("XY")
    .moveTo(0, -end_radius)
    .lineTo(handle_reach - end_radius, -end_radius)
    .threePointArc((handle_reach, 0), (handle_reach - end_radius, end_radius))
    .lineTo(0, end_radius)
    .close()
    .extrude(thickness)
)
jaw = (
    cq.Workplane("XY")
    .moveTo(jaw_bottom, 0)
    .rect(2 * head_diameter, across_flats)
    .extrude(thickness)
    .translate((-head_diameter, 0, 0))
)
hole = (
    cq.Workplane("XY")
    .center(handle_reach - end_radius, 0)
    .circle(hanging_hole / 2)
    .extrude(thickness)
)
result = head.union(handle).cut(jaw).cut(hole)
