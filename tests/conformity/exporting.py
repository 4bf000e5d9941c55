# Exporters, importers, viewers.

# --- exports do not disturb ---
import cadquery as cq
from cadquery import exporters
result = cq.Workplane().box(1, 2, 3)
exporters.export(result, "part.step")
exporters.export(result, "part.stl", tolerance=0.05, angularTolerance=0.2)
cq.exporters.export(result, "part.dat", exportType="STEP")
cq.exporters.export(result.section(0.5), "part.dxf")
exporters.export(result, "part.svg", opt={"width": 200, "height": 100, "showHidden": False})
exporters.export(result, "drawing", exporters.ExportTypes.AMF)
exporters.export(result, "part.3mf")
exporters.export(result, "part.brep")
exporters.export(result, "part.vrml")

# --- unknown kind of file ---
import cadquery as cq
cq.exporters.export(cq.Workplane().box(1, 1, 1), "part.xyz")

# --- exports with units ---
import cadquery as cq
result = cq.Workplane().box(1, 2, 3)
result.export("a.step", unit="MM")
result.export("b.step", unit="IN", outputUnit="MM")
result.val().export("c.step", unit="MM", outputUnit="IN")
print(result.export("d.stl") is result)

# --- exports of shapes ---
import cadquery as cq
s = cq.Workplane().box(1, 2, 3).val()
s.exportStep("a.step")
print(s.exportStl("a.stl"), s.exportBrep("a.brep"))
result = s

# --- exports of assemblies ---
import cadquery as cq
a = cq.Assembly(cq.Workplane().box(1, 1, 1), name="x", color=cq.Color("red"))
a.export("a.step")
a.save("b.step")
a.export("c.glb")
result = a

# --- shown objects ---
import cadquery as cq
a = cq.Workplane().box(1, 1, 1)
b = cq.Workplane().sphere(1)
show_object(a, name="cube", options={"color": "red", "alpha": 0.5})
show_object(b)
debug(a)

# --- shown by a viewer ---
import cadquery as cq
from ocp_vscode import show, show_object as also, set_port
set_port(3939)
a = cq.Workplane().box(1, 1, 1)
show(a, cq.Workplane().sphere(2), names=["a", "ball"])

# --- shown by the viewer of CadQuery ---
import cadquery as cq
from cadquery.vis import show
part = cq.Workplane().box(1, 1, 1)
show(part, alpha=0.5, roll=30, zoom=1.2, gradient=False)

# --- shown lists ---
import cadquery as cq
show_object([cq.Workplane().box(1, 1, 1), cq.Workplane().sphere(1)], name="both")

# --- shown control points ---
import cadquery as cq
from cadquery.vis import ctrlPts, style
e = cq.Edge.makeSpline([cq.Vector(0, 0, 0), cq.Vector(1, 1, 0), cq.Vector(2, 0, 0)])
points = ctrlPts(e)
styled = style(e, color="red")
result = e

# --- results in a dictionary ---
import cadquery as cq
result = {"a": cq.Workplane().box(1, 1, 1), "b": [cq.Workplane().sphere(1), 5]}

# --- result named r ---
import cadquery as cq
base = cq.Workplane().box(5, 5, 5)
r = base.faces(">Z").shell(-1)

# --- last name counts ---
import cadquery as cq
part = cq.Workplane().box(5, 5, 5)
lid = cq.Workplane().box(5, 5, 1)

# --- sketch as a result ---
import cadquery as cq
outline = cq.Sketch().rect(3, 2).circle(0.5, mode="s")

# --- empty stack ---
import cadquery as cq
result = cq.Workplane()

# --- points only ---
import cadquery as cq
result = cq.Workplane().box(2, 2, 2).faces(">Z").workplane().pushPoints([(0, 0), (1, 1)])
