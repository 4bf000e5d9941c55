"""Versions of packages: there is CadQuery, and nothing else is installed."""


class PackageNotFoundError(ModuleNotFoundError):
    """There is no such package."""


def version(name):
    """The version of CadQuery that programs find here."""
    if name.lower().replace("_", "-") == "cadquery":
        import cadquery

        return cadquery.__version__
    raise PackageNotFoundError(f"No package metadata was found for {name}")


def entry_points(**_):
    """Nothing is installed that could be found so."""
    return []


def distributions(**_):
    """Nothing is installed that could be found so."""
    return []
