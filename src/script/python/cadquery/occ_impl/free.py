"""The free functions: shapes in, shape out.

They accept compounds wherever a single shape is meant.
A `history` is told what became of the faces, edges and vertices of the arguments.
"""

from math import pi

import _cq_curves as _curves
import _cq_faces as _faces
import _cq_free as _free
import _cq_shape_ops as _ops
import _cq_solids as _solids
from _cq_geom import is_vector_like

from .geom import Vector
from .history import noted, refuse
from .shape_base import Shape
from .shapes_3d import _text


def _spread(args):
    """The shapes of f(a, b, c) and of f([a, b, c])."""
    if len(args) == 1 and not isinstance(args[0], Shape):
        return list(args[0])
    return list(args)


def wire(*s):
    """A wire of edges."""
    return _free.wire(_spread(s))


def face(*s):
    """A face from edges or wires that bound it."""
    return _free.face(_spread(s))


def shell(*s, tol=1e-6, manifold=True, ctx=None, history=None, name=None):
    """A shell of faces."""
    faces = _spread(s)
    beside = [] if not ctx else [ctx] if isinstance(ctx, Shape) else list(ctx)
    return noted(history, name, faces + beside, lambda: _free.shell(faces, tol, manifold, beside))


def solid(*s, inner=None, tol=1e-6, history=None, name=None):
    """A solid of faces or shells; with a list of faces, cavities may be given as `inner`."""
    if len(s) > 1 and not isinstance(s[0], Shape):
        s, inner = s[:1], s[1]
    if not isinstance(s[0], Shape):
        outer, inner = list(s[0]), list(inner or [])
        work = lambda: _free.solid_with_cavities(outer, inner, tol)
        return noted(history, name, outer + inner, work)
    return noted(history, name, s, lambda: _free.solid(list(s), tol))


def edgeOn(base, first, *rest, periodic=False, tol=1e-6, N=20):
    """edgeOn(base, points in u, v, periodic, tol), or edges in the x-y plane laid onto a face."""
    base = base.face()
    if not isinstance(first, Shape):
        periodic, tol = (*rest, *(periodic, tol)[len(rest) :])
        return _faces.edge_on(base, [tuple(point)[:2] for point in first], [], periodic, tol)
    laid = [_laid(base, edge, tol, N) for shape in (first, *rest) for edge in shape.Edges()]
    return laid[0] if len(laid) == 1 else compound(laid)


def _laid(base, edge, tol, count):
    samples, params = edge.sample(count)
    points = [(point.x, point.y) for point in samples]
    first, last = edge.bounds()
    periodic = edge.IsClosed() and edge.geomType() in ("CIRCLE", "ELLIPSE")
    if periodic:
        params = [*params, first + 2 * pi]
    elif edge.IsClosed():
        points, params = [*points, points[0]], [*params, last]
    return _faces.edge_on(base, points, params, periodic, tol)


def wireOn(base, w, tol=1e-6, N=20):
    """A wire in the x-y plane laid onto a face, in its surface parameters."""
    return wire([edgeOn(base, edge, tol=tol, N=N) for edge in w.Edges()])


def faceOn(base, *fcs, tol=1e-6, N=20):
    """Plane faces laid onto a face, in its surface parameters."""
    base = base.face()
    laid = []
    for one in (one for shape in fcs for one in shape.Faces()):
        outer, *inner = (wireOn(base, w, tol, N) for w in (one.outerWire(), *one.innerWires()))
        laid.append(base.trim(outer, *inner))
    return laid[0] if len(laid) == 1 else compound(laid)


def compound(*s):
    """Shapes side by side."""
    return _ops.compound(_spread(s))


def vertex(*args):
    """vertex(x, y, z) or vertex(point)"""
    x, y, z = args if len(args) == 3 else Vector(*args).toTuple()
    return _curves.vertex(x, y, z)


def segment(p1, p2):
    """A straight edge between two points."""
    return _curves.line(p1, p2)


def polyline(*pts):
    """An open wire of straight edges."""
    return _curves.polygon(list(pts), False)


def polygon(*pts):
    """A closed wire of straight edges."""
    return _curves.polygon(list(pts), True)


def rect(w, h):
    """A rectangle about the origin."""
    return _curves.rect(w, h)


def spline(*pts, tgts=None, params=None, tol=1e-6, periodic=False, scale=True):
    """spline(p1, p2, …) or spline([p1, p2, …], tgts, params)"""
    if pts and not is_vector_like(pts[0]) or (len(pts) > 1 and not is_vector_like(pts[1])):
        points, *rest = pts
        tgts = rest[0] if rest else tgts
        params = rest[1] if len(rest) > 1 else params
    else:
        points = pts
    return _curves.spline(list(points), tgts, periodic, params, scale, tol)


def circle(r):
    """A circle about the origin."""
    return _curves.circle(r, (0, 0, 0), (0, 0, 1), 360, 360, True)


def ellipse(r1, r2):
    """An ellipse about the origin; r1, along x, is not the smaller radius."""
    return _curves.free_ellipse(r1, r2)


def plane(*args):
    """plane(w, l), or plane() for a face without end"""
    return _faces.plane(*args)


def box(w, l, h):
    """A box that stands centred on the origin."""
    return _solids.make_box((w, l, h), (-w / 2, -l / 2, 0), (0, 0, 1))


def cylinder(d, h):
    """A cylinder that stands on the origin."""
    return _solids.make_cylinder(d / 2, h, (0, 0, 0), (0, 0, 1), 360)


def sphere(d):
    """A ball about the origin."""
    return _solids.make_sphere(d / 2, (0, 0, 0), (0, 0, 1), (-90, 90, 360))


def torus(d1, d2):
    """A ring about the origin."""
    return _solids.make_torus((d1 / 2, d2 / 2), (0, 0, 0), (0, 0, 1), (0, 360))


def cone(*args):
    """cone(d, h) or cone(d1, d2, h)"""
    d1, d2, h = args if len(args) == 3 else (args[0], 0.0, args[1])
    return _solids.make_cone((d1 / 2, d2 / 2), h, (0, 0, 0), (0, 0, 1), 360)


def text(txt, size, *args, **kwargs):
    """text(txt, size, font, path, kind, halign, valign), or with a spine, or a spine and a base"""
    args = list(args)
    spine = args.pop(0) if args and isinstance(args[0], Shape) else kwargs.pop("spine", None)
    base = args.pop(0) if args and isinstance(args[0], Shape) else kwargs.pop("base", None)
    planar = args.pop(0) if args and isinstance(args[0], bool) else kwargs.pop("planar", False)
    values = dict(font="Arial", path=None, kind="regular", halign="center", valign="center")
    values.update(zip(values, args), **kwargs)
    flat = _text(txt, size, 0, **values)
    flat = clean(compound(flat.Faces()).fuse())
    if spine is None:
        return flat.Faces()[0] if len(flat.Faces()) == 1 else flat
    if spine.ShapeType() != "Wire":
        spine = wire(spine)
    length = spine.Length()
    letters = []
    for letter in flat.Faces():
        at = letter.BoundingBox().center.x
        turned = letter.moved(-at).moved(rx=-90 if planar else 0, ry=-90)
        letters.append(turned.moved(spine.locationAt(at / length)))
    if base is not None:
        letters = [letter.project(base.face(), letter.normalAt()) for letter in letters]
    return letters[0] if len(letters) == 1 else compound(letters)


def fuse(s1, s2, *shapes, tol=0.0, glue=None, history=None, name=None):
    """The union of shapes."""
    return noted(history, name, [s1, s2, *shapes], lambda: _free.fuse(s1, [s2, *shapes], tol, glue))


def cut(s1, s2, tol=0.0, glue=None, history=None, name=None):
    """The first shape without the second."""
    return noted(history, name, [s1, s2], lambda: _free.cut(s1, s2, tol, glue))


def intersect(s1, s2, tol=0.0, glue=None, history=None, name=None):
    """What two shapes have in common."""
    return noted(history, name, [s1, s2], lambda: _free.intersect(s1, s2, tol, glue))


def split(s1, s2, tol=0.0, history=None, name=None):
    """The pieces of the first shape."""
    return noted(history, name, [s1, s2], lambda: _free.split(s1, s2, tol))


def imprint(*shapes, tol=0.0, glue="full", history=None, name=None):
    """Shapes with the boundaries that they leave on each other."""
    return noted(history, name, shapes, lambda: _free.imprint(list(shapes), tol, glue))


def setThreads(n):
    """Accepted and ignored: the number of threads is not the business of a program."""


def clean(s):
    """The shape without needless edges and faces."""
    return _free.clean(s)


def _constraints(constraints):
    curves = [c for c in constraints if isinstance(c, Shape)]
    points = [c for c in constraints if not isinstance(c, Shape)]
    return curves, points


def fill(s, constraints=()):
    """A face in a loop of edges."""
    return _free.fill(s, *_constraints(constraints))


def cap(s, ctx, constraints=()):
    """A face in a loop of edges of a shape; it meets the shape smoothly."""
    curves, points = _constraints(constraints)
    edges = s.Edges()
    faces = [edge.ancestors(ctx, "Face").Faces()[0] for edge in edges]
    return _free.cap(edges, faces, [edge for curve in curves for edge in curve.Edges()], points)


def fillet(s, edges, r, history=None, name=None):
    """Rounds edges."""
    return noted(history, name, [s, edges], lambda: _free.fillet(s, edges, r))


def chamfer(s, edges, d, history=None, name=None):
    """Bevels edges."""
    return noted(history, name, [s, edges], lambda: _free.chamfer(s, edges, d))


def extrude(s, d, both=False, history=None, name=None):
    """Moves a shape along a vector: a face becomes a solid."""
    return noted(history, name, [s], lambda: _free.extrude(s, d, both))


def revolve(s, p, d, a=360, history=None, name=None):
    """Turns a shape about an axis through p by an angle in degrees."""
    return noted(history, name, [s], lambda: _free.revolve(s, p, d, a))


def offset(s, t, cap=True, both=False, tol=1e-6, history=None, name=None):
    """Moves faces along their normals, or makes them thick."""
    result = noted(history, name, [s], lambda: _free.offset(s, t, cap, both, tol))
    if both and history is not None:
        history[-1]._deleted.extend(s.Faces())
    return result


def offset2D(s, t, ctx=None, kind="arc", closed=True):
    """Wires at a distance from plane wires; straight ones need a face for their plane."""
    return _free.offset_2d(s, t, ctx.face() if ctx is not None else None, kind, closed)


def chamfer2D(s, verts, d):
    """Bevels corners of a plane face."""
    return _free.chamfer_2d(s, verts, d)


def fillet2D(s, verts, r):
    """Rounds corners of a plane face."""
    return _free.fillet_2d(s, verts, r)


def sweep(s, path, aux=None, cap=False, transition="transformed", history=None, name=None):
    """Sweeps a shape, or a list of sections, along a path."""
    refuse(history, "sweep")
    sections = [s] if isinstance(s, Shape) else list(s)
    return _free.sweep(sections, path, aux, cap, transition)


def loft(
    *s,
    cap=False,
    ruled=False,
    continuity="C2",
    parametrization="uniform",
    degree=3,
    compat=True,
    smoothing=False,
    weights=(1, 1, 1),
    history=None,
    name=None,
):
    """A surface or solid through sections, given one by one or as a list."""
    refuse(history, "loft")
    if s and not isinstance(s[0], Shape):
        s, rest = s[0], s[1:]
        cap = rest[0] if rest else cap
        ruled = rest[1] if len(rest) > 1 else ruled
    return _free.loft(
        list(s), cap, ruled, continuity, parametrization, degree, compat, smoothing, weights
    )


def project(s, base, direction=None, continuity="C2", degree=3, maxseg=30, tol=1e-4):
    """Throws edges and wires onto a shape along a direction."""
    if direction is None:
        return _free.project_normally(s, base, continuity, degree, maxseg, tol)
    return _free.project(s, base, direction)


def hollow(s, *args, **kwargs):
    """hollow(s, faces, t, tol=1e-3, kind="intersection") or hollow(s, t, …)"""
    args = list(args)
    faces = kwargs.pop("faces", None)
    if args and (args[0] is None or isinstance(args[0], Shape)):
        faces = args.pop(0)
    values = dict(t=None, tol=1e-3, kind="intersection", history=None, name=None)
    values.update(zip(values, args), **kwargs)
    openings = faces.Faces() if faces is not None else []
    return noted(
        values["history"],
        values["name"],
        [s],
        lambda: _free.hollow(s, openings, values["t"], values["tol"], values["kind"]),
    )


def prism(ctx, base, faces, t, angle=0.0, additive=True, history=None, name=None):
    """A prism built into a shape, drafted by an angle in degrees, or along a direction.

    `t` is its height, a face that it ends at, two faces that it goes between, or None for a prism
    through everything.
    """
    refuse(history, "prism")
    profiles = [f if f.ShapeType() == "Face" else face(f) for f in _parts(faces)]
    direction = Vector(angle) if is_vector_like(angle) else None
    stand = base.face() if base is not None else None
    extent = [] if t is None else list(t) if isinstance(t, tuple) else [t]
    extent = [end.face() if isinstance(end, Shape) else end for end in extent]
    if direction is None and angle != 0:
        made = _solids.draft_prism(ctx, stand, profiles, extent, angle, additive)
        parts = _parts(made)
        return parts[0] if len(parts) == 1 else made
    return _solids.linear_prism(ctx, stand, profiles, extent, direction, additive)


def _parts(s):
    return list(s) if s.ShapeType() == "Compound" else [s]


def draft(ctx, base, faces, *args, **kwargs):
    """draft(ctx, base, faces, angle) or draft(ctx, base, faces, dir, angle)"""
    args = list(args)
    direction = kwargs.pop("dir", None)
    if args and is_vector_like(args[0]):
        direction = args.pop(0)
    angle = args[0] if args else kwargs["angle"]
    return _solids.draft(ctx, faces.Faces(), angle, base.face(), direction)


def check(s, results=None, tol=None, verbose=True):
    """Whether a shape is valid."""
    if results is not None:
        results.clear()
    return s.isValid()


def isSubshape(s1, s2):
    """Whether the first shape is a part of the second."""
    return _ops.is_part_of(s1, s2)


def closest(s1, s2):
    """The points of two shapes that are nearest to each other."""
    return _ops.closest(s1, s2)
