# status: crash  line: 8  says: fillet
# The walls are as thick as the rounding, so the fillets of inside and outside meet: OpenCASCADE
# reads through a null pointer.
import cadquery as cq

wall = 1
tray = cq.Workplane("XY").box(40, 30, 15).faces(">Z").shell(-wall, kind="intersection")
result = tray.edges().fillet(wall)
