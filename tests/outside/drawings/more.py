"""Draws ten further sheets of this folder in other manners than `make.py`: with a pen of its own, and with ezdxf.

Run by hand in a Python environment with ezdxf, matplotlib and pillow: `python more.py`. Six sheets are drawn with
pillow: ticks, dots, open and filled arrows, numbers in a gap of their line or above it, lines of one width, first
angle, inches, one view with diameters or with a thickness, scanned look. The others are DXF documents with true
dimensions, drawn by the drawing add-on of ezdxf; the documents themselves are kept beside their pictures.

The programs of the same names hold the same parts. The reader was improved with the first five before their eyes;
the last five were looked at only when it was done.
"""

import io
import math
from pathlib import Path

from matplotlib import font_manager
from PIL import Image, ImageDraw, ImageFont
import numpy as np

HERE = Path(__file__).parent
FINE = 3


class Pen:
    """A sheet in millimetres of paper, drawn three times as large as it is kept."""

    def __init__(self, size, scale=1.0, dpi=150, font="DejaVu Sans", text=3.5, thick=0.5, thin=0.25, ends="filled",
                 number="above", lying=False, dash=(3, 1.5)):
        self.unit = dpi * FINE / 25.4
        self.size, self.scale = size, scale
        self.picture = Image.new("L", (round(size[0] * self.unit), round(size[1] * self.unit)), 255)
        self.draw = ImageDraw.Draw(self.picture)
        self.file = font_manager.findfont(font)
        self.text_mm, self.thick, self.thin = text, thick, thin
        self.ends, self.number, self.lying, self.dash = ends, number, lying, dash
        self.origin = (0, 0)

    def px(self, p):
        return (p[0] * self.unit, (self.size[1] - p[1]) * self.unit)

    def place(self, p):
        return (self.origin[0] + p[0] * self.scale, self.origin[1] + p[1] * self.scale)

    def view(self, x, y):
        self.origin = (x, y)

    def paper(self, points, width):
        w = max(1, round(width * self.unit))
        at = [self.px(p) for p in points]
        self.draw.line(at, fill=0, width=w, joint="curve")
        for x, y in (at[0], at[-1]):
            self.draw.ellipse((x - w / 2, y - w / 2, x + w / 2, y + w / 2), fill=0)

    def dashed(self, points, width, pattern):
        on, k, left = True, 0, pattern[0]
        for a, b in zip(points, points[1:]):
            length, done = math.dist(a, b), 0.0
            while length - done > 1e-9:
                step = min(left, length - done)
                p = [a[i] + (b[i] - a[i]) * done / length for i in (0, 1)]
                q = [a[i] + (b[i] - a[i]) * (done + step) / length for i in (0, 1)]
                if on:
                    self.paper([p, q], width)
                done, left = done + step, left - step
                if left <= 1e-9:
                    k, on = (k + 1) % len(pattern), not on
                    left = pattern[k]

    def line(self, *points):
        self.paper([self.place(p) for p in points], self.thick)

    def box(self, x0, y0, x1, y1):
        self.line((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))

    def hidden(self, *points):
        self.dashed([self.place(p) for p in points], self.thin, self.dash)

    def center(self, *points):
        self.dashed([self.place(p) for p in points], self.thin, (7, 1.2, 1, 1.2))

    def arc(self, x, y, r, a=0, b=360, pen="line"):
        t = np.radians(np.linspace(a, b, max(24, int(abs(b - a)))))
        getattr(self, pen)(*[(x + r * math.cos(v), y + r * math.sin(v)) for v in t])

    def circle(self, x, y, d, cross=True):
        self.arc(x, y, d / 2)
        if cross:
            r = d / 2 + 2.5 / self.scale
            self.center((x - r, y), (x + r, y))
            self.center((x, y - r), (x, y + r))

    def write(self, at, text, turned=False, gap=False):
        font = ImageFont.truetype(self.file, round(self.text_mm * self.unit * 1.35))
        box = font.getbbox(text)
        w, h = box[2] - box[0] + 6, box[3] - box[1] + 6
        label = Image.new("L", (w, h), 0)
        ImageDraw.Draw(label).text((3 - box[0], 3 - box[1]), text, font=font, fill=255)
        if turned:
            label = label.rotate(90, expand=True)
        x, y = self.px(at)
        corner = (round(x - label.width / 2), round(y - label.height / 2))
        if gap:
            self.draw.rectangle((corner[0] - 8, corner[1] - 8, corner[0] + label.width + 8, corner[1] + label.height + 8), fill=255)
        self.picture.paste(0, corner, label)
        return w / self.unit

    def end(self, tip, d):
        """The end of a dimension line at a tip, where `d` points outwards."""
        n = (-d[1], d[0])
        at = lambda along, aside: (tip[0] - d[0] * along + n[0] * aside, tip[1] - d[1] * along + n[1] * aside)
        if self.ends == "filled":
            self.draw.polygon([self.px(at(0, 0)), self.px(at(3, 0.5)), self.px(at(3, -0.5))], fill=0)
        elif self.ends == "open":
            self.paper([at(2.6, 0.9), at(0, 0), at(2.6, -0.9)], self.thin)
        elif self.ends == "tick":
            s = math.sqrt(0.5) * 1.7
            self.paper([(tip[0] - s, tip[1] - s), (tip[0] + s, tip[1] + s)], self.thin * 1.6)
        else:
            x, y = self.px(tip)
            r = 0.65 * self.unit
            self.draw.ellipse((x - r, y - r, x + r, y + r), fill=0)

    def size_between(self, a, b, starts, line, axis, text):
        """A length from a to b on the paper along an axis, its line at `line` across."""
        point = lambda along, other: (along, other) if axis == 0 else (other, along)
        for along, start in ((a, starts[0]), (b, starts[1])):
            way = math.copysign(1, line - start)
            self.paper([point(along, start + 0.9 * way), point(along, line + 1.9 * way)], self.thin)
        forward = point(1, 0)
        back = (-forward[0], -forward[1])
        middle = (a + b) / 2
        is_turned = axis == 1 and not self.lying
        room = 2.6 * len(text) + 8
        if b - a > room:
            self.paper([point(a, line), point(b, line)], self.thin)
            self.end(point(a, line), back)
            self.end(point(b, line), forward)
            gap = self.number == "gap" or (axis == 1 and self.lying)
            aside = 0 if gap else (0.75 * self.text_mm if axis == 0 else -0.75 * self.text_mm)
            self.write(point(middle, line + aside), text, is_turned, gap)
        else:
            self.paper([point(a - 7, line), point(b + 7, line)], self.thin)
            self.end(point(a, line), forward)
            self.end(point(b, line), back)
            far = b + 8 + 1.4 * len(text)
            self.write(point(far if not (axis == 1 and self.lying) else b + 9.5, line), text, is_turned)

    def across(self, x0, x1, y, off, text):
        (a, s), (b, _) = self.place((x0, y)), self.place((x1, y))
        self.size_between(a, b, (s, s), s + off, 0, text)

    def up(self, y0, y1, x, off, text):
        (s, a), (_, b) = self.place((x, y0)), self.place((x, y1))
        self.size_between(a, b, (s, s), s + off, 1, text)

    def leader(self, x, y, r, angle, length, text):
        cx, cy = self.place((x, y))
        c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        tip = (cx + r * self.scale * c, cy + r * self.scale * s)
        end = (tip[0] + length * c, tip[1] + length * s)
        side = 1 if c > 0 else -1
        self.paper([tip, end, (end[0] + side * 3, end[1])], self.thin)
        ends, self.ends = self.ends, "filled" if self.ends in ("tick", "dot") else self.ends
        self.end(tip, (-c, -s))
        self.ends = ends
        font = ImageFont.truetype(self.file, round(self.text_mm * self.unit * 1.35))
        w = font.getlength(text) / self.unit
        self.write((end[0] + side * (4 + w / 2), end[1]), text)

    def save(self, name, turn=0.0, noise=0.0, paper=255, ink=0, shade=0.0, specks=0, jpeg=None, colours=8):
        picture = self.picture.rotate(turn, resample=Image.BICUBIC, fillcolor=255)
        picture = picture.resize((picture.width // FINE, picture.height // FINE), Image.BOX)
        values = np.asarray(picture, float) / 255 * (paper - ink) + ink
        chance = np.random.default_rng(7)
        values = values - shade * np.linspace(0, 1, values.shape[1])[None, :]
        if noise:
            values = values + chance.normal(0, noise, values.shape)
        for _ in range(specks):
            x, y = int(chance.integers(values.shape[1])), int(chance.integers(values.shape[0]))
            values[y:y + 2, x:x + 2] -= 90
        picture = Image.fromarray(np.clip(values, 0, 255).astype("uint8"))
        if jpeg:
            picture.save(HERE / f"{name}.jpg", quality=jpeg)
        else:
            picture.quantize(colours).save(HERE / f"{name}.png", optimize=True)


class Document:
    """A DXF document with layers, line types and true dimensions."""

    def __init__(self, style):
        import ezdxf
        self.doc = ezdxf.new("R2000", setup=True)
        self.space = self.doc.modelspace()
        for name, kind, width in (("OUTLINE", "CONTINUOUS", 60), ("HIDDEN", "DASHED", 25), ("CENTER", "CENTER", 18), ("SIZES", "CONTINUOUS", 18)):
            layer = self.doc.layers.add(name)
            layer.dxf.linetype = kind
            self.widths = {**getattr(self, "widths", {}), name: width}
        self.style = dict(dimtxt=3.5, dimasz=3.0, dimexo=1.0, dimexe=1.8, dimgap=0.8, dimdec=2, dimlfac=1, dimtsz=0, dimtad=1, dimrnd=0, dimdsep=ord("."), dimzin=8) | style
        self.origin = (0, 0)

    def view(self, x, y):
        self.origin = (x, y)

    def at(self, p):
        return (self.origin[0] + p[0], self.origin[1] + p[1])

    def line(self, *points, layer="OUTLINE"):
        for a, b in zip(points, points[1:]):
            self.space.add_line(self.at(a), self.at(b), dxfattribs={"layer": layer})

    def box(self, x0, y0, x1, y1, layer="OUTLINE"):
        self.line((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0), layer=layer)

    def hidden(self, *points):
        self.line(*points, layer="HIDDEN")

    def center(self, *points):
        self.line(*points, layer="CENTER")

    def circle(self, x, y, d, layer="OUTLINE", cross=True):
        self.space.add_circle(self.at((x, y)), d / 2, dxfattribs={"layer": layer})
        if cross:
            r = d / 2 + 2.5
            self.center((x - r, y), (x + r, y))
            self.center((x, y - r), (x, y + r))

    def arc(self, x, y, r, a, b, layer="OUTLINE"):
        self.space.add_arc(self.at((x, y)), r, a, b, dxfattribs={"layer": layer})

    def across(self, x0, x1, y, off, text="<>"):
        a, b = self.at((x0, y)), self.at((x1, y))
        self.space.add_linear_dim(base=(a[0], a[1] + off), p1=a, p2=b, text=text, dimstyle="EZDXF", override=self.style, dxfattribs={"layer": "SIZES"}).render()

    def up(self, y0, y1, x, off, text="<>"):
        a, b = self.at((x, y0)), self.at((x, y1))
        self.space.add_linear_dim(base=(a[0] + off, a[1]), p1=a, p2=b, angle=90, text=text, dimstyle="EZDXF", override=self.style, dxfattribs={"layer": "SIZES"}).render()

    def diameter(self, x, y, d, angle, reach, text="<>"):
        c = self.at((x, y))
        r = d / 2 + reach
        far = (c[0] + r * math.cos(math.radians(angle)), c[1] + r * math.sin(math.radians(angle)))
        self.space.add_diameter_dim(center=c, radius=d / 2, angle=angle, location=far, text=text, dimstyle="EZ_RADIUS", override=self.style | dict(dimtoh=1), dxfattribs={"layer": "SIZES"}).render()

    def radius(self, x, y, r, angle, reach, text="<>"):
        c = self.at((x, y))
        far = (c[0] + (r + reach) * math.cos(math.radians(angle)), c[1] + (r + reach) * math.sin(math.radians(angle)))
        self.space.add_radius_dim(center=c, radius=r, angle=angle, location=far, text=text, dimstyle="EZ_RADIUS", override=self.style | dict(dimtoh=1), dxfattribs={"layer": "SIZES"}).render()

    def save(self, name, dpi=150, size=(8, 6), colours=8):
        import matplotlib
        matplotlib.use("Agg")
        import matplotlib.pyplot as plt
        from ezdxf.addons.drawing import Frontend, RenderContext
        from ezdxf.addons.drawing.config import BackgroundPolicy, ColorPolicy, Configuration, LineweightPolicy
        from ezdxf.addons.drawing.matplotlib import MatplotlibBackend
        # The picture has widths of lines by layer; R12, in which the document is kept, has none.
        for entity in self.space:
            entity.dxf.lineweight = self.widths.get(entity.dxf.layer, 18)
        for block in self.doc.blocks:
            if block.name.startswith("*D"):
                for entity in block:
                    entity.dxf.lineweight = 18
        figure = plt.figure(figsize=size)
        axes = figure.add_axes((0.02, 0.02, 0.96, 0.96))
        config = Configuration(background_policy=BackgroundPolicy.WHITE, color_policy=ColorPolicy.BLACK, lineweight_policy=LineweightPolicy.ABSOLUTE, lineweight_scaling=72 / 25.4)
        Frontend(RenderContext(self.doc), MatplotlibBackend(axes), config=config).draw_layout(self.space)
        memory = io.BytesIO()
        figure.savefig(memory, dpi=dpi)
        plt.close(figure)
        Image.open(memory).convert("L").quantize(colours).save(HERE / f"{name}.png", optimize=True)
        self.doc.dxfversion = "R12"
        self.doc.saveas(HERE / f"{name}.dxf")


def lid():
    """A rounded plate with four holes and a pocket from above; a DXF document in third angle."""
    d = Document({})
    d.view(0, 60)  # plan 100 x 70, corners 8, pocket 50 x 30
    d.line((8, 0), (92, 0))
    d.line((8, 70), (92, 70))
    d.line((0, 8), (0, 62))
    d.line((100, 8), (100, 62))
    for x, y, a in ((92, 62, 0), (8, 62, 90), (8, 8, 180), (92, 8, 270)):
        d.arc(x, y, 8, a, a + 90)
    d.box(25, 20, 75, 50)
    for x in (10, 90):
        for y in (10, 60):
            d.circle(x, y, 7)
    d.across(0, 100, 70, 22)
    d.across(10, 90, 70, 12)
    d.up(0, 70, 0, -22)
    d.up(10, 60, 0, -12)
    d.across(25, 75, 0, -10)
    d.up(20, 50, 100, 10)
    d.diameter(90, 60, 7, 40, 16, "4x%%c7")
    d.radius(92, 8, 8, -45, 12, "R8")
    d.view(0, 0)
    d.box(0, 0, 100, 12)
    d.hidden((25, 12), (25, 7), (75, 7), (75, 12))
    for x in (10, 90):
        d.hidden((x - 3.5, 0), (x - 3.5, 12))
        d.hidden((x + 3.5, 0), (x + 3.5, 12))
        d.center((x, -3), (x, 15))
    d.up(0, 12, 0, -10)
    d.up(7, 12, 100, 10)
    d.save("lid", size=(8.5, 8))


def axle():
    """A turned part in one view: three steps with their diameters, a groove; filled arrows."""
    s = Pen((200, 110), font="DejaVu Sans", dpi=140)
    s.view(35, 55)
    steps = [(0, 25, 20), (25, 65, 32), (65, 70, 24), (70, 100, 28), (100, 120, 16)]
    for a, b, d in steps:
        s.box(a, -d / 2, b, d / 2)
    s.center((-5, 0), (125, 0))
    s.across(0, 25, -16, -8, "25")
    s.across(25, 65, -16, -8, "40")
    s.across(65, 70, -16, -16, "5")
    s.across(0, 120, -16, -26, "120")
    s.across(100, 120, -16, -8, "20")
    s.up(-10, 10, 0, -10, "Ø20")
    s.up(-16, 16, 25, -45, "Ø32")
    s.up(-12, 12, 70, 74, "Ø24")
    s.up(-14, 14, 100, 33, "Ø28")
    s.up(-8, 8, 120, 8, "Ø16")
    s.save("axle")


def shim():
    """A thin plate in one view with its thickness beside it; ticks for arrows."""
    s = Pen((150, 120), font="DejaVu Sans Mono", ends="tick", dpi=160)
    s.view(35, 35)
    s.box(0, 0, 80, 50)
    s.circle(10, 25, 8)
    s.circle(70, 25, 8)
    s.circle(40, 25, 22)
    s.across(0, 80, 0, -18, "80")
    s.across(10, 70, 0, -9, "60")
    s.up(0, 50, 0, -16, "50")
    s.leader(70, 25, 4, 60, 24, "2xØ8")
    s.leader(40, 25, 11, 115, 26, "Ø22")
    s.write((95, 12), "t=3")
    s.save("shim")


def ledge():
    """A stepped block with a hole in first angle, scanned: grey, slanted, specks; dots for arrows."""
    s = Pen((210, 180), font="DejaVu Serif", ends="dot", thick=0.6, dpi=150)
    s.view(35, 110)  # front 90 x 40
    s.line((0, 0), (90, 0), (90, 15), (55, 15), (55, 28), (30, 28), (30, 40), (0, 40), (0, 0))
    s.hidden((66, 0), (66, 15))
    s.hidden((80, 0), (80, 15))
    s.center((73, -3), (73, 18))
    s.across(0, 90, 0, -20, "90")
    s.across(0, 55, 0, -11, "55")
    s.across(0, 30, 40, 9, "30")
    s.up(0, 40, 0, -12, "40")
    s.up(0, 28, 90, 20, "28")
    s.up(0, 15, 90, 10, "15")
    s.view(35, 35)  # plan 90 x 30 below
    s.box(0, 0, 90, 30)
    s.line((30, 0), (30, 30))
    s.line((55, 0), (55, 30))
    s.circle(73, 15, 14)
    s.up(0, 30, 0, -12, "30")
    s.across(0, 73, 0, -10, "73")
    s.leader(73, 15, 7, 40, 22, "Ø14")
    s.view(155, 110)  # from the left: 30 x 40
    s.box(0, 0, 30, 40)
    s.hidden((0, 28), (30, 28))
    s.hidden((0, 15), (30, 15))
    s.save("ledge", turn=0.9, noise=5, paper=205, ink=45, shade=22, specks=120, jpeg=40)


def inch_block():
    """A block in inches, numbers lying in gaps of their lines, without zeros before the point; third angle."""
    s = Pen((230, 190), scale=25.4, font="DejaVu Sans", number="gap", lying=True, dpi=140)
    s.view(40, 110)  # plan 3.00 x 2.00
    s.box(0, 0, 3, 2)
    for x in (0.5, 2.5):
        s.circle(x, 1, 0.375)
    s.box(1.0, 0.5, 2.0, 1.5)
    s.across(0, 3, 2, 18, "3.00")
    s.across(0.5, 2.5, 2, 9, "2.00")
    s.up(0, 2, 0, -16, "2.00")
    s.across(1, 2, 0, -10, "1.00")
    s.up(0.5, 1.5, 3, 14, "1.00")
    s.leader(2.5, 1, 0.1875, 40, 22, "2x Ø.375")
    s.view(40, 50)  # front 3.00 x .75
    s.box(0, 0, 3, 0.75)
    for x in (0.5, 2.5):
        s.hidden((x - 0.1875, 0), (x - 0.1875, 0.75))
        s.hidden((x + 0.1875, 0), (x + 0.1875, 0.75))
        s.center((x, -0.1), (x, 0.85))
    s.hidden((1, 0.75), (1, 0.5), (2, 0.5), (2, 0.75))
    s.up(0, 0.75, 0, -16, ".75")
    s.up(0.5, 0.75, 3, 12, ".25")
    s.save("inch_block")


def clamp():
    """A C-shaped clamp with two bores; a DXF document in third angle with numbers in gaps."""
    d = Document(dict(dimtad=0, dimtih=1, dimtoh=1))
    d.view(0, 80)  # plan 70 x 40
    d.box(0, 0, 70, 40)
    d.line((20, 0), (20, 40), layer="HIDDEN")
    d.circle(50, 20, 11)
    d.across(0, 50, 40, 14)
    d.diameter(50, 20, 11, 35, 20, "%%c11")
    d.view(0, 0)  # front 70 x 55, mouth 50 x 25 at the right between 15 and 40
    d.line((0, 0), (70, 0), (70, 15), (20, 15), (20, 40), (70, 40), (70, 55), (0, 55), (0, 0))
    for x in (44.5, 55.5):
        d.hidden((x, 0), (x, 15))
        d.hidden((x, 40), (x, 55))
    d.center((50, -4), (50, 59))
    d.across(0, 70, 0, -22)
    d.across(0, 20, 0, -12)
    d.up(0, 55, 0, -14)
    d.up(0, 15, 70, 10)
    d.up(15, 40, 70, 22)
    d.view(105, 0)  # from the right 40 x 55
    d.box(0, 0, 40, 55)
    d.line((0, 15), (40, 15))
    d.line((0, 40), (40, 40))
    d.across(0, 40, 0, -12)
    d.save("clamp", size=(9, 8))


def spindle():
    """A turned part in one view with a stepped bore behind hidden lines; open arrows, serif."""
    s = Pen((200, 120), font="DejaVu Serif", ends="open", dpi=150)
    s.view(40, 60)
    for a, b, d in ((0, 12, 60), (12, 50, 36), (50, 90, 28)):
        s.box(a, -d / 2, b, d / 2)
    for sign in (1, -1):
        s.hidden((0, sign * 10), (35, sign * 10))
        s.hidden((35, sign * 6), (90, sign * 6))
    s.hidden((35, -10), (35, 10))
    s.center((-5, 0), (95, 0))
    s.across(0, 12, 30, 8, "12")
    s.across(0, 35, -30, -8, "35")
    s.across(0, 50, -30, -16, "50")
    s.across(0, 90, -30, -24, "90")
    s.up(-30, 30, 0, -22, "Ø60")
    s.up(-10, 10, 0, -11, "Ø20")
    s.up(-18, 18, 50, 62, "Ø36")
    s.up(-14, 14, 90, 12, "Ø28")
    s.up(-6, 6, 90, 34, "Ø12")
    s.save("spindle")


def gasket():
    """A thin plate in one view, its thickness as THK 4, rounded ends and two slots."""
    s = Pen((180, 120), font="DejaVu Sans", dpi=150, ends="filled")
    s.view(40, 35)
    s.line((25, 0), (75, 0))
    s.line((25, 50), (75, 50))
    s.arc(25, 25, 25, 90, 270)
    s.arc(75, 25, 25, -90, 90)
    for x in (25, 75):
        s.circle(x, 25, 16)
    s.line((42, 20), (58, 20))
    s.line((42, 30), (58, 30))
    s.arc(42, 25, 5, 90, 270)
    s.arc(58, 25, 5, -90, 90)
    s.across(0, 100, 0, -18, "100")
    s.across(25, 75, 0, -9, "50")
    s.across(42, 58, 50, 9, "16")
    s.up(0, 50, 0, -10, "50")
    s.leader(75, 25, 8, 50, 26, "2xØ16")
    s.leader(58, 25, 5, -60, 32, "R5")
    s.write((130, 95), "THK 4")
    s.save("gasket")


def stand():
    """A T-shaped stand with two holes in first angle, scanned and slanted the other way; ticks."""
    s = Pen((220, 200), font="DejaVu Sans", ends="tick", thick=0.7, thin=0.3, dpi=150)
    s.view(40, 115)  # front 80 x 60: foot 80 x 14, web 20 wide
    s.line((0, 0), (80, 0), (80, 14), (50, 14), (50, 60), (30, 60), (30, 14), (0, 14), (0, 0))
    for x in (14, 66):
        s.hidden((x - 4.5, 0), (x - 4.5, 14))
        s.hidden((x + 4.5, 0), (x + 4.5, 14))
        s.center((x, -3), (x, 17))
    s.across(0, 80, 0, -19, "80")
    s.across(14, 66, 0, -10, "52")
    s.across(30, 50, 60, 9, "20")
    s.up(0, 60, 0, -14, "60")
    s.up(0, 14, 80, 10, "14")
    s.view(40, 40)  # plan 80 x 36
    s.box(0, 0, 80, 36)
    s.line((30, 0), (30, 36))
    s.line((50, 0), (50, 36))
    for x in (14, 66):
        s.circle(x, 18, 9)
    s.up(0, 36, 0, -14, "36")
    s.leader(66, 18, 4.5, -40, 24, "2xØ9")
    s.view(155, 115)  # from the left 36 x 60
    s.box(0, 0, 36, 60)
    s.line((0, 14), (36, 14))
    s.hidden((13.5, 0), (13.5, 14))
    s.hidden((22.5, 0), (22.5, 14))
    s.save("stand", turn=-0.8, noise=6, paper=215, ink=55, shade=-18, specks=90, jpeg=40)


def carrier():
    """A plate with counterbored holes and a boss in lines of one width; third angle, dots."""
    s = Pen((220, 200), font="DejaVu Sans Mono", ends="dot", thick=0.35, thin=0.35, dpi=150)
    s.view(40, 95)  # plan 90 x 60
    s.box(0, 0, 90, 60)
    for x in (12, 78):
        for y in (12, 48):
            s.circle(x, y, 11)
            s.circle(x, y, 6.6, cross=False)
    s.circle(45, 30, 34)
    s.circle(45, 30, 20, cross=False)
    s.across(0, 90, 60, 20, "90")
    s.across(12, 78, 60, 10, "66")
    s.up(0, 60, 0, -20, "60")
    s.up(12, 48, 0, -10, "36")
    s.leader(78, 48, 5.5, 25, 14, "4xØ11")
    s.leader(78, 12, 3.3, -15, 20, "4xØ6.6")
    s.leader(45, 30, 17, 20, 52, "Ø34")
    s.leader(45, 30, 10, -35, 62, "Ø20")
    s.view(40, 40)  # front: plate 10, boss to 26
    s.box(0, 0, 90, 10)
    s.line((28, 10), (28, 26), (62, 26), (62, 10))
    s.hidden((35, 0), (35, 26))
    s.hidden((55, 0), (55, 26))
    for x in (12, 78):
        s.hidden((x - 3.3, 0), (x - 3.3, 4))
        s.hidden((x + 3.3, 0), (x + 3.3, 4))
        s.hidden((x - 5.5, 10), (x - 5.5, 4), (x + 5.5, 4), (x + 5.5, 10))
        s.center((x, -3), (x, 13))
    s.center((45, -3), (45, 29))
    s.up(0, 10, 0, -10, "10")
    s.up(0, 26, 90, 20, "26")
    s.up(4, 10, 90, 10, "6")
    s.save("carrier")


if __name__ == "__main__":
    for make in (lid, axle, shim, ledge, inch_block, clamp, spindle, gasket, stand, carrier):
        make()
