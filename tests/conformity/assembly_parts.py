# Assembly parts.

# --- placed and coloured parts ---
import cadquery as cq
a = (
    cq.Assembly(name="root")
    .add(cq.Workplane().box(10,10,2), name="base", color=cq.Color("red"))
    .add(cq.Workplane().cylinder(10,2), name="pin", loc=cq.Location(cq.Vector(0,0,6)))
)
print(len(a.children), a.children[1].name, a.toCompound().Volume())
result = a

# --- nested assembly ---
import cadquery as cq
b = cq.Workplane().box(10,10,2).faces(">Z").tag("top").end()
sub = (
    cq.Assembly(cq.Workplane().sphere(2), name="ball", color=cq.Color(0,1,0))
    .add(cq.Workplane().box(1,1,8), name="rod", loc=cq.Location((0,0,4)))
)
a = (
    cq.Assembly(b, name="main", color=cq.Color("gray"))
    .add(sub, loc=cq.Location((10,0,0),(0,1,0),90))
    .add(sub, name="ball2", loc=cq.Location((-10,0,0)))
)
a.remove("ball2")
result = a
