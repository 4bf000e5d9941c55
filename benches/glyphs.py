"""Trains the recogniser of signs on drawings: a small network on 16x16 pictures of single signs.

Run by hand in a Python environment with numpy and pillow: `python glyphs.py OUT FONT…`; fonts whose name holds
one of HELD_BACK are kept for the figures it prints. The output is what `src/assist/drawing/glyphs.bin` holds.
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont, ImageFilter

SIGNS = "0123456789⌀RxM°±()H"
VARIANTS = {"⌀": "⌀ØøΦφ", "x": "x×X", "°": "°º", "0": "0O"}
HELD_BACK = ["LiberationSans-Regular", "DejaVuSerif.ttf", "DejaVuSansMono.ttf", "Roboto-Regular", "OpenSans-Regular", "Lato-Regular"]
SIDE = 16
HIDDEN = 48
rng = np.random.default_rng(7)


def crop(gray):
    """Darkness of a sign in its box, the longer side 16, in the middle, as the reader does it."""
    ink = 255.0 - np.asarray(gray, float)
    peak = ink.max()
    if peak < 40:
        return None
    ys, xs = np.where(ink > 0.45 * peak)
    ink = ink[ys.min():ys.max() + 1, xs.min():xs.max() + 1] / peak
    h, w = ink.shape
    scale = SIDE / max(h, w)
    nh, nw = max(1, round(h * scale)), max(1, round(w * scale))
    small = sampled(ink, nh, nw)
    out = np.zeros((SIDE, SIDE))
    y, x = (SIDE - nh) // 2, (SIDE - nw) // 2
    out[y:y + nh, x:x + nw] = small
    return out


def sampled(ink, nh, nw):
    """Mean over the area of each new pixel."""
    def weights(n, m):
        edges = np.linspace(0, n, m + 1)
        w = np.zeros((m, n))
        for i in range(m):
            a, b = edges[i], edges[i + 1]
            for j in range(int(a), min(n, int(np.ceil(b)))):
                w[i, j] = min(b, j + 1) - max(a, j)
        return w / w.sum(1, keepdims=True)
    h, w = ink.shape
    return weights(h, nh) @ ink @ weights(w, nw).T


def draw(font_file, sign, size, angle, blur, thick):
    big = 4
    font = ImageFont.truetype(font_file, int(size * big))
    picture = Image.new("L", (int(size * 3 * big), int(size * 3 * big)), 255)
    ImageDraw.Draw(picture).text((size * big, size * 0.8 * big), sign, 0, font=font, stroke_width=thick)
    picture = picture.rotate(angle, fillcolor=255, resample=Image.BILINEAR)
    shift = rng.uniform(0, big, 2)
    picture = picture.transform(picture.size, Image.AFFINE, (1, rng.uniform(-0.12, 0.12), shift[0], 0, 1, shift[1]), fillcolor=255)
    picture = picture.resize((int(size * 3), int(size * 3)), Image.BOX)
    if blur > 0:
        picture = picture.filter(ImageFilter.GaussianBlur(blur))
    return picture


# Signs of single strokes, as plotters and our own sheets write them, on a grid 3 wide and 6 high with jitter.
STROKES = {
    "0": [[(1, 0), (0, 1), (0, 5), (1, 6), (2, 6), (3, 5), (3, 1), (2, 0), (1, 0)]],
    "1": [[(0, 4), (2, 6), (2, 0)]], "2": [[(0, 5), (1, 6), (2, 6), (3, 5), (3, 4), (0, 0), (3, 0)]],
    "3": [[(0, 6), (3, 6), (1, 4), (2, 4), (3, 3), (3, 1), (2, 0), (1, 0), (0, 1)]],
    "4": [[(2, 0), (2, 6), (0, 2), (3, 2)]], "5": [[(3, 6), (0, 6), (0, 3), (2, 4), (3, 3), (3, 1), (2, 0), (0, 0)]],
    "6": [[(3, 6), (1, 6), (0, 4), (0, 1), (1, 0), (2, 0), (3, 1), (3, 2), (2, 3), (1, 3), (0, 2)]],
    "7": [[(0, 6), (3, 6), (1, 0)]],
    "8": [[(1, 3), (0, 4), (0, 5), (1, 6), (2, 6), (3, 5), (3, 4), (2, 3), (1, 3), (0, 2), (0, 1), (1, 0)], [(1, 0), (2, 0), (3, 1), (3, 2), (2, 3)]],
    "9": [[(0, 0), (2, 0), (3, 2), (3, 5), (2, 6), (1, 6), (0, 5), (0, 4), (1, 3), (2, 3), (3, 4)]],
    "x": [[(0, 0), (3, 4)], [(3, 0), (0, 4)]], "R": [[(0, 0), (0, 6), (2, 6), (3, 5), (3, 4), (2, 3), (0, 3)], [(1, 3), (3, 0)]],
    "⌀": [[(1, 1), (0, 2), (0, 4), (1, 5), (2, 5), (3, 4), (3, 2), (2, 1), (1, 1)], [(0, 0), (3, 6)]],
    "M": [[(0, 0), (0, 6), (1.5, 2.5), (3, 6), (3, 0)]], "H": [[(0, 0), (0, 6)], [(3, 0), (3, 6)], [(0, 3), (3, 3)]],
}


def draw_strokes(sign, size):
    big = 4
    picture = Image.new("L", (int(size * 3 * big),) * 2, 255)
    pen = ImageDraw.Draw(picture)
    width = max(1, int(big * size / 12 * rng.uniform(0.8, 1.7)))
    ox, oy = size * big + rng.uniform(0, big), size * 2 * big + rng.uniform(0, big)
    sx, sy = size * big / 6 * rng.uniform(0.85, 1.2), size * big / 6
    for stroke in STROKES[sign]:
        points = [(ox + sx * (x + rng.normal(0, 0.07)), oy - sy * (y + rng.normal(0, 0.07))) for x, y in stroke]
        pen.line(points, fill=0, width=width, joint="curve")
    picture = picture.rotate(rng.normal(0, 1.5), fillcolor=255, resample=Image.BILINEAR)
    return picture.resize((int(size * 3), int(size * 3)), Image.BOX)


def samples(fonts, count, strokes):
    xs, ys = [], []
    for label, sign in enumerate(SIGNS):
        done = 0
        while done < count:
            size = rng.uniform(9, 40)
            if strokes and sign in STROKES and rng.random() < 0.12:
                picture = draw_strokes(sign, size)
            else:
                file = fonts[rng.integers(len(fonts))]
                variants = [v for v in VARIANTS.get(sign, sign) if has(file, v)]
                if not variants:
                    continue
                blur = float(rng.choice([0, 0, 0.5, 0.9]))
                picture = draw(file, variants[rng.integers(len(variants))], size, rng.normal(0, 1.5), blur, int(rng.random() < 0.2))
            gray = np.asarray(picture, float)
            gray = Image.fromarray(np.clip(gray + rng.normal(0, rng.choice([0, 4, 10]), gray.shape), 0, 255).astype("uint8"))
            x = crop(gray)
            done += 1
            if x is not None:
                xs.append(x.ravel())
                ys.append(label)
    # What is no sign: pieces of lines, arrows, parts of letters.
    letters = "ABCDEFGKLNPQSTUVWYZabcdefghknpqrstuvwyz&%$#@?!ÄÖ"
    for _ in range(count * 3):
        if rng.random() < 0.6:
            file = fonts[rng.integers(len(fonts))]
            picture = draw(file, letters[rng.integers(len(letters))], rng.uniform(9, 40), rng.normal(0, 2), 0, 0)
        else:
            picture = Image.new("L", (40, 40), 255)
            pen = ImageDraw.Draw(picture)
            kind = rng.integers(3)
            p = [tuple(rng.uniform(6, 34, 2)) for _ in range(4)]
            if kind == 0:
                pen.line(p[:2], fill=0, width=int(rng.integers(1, 4)))
            elif kind == 1:
                pen.polygon(p[:3], fill=0)
            else:
                pen.line(p[:3], fill=0, width=int(rng.integers(1, 4)))
        x = crop(picture)
        if x is not None:
            xs.append(x.ravel())
            ys.append(len(SIGNS))
    return np.array(xs), np.array(ys)


KNOWN = {}


def has(file, sign):
    key = (file, sign)
    if key not in KNOWN:
        font = ImageFont.truetype(file, 40)
        def mask(c):
            return bytes(font.getmask(c))
        KNOWN[key] = mask(sign) != mask("\uffff") and len(mask(sign)) > 0
    return KNOWN[key]


def forward(p, x):
    h = np.maximum(x @ p["w1"] + p["b1"], 0)
    return h, h @ p["w2"] + p["b2"]


def main():
    out, files = Path(sys.argv[1]), sys.argv[2:]
    train = [f for f in files if not any(h in f for h in HELD_BACK)]
    held = [f for f in files if any(h in f for h in HELD_BACK)]
    print(len(train), "fonts to learn from,", len(held), "held back")
    x, y = samples(train, 1500, True)
    tx, ty = samples(held, 150, False)
    classes = len(SIGNS) + 1
    p = {"w1": rng.normal(0, 0.08, (SIDE * SIDE, HIDDEN)), "b1": np.zeros(HIDDEN), "w2": rng.normal(0, 0.15, (HIDDEN, classes)), "b2": np.zeros(classes)}
    m = {k: [np.zeros_like(v), np.zeros_like(v)] for k, v in p.items()}
    step = 0
    epochs = 26
    for epoch in range(epochs):
        order = rng.permutation(len(x))
        for i in range(0, len(x), 128):
            b = order[i:i + 128]
            h, z = forward(p, x[b])
            z = np.exp(z - z.max(1, keepdims=True))
            z /= z.sum(1, keepdims=True)
            z[np.arange(len(b)), y[b]] -= 1
            z /= len(b)
            g = {"w2": h.T @ z, "b2": z.sum(0)}
            d = (z @ p["w2"].T) * (h > 0)
            g["w1"], g["b1"] = x[b].T @ d, d.sum(0)
            step += 1
            rate = 2e-3 * 0.5 * (1 + np.cos(np.pi * step / (epochs * len(x) / 128)))
            for k in p:
                a, c = m[k]
                a[:] = 0.9 * a + 0.1 * g[k]
                c[:] = 0.999 * c + 0.001 * g[k] ** 2
                p[k] -= rate * (a / (1 - 0.9 ** step) / (np.sqrt(c / (1 - 0.999 ** step)) + 1e-8) + 1e-4 * p[k])
    # One byte a weight: a scale for each of the four tables, then the rounded weights.
    blob = b""
    for k in ("w1", "b1", "w2", "b2"):
        scale = np.abs(p[k]).max() / 127
        q = np.round(p[k] / scale).astype(np.int8)
        p[k] = q * scale
        blob += np.float32(scale).tobytes() + q.tobytes()
    out.write_bytes(blob)
    for name, a, b in (("learnt", x, y), ("held back", tx, ty)):
        got = forward(p, a)[1].argmax(1)
        print(name, len(b), "right", round(float((got == b).mean()), 4))
        wrong = [(SIGNS + "?")[i] + ">" + (SIGNS + "?")[j] for i, j in zip(b, got) if i != j]
        top = {}
        for w in wrong:
            top[w] = top.get(w, 0) + 1
        print(sorted(top.items(), key=lambda t: -t[1])[:12])


if __name__ == "__main__":
    main()
