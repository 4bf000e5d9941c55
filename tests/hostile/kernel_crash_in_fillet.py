# status: crash,error  line: 8  says: fillet
# The walls are as thick as the rounding, so the fillets of inside and outside meet. CadQuery 2.8
# dies of it; here the kernel may notice in time.
import cadquery as cq

wall = 1
tray = cq.Workplane("XY").box(40, 30, 15).faces(">Z").shell(-wall, kind="intersection")
result = tray.edges().fillet(wall)
