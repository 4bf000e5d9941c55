"""Names for annotations, made when they are asked for, because few programs need typing."""


def __getattr__(name):
    if name != "UnitLiterals":
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    from typing import Literal

    return Literal[
        "kilometer", "KM", "km", "meter", "M", "m", "centimeter", "CM", "cm", "millimeter", "MM", "mm",
        "micron", "UM", "um", "mile", "MI", "mi", "foot", "FT", "ft", "inch", "IN", "in",
    ]
