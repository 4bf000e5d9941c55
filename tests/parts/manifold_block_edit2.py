import cadquery as cq

# hydraulic manifold: one gallery along x, outlets on top, one port at the back
block_length = 90.0
block_width = 50.0
block_height = 40.0
edge_chamfer = 1.5
gallery_diameter = 9.0
end_port_diameter = 11.8
end_port_depth = 14.0
gallery_height = 20.0
outlet_count = 3
outlet_pitch = 24.0
outlet_diameter = 8.0
spotface_diameter = 16.0
spotface_depth = 1.5
side_port_diameter = 8.0
mount_hole = 6.6
mount_spacing_x = 74.0
mount_spacing_y = 36.0

block = (
    cq.Workplane("XY")
    .box(block_length, block_width, block_height, centered=(True, True, False))
    .edges("|Z")
    .chamfer(edge_chamfer)
)

# gallery with a port at either end
gallery = (
    cq.Workplane("YZ")
    .center(0, gallery_height)
    .circle(gallery_diameter / 2)
    .extrude(block_length / 2, both=True)
)
block = block.cut(gallery)
for side in (-1, 1):
    port = (
        cq.Workplane("YZ", origin=(side * block_length / 2, 0, gallery_height))
        .circle(end_port_diameter / 2)
        .extrude(-side * end_port_depth)
    )
    block = block.cut(port)

# outlets drilled down to the middle of the gallery
outlets = (
    cq.Workplane("XY", origin=(0, 0, gallery_height))
    .rarray(outlet_pitch, 1, outlet_count, 1)
    .circle(outlet_diameter / 2)
    .extrude(block_height - gallery_height)
)
spotfaces = (
    cq.Workplane("XY", origin=(0, 0, block_height - spotface_depth))
    .rarray(outlet_pitch, 1, outlet_count, 1)
    .circle(spotface_diameter / 2)
    .extrude(spotface_depth)
)
side_port = (
    cq.Workplane("XZ", origin=(0, 0, gallery_height))
    .circle(side_port_diameter / 2)
    .extrude(-block_width / 2)
)
mounts = (
    cq.Workplane("XY")
    .rect(mount_spacing_x, mount_spacing_y, forConstruction=True)
    .vertices()
    .circle(mount_hole / 2)
    .extrude(block_height)
)
result = block.cut(outlets).cut(spotfaces).cut(side_port).cut(mounts)
