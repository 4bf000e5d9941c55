# Exporters whose result can be looked at without a file.

# --- drawing of a box ---
import re
import cadquery as cq
from cadquery import exporters
svg = exporters.getSVG(cq.Workplane().box(10, 20, 30).val(), {"width": 300, "height": 200, "showAxes": False})
print(svg.count("<path"), svg.count("<line"))
print(re.search('translate\\(([^)]*)\\)', svg).group(1))
print(re.search('scale\\(([^,]*),', svg).group(1), re.search('width="([^"]*)"', svg).group(1))

# --- drawing without hidden lines ---
import re
import cadquery as cq
part = cq.Workplane().box(10, 20, 30).faces(">Z").workplane().hole(4)
svg = part.toSvg({"showHidden": False, "projectionDir": (1, 1, 1), "strokeColor": (255, 0, 0), "strokeWidth": 0.5})
print(svg.count("<path"), "rgb(255,0,0)" in svg, 'stroke-width="0.5"' in svg)

# --- drawing that fits its width ---
import re
import cadquery as cq
from cadquery import exporters
part = cq.Workplane().cylinder(10, 3)
for opts in ({"width": 400, "height": None, "marginLeft": 20}, {"width": None, "height": 300, "marginLeft": 20}):
    svg = exporters.getSVG(part.val(), {**opts, "projectionDir": (0, -1, 0.3), "hiddenColor": (1, 2, 3)})
    print([round(float(x), 3) for x in re.findall('(?:width|height)="([0-9.]*)"', svg)[:2]], svg.count("<path"))

# --- drawing in perspective ---
import cadquery as cq
from cadquery import exporters
svg = exporters.getSVG(cq.Workplane().box(1, 1, 1).val(), {"focus": 5, "marginTop": 5})
print(svg.count("<path"), svg.count("<line") > 0)

# --- all formats are asked for ---
import cadquery as cq
from cadquery import exporters
part = cq.Workplane().box(1, 2, 3).edges("|Z").fillet(0.2)
for name in ("a.stl", "a.step", "a.amf", "a.svg", "a.tjs", "a.vrml", "a.vtp", "a.3mf", "a.brep", "a.bin"):
    exporters.export(part, name)
exporters.exportVTP(part.val(), "b.vtp", tolerance=0.2, angularTolerance=0.3)
exporters.export(part.val(), "b.3mf", opt={"unit": "inch"})
exporters.export([part.val(), part.val().moved(cq.Location((9, 0, 0)))], "two.step")
print(part.val().exportBin("c.bin"), part.val().exportStl("c.stl", 0.01, 0.2, True))
part.exportSvg("c.svg")
result = part

# --- dxf in its three ways ---
import cadquery as cq
from cadquery import exporters
face = cq.Workplane("XZ").ellipse(10, 5).circle(2).extrude(3).faces("<Y")
exporters.exportDXF(face, "a.dxf")
exporters.exportDXF(face, "b.dxf", approx="arc", tolerance=1e-2, doc_units=1)
exporters.export(face, "c.dxf", opt={"approx": "spline"})
result = face

# --- dxf with layers ---
import cadquery as cq
from cadquery.occ_impl.exporters.dxf import DxfDocument
dxf = DxfDocument()
dxf = dxf.add_layer("one", color=2).add_layer("two", color=3)
dxf = dxf.add_shape(cq.Workplane().rect(10, 20), "one").add_shape(cq.Workplane().circle(3), "two")
dxf.document.saveas("layers.dxf")
print(type(dxf).__name__)

# --- assembly in all formats ---
import cadquery as cq
a = cq.Assembly(name="a").add(cq.Workplane().box(1, 1, 1), name="x", color=cq.Color("red"))
a.add(cq.Workplane().sphere(1), name="y", loc=cq.Location((5, 0, 0)))
for name in ("a.step", "a.xml", "a.xbf", "a.vrml", "a.gltf", "a.glb", "a.stl"):
    print(a.export(name) is a)
a.export("fused.step", mode="fused")
a.export("inch.step", unit="MM", outputUnit="INCH")
result = a

# --- assembly in an unknown format ---
import cadquery as cq
cq.Assembly(cq.Workplane().box(1, 1, 1)).export("a.dxf")

# --- assembly in an unknown mode ---
import cadquery as cq
cq.Assembly(cq.Workplane().box(1, 1, 1)).export("a.step", mode="whole")
