"""Writes tests/parts.txt: what CadQuery 2.8 says about the parts of tests/parts.rs.

Run with CadQuery 2.8: python parts.py > parts.txt
"""

from cadquery import Edge, Face, Solid, Vector, Wire


def number(x):
    text = f"{x:.4f}"
    return "0.0000" if text == "-0.0000" else text


def point(p):
    return ",".join(number(x) for x in p.toTuple())


def describe(name, shape):
    print(f"# {name}: volume {number(sum(s.Volume() for s in shape.Solids()))} area {number(shape.Area())}")
    for f in shape.Faces():
        print(f"face {f.geomType()} {point(f.Center())} {point(f.normalAt())}")
    for e in shape.Edges():
        print(f"edge {e.geomType()} {number(e.Length())} {point(e.positionAt(0))} {point(e.tangentAt(0))}")
    for v in shape.Vertices():
        print(f"vertex {point(v.Center())}")


def rectangle(x, y, z):
    x, y = x / 2, y / 2
    return Wire.makePolygon([(-x, -y, z), (x, -y, z), (x, y, z), (-x, y, z)], close=True)


def disc(radius, at, along):
    return Wire.makeCircle(radius, Vector(at), Vector(along))


def main():
    box = Solid.makeBox(10, 20, 30, Vector(1, 2, 3), Vector(0, 1, 0))
    describe("box", box)
    describe("cylinder", Solid.makeCylinder(2, 5, Vector(1, 0, 0), Vector(1, 0, 0), 270))
    describe("cone", Solid.makeCone(3, 1, 4, Vector(0, 0, 1), Vector(0, 1, 1)))
    describe("sphere", Solid.makeSphere(3, Vector(0, 0, 0), Vector(0, 0, 1), -30, 90, 180))
    describe("torus", Solid.makeTorus(5, 1))
    describe("wedge", Solid.makeWedge(10, 10, 10, 2, 2, 8, 8))
    sheet = Face.makeFromWires(rectangle(20, 10, 0), [disc(2, (5, 0, 0), (0, 0, 1)), disc(1, (-5, 0, 0), (0, 0, -1))])
    describe("sheet", sheet)
    describe("prism", Solid.extrudeLinear(sheet, Vector(0, 0, -5)))
    describe("taper", Solid.extrudeLinear(Face.makeFromWires(rectangle(20, 10, 0)), Vector(0, 0, 8), 5))
    describe("taper below", Solid.extrudeLinear(Face.makeFromWires(rectangle(20, 10, 0)), Vector(0, 0, -8), 5))
    turned = Face.makeFromWires(rectangle(4, 10, 0)).translate(Vector(12, 0, 0))
    describe("revolved", Solid.revolve(turned, 90, Vector(0, 0, 0), Vector(0, 1, 0)))
    describe("ring", Solid.revolve(turned, 360, Vector(0, 0, 0), Vector(0, 1, 0)))
    describe("ruled loft", Solid.makeLoft([rectangle(20, 10, 0), rectangle(8, 6, 10)], True))
    describe("loft", Solid.makeLoft([disc(5, (0, 0, 0), (0, 0, 1)), disc(3, (0, 0, 5), (0, 0, 1)), disc(4, (0, 0, 9), (0, 0, 1))]))
    path = Wire.assembleEdges(
        [Edge.makeLine(Vector(0, 0, 0), Vector(0, 0, 10)), Edge.makeThreePointArc(Vector(0, 0, 10), Vector(5 - 5 * 0.5**0.5, 0, 10 + 5 * 0.5**0.5), Vector(5, 0, 15))]
    )
    describe("path", path)
    describe("sweep", Solid.sweep(disc(1, (0, 0, 0), (0, 0, 1)), [disc(0.5, (0, 0, 0), (0, 0, 1))], path))
    corner = Wire.makePolygon([(0, 0, 0), (0, 0, 20), (20, 0, 20)])
    for mode in ["right", "round", "transformed"]:
        describe(f"sweep {mode}", Solid.sweep(rectangle(2, 3, 0), [], corner, transitionMode=mode))
    block = Solid.makeBox(20, 20, 10)
    bore = Solid.makeCylinder(4, 30, Vector(10, 10, -10))
    bar = Solid.makeBox(40, 6, 6, Vector(-10, 7, 2))
    describe("cut", block.cut(bore, bar))
    describe("fuse", block.fuse(bore, bar))
    describe("fuse clean", block.fuse(bore, bar).clean())
    describe("intersect", block.intersect(bar))
    upright = [e for e in block.Edges() if abs(e.tangentAt(0.5).z) > 0.9]
    describe("fillet", block.fillet(2, upright))
    describe("fillet all", block.fillet(2, block.Edges()))
    describe("chamfer", block.chamfer(1, 2, upright))
    describe("shell", block.hollow([block.Faces()[-1]], -1))
    describe("shell outside", block.hollow([block.Faces()[-1]], 1))
    describe("shell closed", block.hollow([], -1))
    for kind in ["arc", "intersection", "tangent"]:
        describe(f"offset {kind}", rectangle(20, 10, 0).offset2D(2, kind)[0])
    describe("offset inside", Wire.assembleEdges(sheet.outerWire().Edges()).offset2D(-2)[0])
    describe("rotated", block.rotate(Vector(1, 2, 3), Vector(2, 3, 5), 40))
    describe("mirrored", block.fillet(2, upright[:1]).mirror("YZ", Vector(3, 0, 0)))
    describe("helix", Wire.makeHelix(5, 10, 3, Vector(1, 0, 0), Vector(0, 1, 0)))
    describe("ellipse", Edge.makeEllipse(2, 5, Vector(1, 1, 1), angle1=20, angle2=200))
    describe("arc", Edge.makeCircle(3, Vector(0, 0, 0), Vector(0, 1, 0), 30, 120))
    describe("spline", Edge.makeSpline([Vector(0, 0, 0), Vector(1, 2, 0), Vector(3, 1, 1)]))
    describe("twist", Solid.extrudeLinearWithRotation(rectangle(10, 6, 0), [], Vector(0, 0, 0), Vector(0, 0, 10), 30))
    describe("rounded wire", rectangle(20, 10, 0).fillet(2))
    describe("plane", Face.makePlane(4, 2, (1, 2, 3), (0, 1, 0)))


main()
