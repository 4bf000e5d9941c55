import cadquery as cq

# A flat sketch has no thickness; this one is a guess.
result = (
    cq.Workplane("XY").box(140, 80, 10).faces(">Z").workplane().hole(38)
    .faces(">Z").workplane().rect(104, 50, forConstruction=True).vertices().hole(14)
)
