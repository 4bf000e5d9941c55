import cadquery as cq

result = (
    cq.Workplane("YZ").circle(20).extrude(30).faces(">X").workplane().circle(14).extrude(45)
    .faces(">X").workplane().circle(9).extrude(20)
)
