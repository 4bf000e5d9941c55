import cadquery as cq

# single V-belt pulley turned about z (inch sizes written in mm)
outer_diameter = 76.2
width = 19.05
bore_diameter = 19.05
groove_top_width = 12.7
groove_bottom_width = 6.35
groove_depth = 9.525

outer_radius = outer_diameter / 2
root_radius = outer_radius - groove_depth
middle = width / 2

result = (
    cq.Workplane("XZ")
    .moveTo(bore_diameter / 2, 0)
    .lineTo(outer_radius, 0)
    .lineTo(outer_radius, middle - groove_top_width / 2)
    .lineTo(root_radius, middle - groove_bottom_width / 2)
    .lineTo(root_radius, middle + groove_bottom_width / 2)
    .lineTo(outer_radius, middle + groove_top_width / 2)
    .lineTo(outer_radius, width)
    .lineTo(bore_diameter / 2, width)
    .close()
    .revolve(360, (0, 0, 0), (0, 1, 0))
)
