"""Vertex, Edge and Wire."""

import _cq_curves as _curves
import _cq_faces as _faces
import _cq_shape_ops as _ops
from _cq_runtime import register

from .geom import Vector
from .shape_base import Shape


class Vertex(Shape):
    """A point in space."""

    @property
    def X(self):
        return self.toTuple()[0]

    @property
    def Y(self):
        return self.toTuple()[1]

    @property
    def Z(self):
        return self.toTuple()[2]

    def toTuple(self):
        return _curves.point(self)

    @classmethod
    def makeVertex(cls, x, y, z):
        return _curves.vertex(x, y, z)


class Mixin1D:
    """What edges and wires have in common."""

    def bounds(self):
        return _curves.bounds(self)

    def _bounds(self):
        return self.bounds()

    def startPoint(self):
        return _curves.start_point(self)

    def endPoint(self):
        return _curves.end_point(self)

    def paramAt(self, d):
        return _curves.param_at(self, d)

    def params(self, pts, tol=1e-6):
        return [_curves.param_at(self, pt) for pt in pts]

    def paramsLength(self, locations):
        return [_curves.param_at(self, d) for d in locations]

    def tangentAt(self, locationParam=0.5, mode="length"):
        return _curves.tangent_at(self, locationParam, mode)

    def tangents(self, locations, mode="length"):
        return [self.tangentAt(d, mode) for d in locations]

    def normal(self):
        return _curves.normal(self)

    def Length(self):
        return _curves.length(self)

    def radius(self):
        return _curves.radius(self)

    def IsClosed(self):
        return _curves.is_closed(self)

    def positionAt(self, d, mode="length"):
        return _curves.position_at(self, d, mode)

    def positions(self, ds, mode="length"):
        return [self.positionAt(d, mode) for d in ds]

    def sample(self, n):
        return _curves.sample(self, n)

    def locationAt(self, d, mode="length", frame="frenet", planar=False):
        return _curves.location_at(self, d, mode, frame, planar)

    def locations(self, ds, mode="length", frame="frenet", planar=False):
        return [self.locationAt(d, mode, frame, planar) for d in ds]

    def project(self, face, d, closest=True):
        found = _curves.project(self, face, d)
        if not closest:
            return found
        if not found:
            raise ValueError("the projection does not meet the face")
        return min(found, key=self.distance)

    def curvatureAt(self, d, mode="length", resolution=1e-6):
        return _curves.curvature_at(self, d, mode)

    def curvatures(self, ds, mode="length", resolution=1e-6):
        return [self.curvatureAt(d, mode, resolution) for d in ds]

    def close(self):
        return self if self.IsClosed() else _curves.close(self)


class Edge(Mixin1D, Shape):
    """A piece of a curve."""

    def arcCenter(self):
        return _curves.arc_center(self)

    def hasPCurve(self, f):
        return _faces.lies_on(self, f)

    def trim(self, u0, u1):
        return _curves.trim(self, u0, u1)

    @classmethod
    def makeCircle(cls, radius, pnt=(0, 0, 0), dir=(0, 0, 1), angle1=360.0, angle2=360, orientation=True):
        return _curves.circle(radius, pnt, dir, angle1, angle2, orientation)

    @classmethod
    def makeEllipse(
        cls, x_radius, y_radius, pnt=(0, 0, 0), dir=(0, 0, 1), xdir=(1, 0, 0), angle1=360.0, angle2=360.0, sense=1
    ):
        return _curves.ellipse(x_radius, y_radius, pnt, dir, xdir, angle1, angle2, sense == 1)

    @classmethod
    def makeSpline(cls, listOfVector, tangents=None, periodic=False, parameters=None, scale=True, tol=1e-6):
        return _curves.spline(listOfVector, tangents or None, periodic, parameters, scale, tol)

    @classmethod
    def makeSplineApprox(cls, listOfVector, tol=1e-3, smoothing=None, minDeg=1, maxDeg=6):
        return _curves.spline_approx(listOfVector, tol, smoothing, minDeg, maxDeg)

    @classmethod
    def makeThreePointArc(cls, v1, v2, v3):
        return _curves.three_point_arc(v1, v2, v3)

    @classmethod
    def makeTangentArc(cls, v1, v2, v3):
        return _curves.tangent_arc(v1, v2, v3)

    @classmethod
    def makeLine(cls, v1, v2):
        return _curves.line(v1, v2)

    @classmethod
    def makeBezier(cls, points):
        return _curves.bezier(points)


class Wire(Mixin1D, Shape):
    """Edges that are joined in order."""

    @classmethod
    def combine(cls, listOfWires, tol=1e-9):
        return _curves.combine(list(listOfWires), tol)

    @classmethod
    def assembleEdges(cls, listOfEdges):
        return _curves.assemble(list(listOfEdges))

    @classmethod
    def makeCircle(cls, radius, center, normal):
        return _curves.assemble([Edge.makeCircle(radius, center, normal)])

    @classmethod
    def makeEllipse(
        cls,
        x_radius,
        y_radius,
        center,
        normal,
        xDir,
        angle1=360.0,
        angle2=360.0,
        rotation_angle=0.0,
        closed=True,
    ):
        return _curves.ellipse_wire(
            x_radius, y_radius, center, normal, xDir, angle1, angle2, True, rotation_angle, closed
        )

    @classmethod
    def makePolygon(cls, listOfVertices, forConstruction=False, close=False):
        wire = _curves.polygon(list(listOfVertices), close)
        wire.forConstruction = forConstruction
        return wire

    @classmethod
    def makeHelix(cls, pitch, height, radius, center=(0, 0, 0), dir=(0, 0, 1), angle=360.0, lefthand=False):
        return _curves.helix(pitch, height, radius, center, dir, angle, lefthand)

    def stitch(self, other):
        return _curves.stitch(self, other)

    def offset2D(self, d, kind="arc"):
        return _curves.offset_2d(self, d, kind)

    def fillet2D(self, radius, vertices):
        return _faces.outer_wire(_faces.fillet_2d(_faces.make_face(self, []), radius, list(vertices)))

    def chamfer2D(self, d, vertices):
        return _faces.outer_wire(_faces.chamfer_2d(_faces.make_face(self, []), d, list(vertices)))

    def fillet(self, radius, vertices=None):
        return _curves.fillet(self, radius, list(vertices) if vertices else [])


for _class in (Vertex, Edge, Wire):
    register(_class)
