import cadquery as cq

# pillow block for a 6204 bearing; the shaft runs along y
base_length = 120.0
base_width = 40.0
base_height = 14.0
shaft_height = 35.0
housing_diameter = 64.0
housing_width = 30.0
bearing_diameter = 47.0
bearing_width = 14.0
shaft_clearance = 35.0
root_fillet = 4.0
slot_length = 18.0
slot_width = 11.0
slot_spacing = 92.0

housing_radius = housing_diameter / 2
front = -housing_width / 2

housing = (
    cq.Workplane("XZ")
    .moveTo(-housing_radius, 0)
    .lineTo(housing_radius, 0)
    .lineTo(housing_radius, shaft_height)
    .threePointArc((0, shaft_height + housing_radius), (-housing_radius, shaft_height))
    .close()
    .extrude(housing_width / 2, both=True)
)
base = cq.Workplane("XY").box(base_length, base_width, base_height, centered=(True, True, False))
block = base.union(housing)
for side in (-1, 1):
    block = block.edges(
        cq.selectors.NearestToPointSelector((side * housing_radius, 0, base_height))
    ).fillet(root_fillet)

through = (
    cq.Workplane("XZ")
    .center(0, shaft_height)
    .circle(shaft_clearance / 2)
    .extrude(base_width / 2, both=True)
)
# the seat cutter starts in front of the foot so that the seat stays accessible
seat_floor = front + bearing_width
seat = (
    cq.Workplane("XZ", origin=(0, seat_floor, shaft_height))
    .circle(bearing_diameter / 2)
    .extrude(base_width)
)
block = block.cut(through).cut(seat)
slots = (
    cq.Workplane("XY")
    .pushPoints([(-slot_spacing / 2, 0), (slot_spacing / 2, 0)])
    .slot2D(slot_length, slot_width)
    .extrude(base_height)
)
result = block.cut(slots)
