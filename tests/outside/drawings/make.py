"""Draws the sheets of this folder, which the synthesis of the project did not draw.

Run by hand in a Python environment with matplotlib and pillow: `python make.py`. Every part is a list of lines,
circles and sizes written here by hand, together with a program of the same part; fonts, widths of lines, arrows, dash
patterns, projection, resolution, slant, paper and compression differ from sheet to sheet.

An answer is compared with its program by `partwright generate --drawing plate.png -o answer.py` and
`partwright score answer.py plate.py --align box`.
"""

import io
from pathlib import Path

import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

HERE = Path(__file__).parent


class Sheet:
    """A sheet in millimetres of paper; parts are drawn in a scale."""

    def __init__(self, size, scale, font="DejaVu Sans", text=3.5, thick=0.6, thin=0.25, arrow="-|>", dash=(3, 1.5),
                 text_mode="aligned", frame=False):
        self.size, self.scale, self.font, self.text_mm = size, scale, font, text
        self.thick, self.thin, self.arrow, self.dash, self.text_mode = thick, thin, arrow, dash, text_mode
        self.figure = plt.figure(figsize=(size[0] / 25.4, size[1] / 25.4))
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, size[0])
        self.axes.set_ylim(0, size[1])
        self.axes.set_axis_off()
        self.origin = (0, 0)
        if frame:
            w, h = size
            self._paper([(5, 5), (w - 5, 5), (w - 5, h - 5), (5, h - 5), (5, 5)], thick)
            for line in ([(w - 65, 5), (w - 65, 25), (w - 5, 25)], [(w - 65, 15), (w - 5, 15)], [(w - 35, 5), (w - 35, 15)]):
                self._paper(line, thin)
            self.note((w - 62, 18), "Mounting part")
            self.note((w - 62, 8), "Scale %s" % ("1:1" if scale == 1 else scale))
            self.note((w - 32, 8), "A4")

    def _points(self, mm):
        return mm / 25.4 * 72

    def _paper(self, points, width, style="-"):
        x, y = zip(*points)
        self.axes.plot(x, y, color="black", lw=self._points(width), ls=style, solid_capstyle="round", solid_joinstyle="miter")

    def note(self, at, text):
        self.axes.text(*at, text, family=self.font, fontsize=self._points(self.text_mm) * 1.0)

    def view(self, x, y):
        """The place on the paper of the lower left corner of the next view."""
        self.origin = (x, y)

    def place(self, p):
        return (self.origin[0] + p[0] * self.scale, self.origin[1] + p[1] * self.scale)

    def line(self, *points):
        self._paper([self.place(p) for p in points], self.thick)

    def box(self, x0, y0, x1, y1):
        self.line((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))

    def hidden(self, *points):
        w = self.thin * 1.3
        on, off = self.dash
        self._paper([self.place(p) for p in points], w, (0, (on / w, off / w)))

    def center(self, *points):
        w = self.thin
        self._paper([self.place(p) for p in points], w, (0, (7 / w, 1.2 / w, 1 / w, 1.2 / w)))

    def circle(self, x, y, d, cross=True):
        self.arc(x, y, d / 2, 0, 360)
        if cross:
            r = d / 2 + 2.5 / self.scale
            self.center((x - r, y), (x + r, y))
            self.center((x, y - r), (x, y + r))

    def arc(self, x, y, r, a, b, hidden=False):
        t = np.radians(np.linspace(a, b, 120))
        points = [(x + r * np.cos(v), y + r * np.sin(v)) for v in t]
        (self.hidden if hidden else self.line)(*points)

    def _arrow(self, tip, tail):
        self.axes.annotate("", xy=tip, xytext=tail, arrowprops=dict(arrowstyle=self.arrow + ",head_width=0.12,head_length=0.35" if self.arrow == "-|>" else self.arrow,
                           color="black", lw=self._points(self.thin), shrinkA=0, shrinkB=0, mutation_scale=8))

    def across(self, x0, x1, y, off, text):
        """A length that lies: from x0 to x1, its extension lines from y, its line `off` mm of paper away."""
        (a, b), (c, _) = self.place((x0, y)), self.place((x1, y))
        line = b + off
        gap, over = 0.8 * np.sign(off), 1.8 * np.sign(off)
        self._paper([(a, b + gap), (a, line + over)], self.thin)
        self._paper([(c, b + gap), (c, line + over)], self.thin)
        middle = (a + c) / 2
        if c - a > 14:
            self._arrow((a, line), (middle, line))
            self._arrow((c, line), (middle, line))
            at = (middle, line + 0.8)
        else:
            self._arrow((a, line), (a - 7, line))
            self._arrow((c, line), (c + 7, line))
            self._paper([(a, line), (c, line)], self.thin)
            self._paper([(c + 7, line), (c + 9 + 2 * len(text), line)], self.thin)
            at = (c + 8 + len(text), line + 0.8)
        self.axes.text(*at, text, family=self.font, fontsize=self._points(self.text_mm), ha="center", va="bottom")

    def up(self, y0, y1, x, off, text):
        """A length that stands."""
        (a, b), (_, d) = self.place((x, y0)), self.place((x, y1))
        line = a + off
        gap, over = 0.8 * np.sign(off), 1.8 * np.sign(off)
        self._paper([(a + gap, b), (line + over, b)], self.thin)
        self._paper([(a + gap, d), (line + over, d)], self.thin)
        middle = (b + d) / 2
        is_short = d - b < 14
        if is_short:
            self._arrow((line, b), (line, b - 7))
            self._arrow((line, d), (line, d + 7))
            self._paper([(line, b), (line, d)], self.thin)
        else:
            self._arrow((line, b), (line, middle))
            self._arrow((line, d), (line, middle))
        style = dict(family=self.font, fontsize=self._points(self.text_mm))
        if self.text_mode == "aligned":
            if is_short:
                self._paper([(line, d + 7), (line, d + 9 + 2 * len(text))], self.thin)
                middle = d + 8 + len(text)
            self.axes.text(line - 0.8, middle, text, rotation=90, ha="right", va="center", **style)
        else:
            self.axes.text(line, middle if not is_short else d + 10, text, ha="center", va="center", bbox=dict(facecolor="white", edgecolor="none", pad=1.0), **style)

    def leader(self, x, y, r, angle, length, text):
        """A size of a circle: an arrow that touches it, a shelf, the text on it."""
        cx, cy = self.place((x, y))
        c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        tip = (cx + r * self.scale * c, cy + r * self.scale * s)
        end = (tip[0] + length * c, tip[1] + length * s)
        self._arrow(tip, end)
        side = 1 if c > 0 else -1
        shelf = 2.2 * len(text)
        self._paper([end, (end[0] + side * shelf, end[1])], self.thin)
        self.axes.text(end[0] + side * shelf / 2, end[1] + 0.7, text, family=self.font, fontsize=self._points(self.text_mm), ha="center", va="bottom")

    def save(self, name, dpi=150, turn=0.0, jpeg=None, noise=0, paper=255, ink=0, colours=8):
        memory = io.BytesIO()
        self.figure.savefig(memory, dpi=dpi)
        plt.close(self.figure)
        picture = Image.open(memory).convert("L").rotate(turn, resample=Image.BICUBIC, fillcolor=255)
        values = np.asarray(picture, float) / 255 * (paper - ink) + ink
        if noise:
            values = values + np.random.default_rng(1).normal(0, noise, values.shape)
        picture = Image.fromarray(np.clip(values, 0, 255).astype("uint8"))
        if jpeg:
            picture.save(HERE / f"{name}.jpg", quality=jpeg)
        else:
            picture.quantize(colours).save(HERE / f"{name}.png", optimize=True)


def plate():
    """Third angle, aligned text, frame and title block, 150 dpi."""
    s = Sheet((230, 195), 1, frame=True)
    s.view(40, 95)  # plan 90 x 60
    s.box(0, 0, 90, 60)
    for x in (15, 75):
        for y in (12, 48):
            s.circle(x, y, 9)
    s.circle(45, 30, 26)
    s.across(15, 75, 60, 9, "60")
    s.across(0, 90, 60, 18, "90")
    s.up(12, 48, 0, -9, "36")
    s.up(0, 60, 0, -18, "60")
    s.leader(75, 48, 4.5, 35, 16, "4x⌀9")
    s.leader(45, 30, 13, -60, 32, "⌀26")
    s.view(40, 50)
    s.box(0, 0, 90, 14)
    for x, r in ((15, 4.5), (75, 4.5), (45, 13)):
        s.hidden((x - r, 0), (x - r, 14))
        s.hidden((x + r, 0), (x + r, 14))
        s.center((x, -3), (x, 17))
    s.up(0, 14, 0, -9, "14")
    s.view(155, 50)
    s.box(0, 0, 60, 14)
    for y, r in ((12, 4.5), (48, 4.5), (30, 13)):
        s.hidden((y - r, 0), (y - r, 14))
        s.hidden((y + r, 0), (y + r, 14))
        s.center((y, -3), (y, 17))
    s.save("plate", colours=6)


def bracket():
    """First angle: the plan below, the view from the left at the right; Liberation Serif, turned by half a degree."""
    s = Sheet((220, 190), 1, font="Liberation Serif", text=4.0, thick=0.7, thin=0.3)
    s.view(35, 110)  # front 70 x 50, wall 12 at the left
    s.line((0, 0), (70, 0), (70, 12), (12, 12), (12, 50), (0, 50), (0, 0))
    s.hidden((40, 0), (40, 12))
    s.hidden((52, 0), (52, 12))
    s.center((46, -3), (46, 15))
    s.across(0, 70, 0, -18, "70")
    s.across(0, 46, 0, -9, "46")
    s.up(0, 50, 0, -10, "50")
    s.up(0, 12, 70, 10, "12")
    s.across(0, 12, 50, 10, "12")
    s.view(35, 30)  # plan 70 x 40
    s.box(0, 0, 70, 40)
    s.line((12, 0), (12, 40))
    s.circle(46, 20, 12)
    s.leader(46, 20, 6, 50, 26, "Ø12")
    s.up(0, 40, 0, -10, "40")
    s.view(140, 110)  # from the left 40 x 50: the wall hides the foot
    s.box(0, 0, 40, 50)
    s.hidden((0, 12), (40, 12))
    s.hidden((14, 0), (14, 12))
    s.hidden((26, 0), (26, 12))
    s.save("bracket", dpi=150, turn=0.5, colours=8)


def shaft():
    """A stepped shaft in two views, diameters at the steps, text that always lies, Liberation Mono, open arrows."""
    s = Sheet((240, 110), 1, font="Liberation Mono", text=3.5, arrow="->", text_mode="horizontal")
    s.view(30, 55)  # front: axis along x, the middle at z 22
    steps = [(0, 30, 24), (30, 80, 44), (80, 120, 30)]
    for a, b, d in steps:
        s.box(a, 22 - d / 2, b, 22 + d / 2)
    s.center((-4, 22), (124, 22))
    s.across(0, 30, 0, -10, "30")
    s.across(30, 80, 0, -10, "50")
    s.across(0, 120, 0, -20, "120")
    s.up(10, 34, 0, -12, "Ø24")
    s.up(7, 37, 120, 14, "Ø30")
    s.view(185, 55)
    s.circle(22, 22, 44)
    s.circle(22, 22, 30, cross=False)
    s.arc(22, 22, 12, 0, 360, hidden=True)
    s.leader(22, 22, 22, 60, 10, "Ø44")
    s.save("shaft", dpi=150, colours=6)


def angle_block():
    """A stepped block with a slot, on grey paper, 200 dpi, JPEG."""
    s = Sheet((200, 170), 1, font="Liberation Sans", text=3.5, thick=0.5, thin=0.25)
    s.view(30, 30)  # front 80 x 45: step at x 50, height 20
    s.line((0, 0), (80, 0), (80, 20), (50, 20), (50, 45), (0, 45), (0, 0))
    s.hidden((0, 30), (50, 30))
    s.across(0, 80, 0, -14, "80")
    s.across(0, 50, 45, 9, "50")
    s.up(0, 45, 0, -10, "45")
    s.up(0, 20, 80, 10, "20")
    s.view(30, 95)  # plan 80 x 50: slot 16 wide in the high part
    s.box(0, 0, 80, 50)
    s.line((50, 0), (50, 50))
    s.line((0, 17), (50, 17))
    s.line((0, 33), (50, 33))
    s.up(0, 50, 80, 10, "50")
    s.up(17, 33, 0, -10, "16")
    s.view(135, 30)  # from the right 50 x 45
    s.line((0, 0), (50, 0), (50, 45), (33, 45), (33, 30), (17, 30), (17, 45), (0, 45), (0, 0))
    s.line((0, 20), (50, 20))
    s.up(30, 45, 50, 8, "15")
    s.save("angle_block", dpi=200, jpeg=42, noise=3, paper=225, ink=35)


def flange():
    """A round flange with a collar, bore and bolt circle, in two views, half size, DejaVu Serif."""
    s = Sheet((190, 150), 0.5, font="DejaVu Serif", text=3.2, thick=0.6, thin=0.2)
    s.view(40, 65)  # plan: 120 x 120
    s.circle(60, 60, 120)
    s.circle(60, 60, 60, cross=False)
    s.circle(60, 60, 36, cross=False)
    t = np.linspace(0, 2 * np.pi, 120)
    s.center(*[(60 + 45 * np.cos(v), 60 + 45 * np.sin(v)) for v in t])
    for k in range(6):
        s.circle(60 + 45 * np.cos(k * np.pi / 3), 60 + 45 * np.sin(k * np.pi / 3), 11, cross=False)
    s.leader(60, 60, 60, 30, 12, "Ø120")
    s.leader(60, 60, 30, 118, 32, "Ø60")
    s.leader(60, 60, 18, 62, 42, "Ø36")
    s.leader(82.5, 98.97, 5.5, 20, 28, "6xØ11")
    s.leader(60, 60, 45, 205, 26, "Ø90")
    s.view(40, 25)  # front: plate 16, collar to 44
    s.box(0, 0, 120, 16)
    s.box(30, 16, 90, 44)
    for x in (42, 78):
        s.hidden((x, 0), (x, 44))
    for k in (0, 1, 2, 3):
        x = 60 + 45 * np.cos(k * np.pi / 3)
        s.hidden((x - 5.5, 0), (x - 5.5, 16))
        s.hidden((x + 5.5, 0), (x + 5.5, 16))
    s.center((60, -5), (60, 49))
    s.up(0, 16, 120, 8, "16")
    s.up(0, 44, 120, 17, "44")
    s.save("flange", dpi=200, colours=6)


def guide():
    """A U-shaped guide with a hole through both walls, third angle, Roboto, slanted by -0.7 degrees, thick lines 0.8."""
    s = Sheet((210, 170), 1, font="Roboto", text=3.8, thick=0.8, thin=0.3, dash=(2.5, 1.2))
    s.view(35, 35)  # front 60 x 40: walls 10, floor 8
    s.line((0, 0), (60, 0), (60, 40), (50, 40), (50, 8), (10, 8), (10, 40), (0, 40), (0, 0))
    for z in (20, 30):
        s.hidden((0, z), (10, z))
        s.hidden((50, z), (60, z))
    s.center((-3, 25), (13, 25))
    s.center((47, 25), (63, 25))
    s.across(0, 60, 0, -14, "60")
    s.across(10, 50, 40, 9, "40")
    s.up(0, 40, 0, -10, "40")
    s.up(0, 8, 60, 9, "8")
    s.view(35, 100)  # plan 60 x 50
    s.box(0, 0, 60, 50)
    s.line((10, 0), (10, 50))
    s.line((50, 0), (50, 50))
    for y in (20, 30):
        s.hidden((0, y), (10, y))
        s.hidden((50, y), (60, y))
    s.center((-3, 25), (13, 25))
    s.center((47, 25), (63, 25))
    s.up(0, 50, 0, -10, "50")
    s.view(130, 35)  # from the right 50 x 40
    s.box(0, 0, 50, 40)
    s.hidden((0, 8), (50, 8))
    s.circle(25, 25, 10)
    s.leader(25, 25, 5, 55, 16, "Ø10")
    s.up(0, 25, 50, 10, "25")
    s.save("guide", dpi=150, turn=-0.7, noise=2, jpeg=55)


for make in (plate, bracket, shaft, angle_block, flange, guide):
    make()
