"""Makes the CAD files of this folder, which the programs about importers read.

Run by hand, in a Python environment with cadquery from PyPI:

    python tests/conformity/files/make.py
"""

from pathlib import Path

import cadquery as cq
import ezdxf

FOLDER = Path(__file__).resolve().parent


def outline():
    """A drawing with every kind of entity that is read, and some that are not."""
    document = ezdxf.new("R2000")
    space = document.modelspace()
    plate, holes, far, curved = ({"layer": name} for name in ("Plate", "Holes", "Far", "Curved"))
    corners = [(0, 0, 0), (40, 0, 0.5), (40, 20, 0), (0, 20, 0)]
    space.add_lwpolyline(corners, format="xyb", close=True, dxfattribs=plate)
    space.add_text("passed over", dxfattribs=plate)
    space.add_point((3, 3), dxfattribs=plate)
    space.add_circle((10, 10), 3, dxfattribs=holes)
    space.add_arc((30, 10), 2, 0, 180, dxfattribs=holes)
    space.add_line((28, 10), (32, 10), dxfattribs=holes)
    space.add_ellipse((100, 0), (5, 0), 0.4, dxfattribs=far)
    space.add_polyline2d([(120, 0, 0), (130, 0, -0.3), (125, 8, 0)], format="xyb", close=True, dxfattribs=far)
    space.add_ellipse((150, 0), (0, 6), 0.5, 0, 3.141592653589793, dxfattribs=far)
    space.add_line((150, 6), (150, -6), dxfattribs=far)
    space.add_open_spline([(0, 50), (10, 70), (20, 70), (30, 50)], dxfattribs=curved)
    space.add_line((30, 50), (0, 50), dxfattribs=curved)
    space.add_rational_spline([(60, 50), (70, 60), (80, 50)], [1, 2, 1], degree=2, dxfattribs=curved)
    space.add_line((80, 50), (60, 50), dxfattribs=curved)
    document.layout("Layout1").add_circle((0, 0), 500, dxfattribs=plate)
    return document


def main():
    block = cq.Workplane().box(10, 20, 30).faces(">Z").workplane().hole(4)
    block.val().exportStep(str(FOLDER / "block.step"))
    block.val().exportBrep(str(FOLDER / "block.brep"))
    block.val().exportBin(str(FOLDER / "block.bin"))
    sheet = cq.Face.makePlane(10, 20)
    sheet.exportStep(str(FOLDER / "inch.step"), unit="MM", outputUnit="INCH")
    sub = cq.Assembly(name="sub", loc=cq.Location((0, 0, 50)))
    sub.add(cq.Solid.makeBox(1, 2, 3), name="low", color=cq.Color(0.25, 0.5, 0.75, 0.5))
    sub.add(cq.Face.makePlane(3, 2), name="high", loc=cq.Location((0, 0, 5), (1, 0, 0), 90))
    whole = cq.Assembly(name="whole").add(sub).add(sheet, name="sheet")
    whole["sheet"].addSubshape(sheet, name="skin", color=cq.Color("green"), layer="paint")
    whole.export(str(FOLDER / "whole.step"))
    outline().saveas(FOLDER / "outline.dxf")


if __name__ == "__main__":
    main()
