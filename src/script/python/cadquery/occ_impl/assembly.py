"""Colours, where CadQuery keeps them."""

from _cq_geom import Color

from .free import compound, imprint as _imprint


def imprint(assy):
    """The solids of an assembly with the boundaries they leave on each other, and whose each is."""
    names, solids = [], []
    for shape, name, place, _ in assy:
        for solid in shape.moved(place).Solids():
            names.append(name)
            solids.append(solid)
    joined = _imprint(*solids)
    origins = {}
    for solid in joined.Solids():
        at = solid.Center()
        owners = [name for name, old in zip(names, solids) if (old.Center() - at).Length < 1e-6]
        origins[solid] = tuple(owners[:1])
    return joined, origins
