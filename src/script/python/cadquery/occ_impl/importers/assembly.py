"""Assemblies out of STEP files and OCCT's own documents."""

import _cq_files


class _Node:
    """A part or assembly of a document."""

    def __init__(self, name, product, color, loc, shape):
        self.name, self.product, self.color, self.loc, self.shape = name, product, color, loc, shape
        self.children, self.marks = [], []


def _read(path, format, unit):
    """The node at the top of a document."""
    entries, marks = _cq_files.read_document(path, format, unit)
    nodes = []
    for name, product, color, loc, parent, shape in entries:
        node = _Node(name, product, color, loc, shape)
        if parent is not None:
            nodes[parent].children.append(node)
        nodes.append(node)
    for index, *mark in marks:
        nodes[index].marks.append(mark)
    return nodes[0]


def _fill(parent, node):
    """Adds what is below a node."""
    for child in node.children:
        if child.shape is None:
            below = type(parent)(name=child.product)
            _fill(below, child)
            parent.add(below, loc=child.loc, name=child.product, color=child.color)
            continue
        if child.name.endswith("_part"):
            # An assembly with a shape of its own is written so.
            parent.obj, parent.loc, parent.color = child.shape, child.loc, child.color
            owner = parent
        else:
            part = type(parent)(child.shape, loc=child.loc, name=child.name, color=child.color)
            parent.add(part)
            owner = parent[child.name]
        for shape, name, color, layer in child.marks:
            owner.addSubshape(shape, name=name or None, color=color, layer=layer or None)


def load(assy, path, format="STEP", unit="MM"):
    """Fills an empty assembly with the first assembly of a file."""
    top = _read(path, format, unit)
    if top.shape is not None:
        error = ValueError("Step file does not contain an assembly")
        error.__hint__ = "read a single part with cq.importers.importStep()"
        raise error
    assy.name = top.name or top.product
    if top.color:
        assy.color = top.color
    assy.loc = top.loc
    found = type(assy)()
    _fill(found, top)
    if assy.name in found:
        found = found[assy.name]
        assy.loc = found.loc
    if found.obj is not None:
        assy.obj, assy.color = found.obj, found.color
    for child in found.children:
        assy.add(child, name=child.name, color=child.color, loc=child.loc)
    return assy


def importStep(assy, path, unit="MM"):
    """Fills an assembly from a STEP file."""
    load(assy, path, "STEP", unit)


def importXbf(assy, path):
    """Fills an assembly from an XBF file."""
    load(assy, path, "XBF")


def importXml(assy, path):
    """Fills an assembly from an XML file."""
    load(assy, path, "XML")
