"""Names for annotations."""

from typing import Literal

UnitLiterals = Literal[
    "kilometer", "KM", "km", "meter", "M", "m", "centimeter", "CM", "cm", "millimeter", "MM", "mm",
    "micron", "UM", "um", "mile", "MI", "mi", "foot", "FT", "ft", "inch", "IN", "in",
]
