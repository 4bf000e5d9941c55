import cadquery as cq

result = (
    cq.Workplane("YZ").circle(12).extrude(30)
    .faces(">X").workplane().circle(22).extrude(50)
    .faces(">X").workplane().circle(15).extrude(40)
)
