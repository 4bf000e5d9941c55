"""Solid, CompSolid and Compound."""

import _cq_shape_ops as _ops
import _cq_solids as _solids
from _cq_runtime import register

from .geom import Plane, Vector
from .shape_base import Shape
from .shapes_1d import Edge, Wire
from .shapes_2d import Face
from .sorting import sortWiresByBuildOrder


class Mixin3D:
    """What solids and compounds have in common."""

    def fillet(self, radius, edgeList):
        return self.__class__(_solids.fillet(self, radius, list(edgeList)))

    def chamfer(self, length, length2, edgeList):
        return self.__class__(_solids.chamfer(self, length, length2, list(edgeList)))

    def hollow(self, faceList, thickness, tolerance=0.0001, kind="arc"):
        return self.__class__(_solids.hollow(self, list(faceList or []), thickness, tolerance, kind))

    def isInside(self, point, tolerance=1.0e-6):
        return _solids.is_inside(self, point, tolerance)

    def dprism(self, basis, profiles, depth=None, taper=0, upToFace=None, thruAll=True, additive=True):
        profiles = list(profiles)
        if profiles and isinstance(profiles[0], Wire):
            profiles = [Face.makeFromWires(group[0], group[1:]) for group in sortWiresByBuildOrder(profiles)]
        if upToFace is not None:
            extent = upToFace
        else:
            extent = None if thruAll else depth
        return self.__class__(_solids.draft_prism(self, basis, profiles, [] if extent is None else [extent], taper, additive))


def _outer_and_inner(args, names, kwargs):
    """Splits the arguments of the forms (face, …) and (outerWire, innerWires, …)."""
    args = list(args)
    first = args.pop(0) if args else kwargs.pop("face", None) or kwargs.pop("outerWire")
    if isinstance(first, Face):
        outer, inner = first.outerWire(), first.innerWires()
    else:
        outer = first
        inner = args.pop(0) if args else kwargs.pop("innerWires")
    values = dict(zip(names, args))
    for name, value in kwargs.items():
        if name not in names or name in values:
            raise TypeError(f"got an unexpected keyword argument '{name}'")
        values[name] = value
    return first, outer, list(inner), values


class Solid(Mixin3D, Shape):
    """A body with a closed surface."""

    @staticmethod
    def isSolid(obj):
        if hasattr(obj, "ShapeType"):
            return obj.ShapeType() == "Solid" or (obj.ShapeType() == "Compound" and len(obj.Solids()) > 0)
        return False

    @classmethod
    def makeSolid(cls, shell):
        return _solids.make_solid(shell)

    @classmethod
    def makeBox(cls, length, width, height, pnt=(0, 0, 0), dir=(0, 0, 1)):
        return _solids.make_box((length, width, height), pnt, dir)

    @classmethod
    def makeCone(cls, radius1, radius2, height, pnt=(0, 0, 0), dir=(0, 0, 1), angleDegrees=360):
        return _solids.make_cone((radius1, radius2), height, pnt, dir, angleDegrees)

    @classmethod
    def makeCylinder(cls, radius, height, pnt=(0, 0, 0), dir=(0, 0, 1), angleDegrees=360):
        return _solids.make_cylinder(radius, height, pnt, dir, angleDegrees)

    @classmethod
    def makeTorus(cls, radius1, radius2, pnt=(0, 0, 0), dir=(0, 0, 1), angleDegrees1=0, angleDegrees2=360):
        return _solids.make_torus((radius1, radius2), pnt, dir, (angleDegrees1, angleDegrees2))

    @classmethod
    def makeLoft(cls, listOfWire, ruled=False):
        return _solids.make_loft(list(listOfWire), ruled)

    @classmethod
    def makeWedge(cls, dx, dy, dz, xmin, zmin, xmax, zmax, pnt=(0, 0, 0), dir=(0, 0, 1)):
        return _solids.make_wedge((dx, dy, dz), (xmin, zmin), (xmax, zmax), pnt, dir)

    @classmethod
    def makeSphere(
        cls, radius, pnt=(0, 0, 0), dir=(0, 0, 1), angleDegrees1=0, angleDegrees2=90, angleDegrees3=360
    ):
        return _solids.make_sphere(radius, pnt, dir, (angleDegrees1, angleDegrees2, angleDegrees3))

    @classmethod
    def extrudeLinearWithRotation(cls, *args, **kwargs):
        """(outerWire, innerWires, vecCenter, vecNormal, angleDegrees) or (face, vecCenter, …)"""
        names = ("vecCenter", "vecNormal", "angleDegrees")
        _, outer, inner, values = _outer_and_inner(args, names, kwargs)
        return cls(_solids.extrude_twisted(outer, inner, *(values[name] for name in names)))

    @classmethod
    def extrudeLinear(cls, *args, **kwargs):
        """(outerWire, innerWires, vecNormal, taper=0) or (face, vecNormal, taper=0)"""
        first, outer, inner, values = _outer_and_inner(args, ("vecNormal", "taper"), kwargs)
        normal, taper = values["vecNormal"], values.get("taper", 0)
        if isinstance(first, Face):
            return _solids.extrude_face(first, normal, taper)
        return _solids.extrude_wires(outer, inner, normal, taper)

    @classmethod
    def revolve(cls, *args, **kwargs):
        """(outerWire, innerWires, angleDegrees, axisStart, axisEnd) or (face, angleDegrees, …)"""
        names = ("angleDegrees", "axisStart", "axisEnd")
        first, outer, inner, values = _outer_and_inner(args, names, kwargs)
        face = first if isinstance(first, Face) else Face.makeFromWires(outer, inner)
        return _solids.revolve(face, *(values[name] for name in names))

    @classmethod
    def sweep(cls, *args, **kwargs):
        """(outerWire, innerWires, path, makeSolid=True, isFrenet=False, mode=None,
        transitionMode="transformed") or (face, path, …)"""
        names = ("path", "makeSolid", "isFrenet", "mode", "transitionMode")
        _, outer, inner, values = _outer_and_inner(args, names, kwargs)
        return _solids.sweep(
            [outer],
            inner,
            values["path"],
            values.get("makeSolid", True),
            values.get("isFrenet", False),
            values.get("mode"),
            values.get("transitionMode", "transformed"),
        )

    @classmethod
    def sweep_multi(cls, profiles, path, makeSolid=True, isFrenet=False, mode=None):
        return _solids.sweep_multi(list(profiles), [], path, makeSolid, isFrenet, mode, "transformed")

    def outerShell(self):
        return _solids.outer_shell(self)

    def innerShells(self):
        outer = self.outerShell()
        return [shell for shell in self.Shells() if not shell.isSame(outer)]

    def addCavity(self, *shells):
        return _solids.add_cavities(self, list(shells))


class CompSolid(Mixin3D, Shape):
    """Solids that share faces."""


class Compound(Mixin3D, Shape):
    """Any shapes side by side."""

    @classmethod
    def makeCompound(cls, listOfShapes):
        return _ops.compound(list(listOfShapes))

    @classmethod
    def makeText(
        cls,
        text,
        size,
        height,
        font="Arial",
        fontPath=None,
        kind="regular",
        halign="center",
        valign="center",
        position=None,
    ):
        letters = _text(text, size, height, font, fontPath, kind, halign, valign)
        return letters if position is None else letters.moved(position.location)

    def __bool__(self):
        return any(True for _ in self)

    def remove(self, *shape):
        gone = set(shape)
        self.wrapped = _ops.compound([part for part in self if part not in gone])
        return self


def _text(text, size, height, font, path, kind, halign, valign):
    from _cq_workplane import text_shape

    return text_shape(text, size, height, font, path, kind, halign, valign)


for _class in (Solid, CompSolid, Compound):
    register(_class)
