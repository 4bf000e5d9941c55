# status: crash  line: 8  says: OpenCASCADE crashed
# The walls are thicker than the twisted bar: the offset of its surfaces ends in a null pointer.
import cadquery as cq

width = 3
height = 30
bar = cq.Workplane("XY").rect(width, 2).twistExtrude(height, 240)
result = bar.faces(">Y or >Z").shell(-2 * width, kind="intersection")
