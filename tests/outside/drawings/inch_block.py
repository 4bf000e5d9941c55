import cadquery as cq

inch = 25.4
result = (
    cq.Workplane("XY").box(3 * inch, 2 * inch, 0.75 * inch)
    .faces(">Z").workplane().rect(inch, inch).cutBlind(-0.25 * inch)
    .cut(cq.Workplane("XY").pushPoints([(-inch, 0), (inch, 0)]).circle(0.1875 * inch).extrude(inch, both=True))
)
