import cadquery as cq

# bent sheet bracket for a threaded proximity switch
width = 40.0
foot_depth = 30.0
height = 50.0
sheet = 2.0
bend_inner_radius = 2.0
sensor_hole = 18.5
sensor_height = 30.0
top_radius = 8.0
slot_length = 12.0
slot_width = 4.5
slot_spacing = 24.0
slot_y = -3.0

rear = foot_depth / 2
bend_outer_radius = bend_inner_radius + sheet
profile = (
    cq.Workplane("YZ")
    .moveTo(-rear, 0)
    .lineTo(rear - bend_outer_radius, 0)
    .radiusArc((rear, bend_outer_radius), -bend_outer_radius)
    .lineTo(rear, height)
    .lineTo(rear - sheet, height)
    .lineTo(rear - sheet, bend_outer_radius)
    .radiusArc((rear - bend_outer_radius, sheet), bend_inner_radius)
    .lineTo(-rear, sheet)
    .close()
)
bracket = profile.extrude(width / 2, both=True)
bracket = bracket.faces(">Z").edges("|Y").fillet(top_radius)
bracket = bracket.faces(">Y").workplane(origin=(0, 0, sensor_height)).hole(sensor_hole, sheet)
slots = (
    cq.Workplane("XY")
    .pushPoints([(-slot_spacing / 2, slot_y), (slot_spacing / 2, slot_y)])
    .slot2D(slot_length, slot_width, 90)
    .extrude(sheet)
)
result = bracket.cut(slots)
