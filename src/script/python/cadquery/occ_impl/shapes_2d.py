"""Face and Shell."""

import _cq_faces as _faces
import _cq_files as _files
from _cq_geom import is_vector_like
from _cq_runtime import register

from .geom import Vector
from .shape_base import Shape
from .shapes_1d import Edge, Wire


class Face(Shape):
    """A bounded piece of a surface."""

    def uvBounds(self):
        return _faces.uv_bounds(self)

    def _uvBounds(self):
        return self.uvBounds()

    def paramAt(self, pt):
        return _faces.param_at(self, pt)

    def params(self, pts, tol=1e-9):
        pairs = [_faces.param_at(self, pt) for pt in pts]
        return [u for u, _ in pairs], [v for _, v in pairs]

    def positionAt(self, u, v):
        return _faces.normal_at_uv(self, u, v)[1]

    def positions(self, uvs):
        return [self.positionAt(u, v) for u, v in uvs]

    def locationAt(self, u, v):
        return _faces.location_at_uv(self, u, v)

    def normalAt(self, *args, **kwargs):
        """normalAt(locationVector=None) or normalAt(u, v)"""
        if len(args) + len(kwargs) == 2:
            u, v = (*args, *(kwargs[name] for name in ("u", "v") if name in kwargs))
            return _faces.normal_at_uv(self, u, v)
        near = args[0] if args else kwargs.get("locationVector")
        return _faces.normal_at(self, near)

    def normals(self, us, vs):
        pairs = [_faces.normal_at_uv(self, u, v) for u, v in zip(us, vs)]
        return [normal for normal, _ in pairs], [point for _, point in pairs]

    def tangentAt(self, u, v):
        return _faces.tangent_at_uv(self, u, v)

    def outerWire(self):
        return _faces.outer_wire(self)

    def innerWires(self):
        return _faces.inner_wires(self)

    @classmethod
    def makeNSidedSurface(
        cls,
        edges,
        constraints,
        continuity=None,
        degree=3,
        nbPtsOnCur=15,
        nbIter=2,
        anisotropy=False,
        tol2d=0.00001,
        tol3d=0.0001,
        tolAng=0.01,
        tolCurv=0.1,
        maxDeg=8,
        maxSegments=9,
    ):
        curves, points = [], []
        for constraint in constraints:
            if isinstance(constraint, (Edge, Wire)):
                curves.append(constraint)
            elif is_vector_like(constraint) and not isinstance(constraint, list):
                points.append(constraint)
            else:
                raise ValueError(f"Invalid constraint {constraint}")
        return _faces.fill(list(edges), curves, points, degree, nbPtsOnCur, nbIter, tol3d, maxDeg, maxSegments)

    @classmethod
    def makePlane(cls, length=None, width=None, basePnt=(0, 0, 0), dir=(0, 0, 1)):
        return _faces.make_plane(length, width, basePnt, dir)

    @classmethod
    def makeRuledSurface(cls, edgeOrWire1, edgeOrWire2):
        return _faces.ruled(edgeOrWire1, edgeOrWire2)

    @classmethod
    def makeFromWires(cls, outerWire, innerWires=()):
        return _faces.make_face(outerWire, list(innerWires))

    @classmethod
    def makeSplineApprox(cls, points, tol=1e-2, smoothing=None, minDeg=1, maxDeg=3):
        return _faces.spline_approx(points, tol, smoothing, minDeg, maxDeg)

    def fillet2D(self, radius, vertices):
        return _faces.fillet_2d(self, radius, list(vertices))

    def chamfer2D(self, d, vertices):
        return _faces.chamfer_2d(self, d, list(vertices))

    def toArcs(self, tolerance=1e-3):
        return _files.to_arcs(self, tolerance)

    def toPln(self):
        return _faces.plane_of(self)

    def thicken(self, thickness):
        return _faces.thicken(self, thickness)

    @classmethod
    def constructOn(cls, f, outer, *inner):
        return f.trim(outer, *inner)

    def project(self, other, d):
        outer = self.outerWire().project(other, d)
        return self.constructOn(other, outer, *(wire.project(other, d) for wire in self.innerWires()))

    def trim(self, *args, tol=1e-6):
        """trim(u0, u1, v0, v1, tol=1e-6) or trim(outer, *inner)"""
        if args and isinstance(args[0], Shape):
            return _faces.trim(self, args[0], list(args[1:]))
        if args and isinstance(args[0], (tuple, list, Vector)):
            # Points in the parameters of the surface.
            from .free import polygon, wireOn

            return _faces.trim(self, wireOn(self, polygon(*[tuple(point)[:2] for point in args])), [])
        if len(args) == 5:
            *args, tol = args
        if len(args) != 4:
            raise TypeError("trim() takes u0, u1, v0, v1 or wires that lie on the face")
        u0, u1, v0, v1 = args
        return _faces.trim_uv(self, (u0, u1), (v0, v1), tol)

    def isoline(self, param, direction="v"):
        return _faces.isoline(self, param, direction == "u")

    def isolines(self, params, direction="v"):
        return [self.isoline(param, direction) for param in params]

    def extend(self, d, umin=True, umax=True, vmin=True, vmax=True):
        face = self if self.geomType() == "BSPLINE" else self.toNURBS()
        return _faces.extend(face, d, [umin, umax, vmin, vmax])

    def addHole(self, *inner):
        return _faces.add_holes(self, [w if isinstance(w, Wire) else Wire.assembleEdges([w]) for w in inner])


class Shell(Shape):
    """Faces that are joined at their edges."""

    @classmethod
    def makeShell(cls, listOfFaces):
        return _faces.make_shell(list(listOfFaces))


for _class in (Face, Shell):
    register(_class)
