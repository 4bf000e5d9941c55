# status: crash  line: 6  says: OpenCASCADE crashed
# A needle thinner than any tolerance, with a draft.
import cadquery as cq

size = 0.0007
result = cq.Workplane("XY").circle(size / 2).extrude(size * 2, taper=-1)
