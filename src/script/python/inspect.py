"""A small part of inspect: parameters of functions, kinds of objects."""

import types
from enum import IntEnum

CO_VARARGS, CO_VARKEYWORDS, CO_GENERATOR, CO_COROUTINE = 4, 8, 32, 128


class _empty:
    """No value."""


class _Kind(IntEnum):
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4


class Parameter:
    """A parameter of a function."""

    empty = _empty
    POSITIONAL_ONLY = _Kind.POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _Kind.POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _Kind.VAR_POSITIONAL
    KEYWORD_ONLY = _Kind.KEYWORD_ONLY
    VAR_KEYWORD = _Kind.VAR_KEYWORD

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        self.name, self.kind, self.default, self.annotation = name, kind, default, annotation

    def __str__(self):
        text = {2: "*", 4: "**"}.get(self.kind, "") + self.name
        if self.default is not _empty:
            text += f"={self.default!r}"
        return text


class BoundArguments:
    """Arguments by the names of their parameters."""

    def __init__(self, signature, arguments):
        self.signature, self.arguments = signature, arguments


class Signature:
    """The parameters of a function."""

    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        self.parameters = {parameter.name: parameter for parameter in parameters or ()}
        self.return_annotation = return_annotation

    def bind(self, *args, **kwargs):
        """Which parameter gets which argument; a TypeError when they do not fit."""
        bound, rest, named = {}, list(args), dict(kwargs)
        for name, parameter in self.parameters.items():
            if parameter.kind == _Kind.VAR_POSITIONAL:
                bound.update({name: tuple(rest)} if rest else {})
                rest = []
            elif parameter.kind == _Kind.VAR_KEYWORD:
                bound.update({name: named} if named else {})
                named = {}
            elif rest and parameter.kind != _Kind.KEYWORD_ONLY:
                bound[name] = rest.pop(0)
            elif name in named and parameter.kind != _Kind.POSITIONAL_ONLY:
                bound[name] = named.pop(name)
            elif parameter.default is _empty:
                raise TypeError(f"missing a required argument: {name!r}")
        if rest or named:
            raise TypeError(f"too many arguments: {rest or list(named)}")
        return BoundArguments(self, bound)

    def __str__(self):
        return "(" + ", ".join(map(str, self.parameters.values())) + ")"


def isfunction(obj):
    """Whether it is a function of a program."""
    return isinstance(obj, types.FunctionType)


def ismethod(obj):
    """Whether it is a bound method."""
    return isinstance(obj, types.MethodType)


def isbuiltin(obj):
    """Whether it is a native function."""
    return isinstance(obj, types.BuiltinFunctionType)


def isroutine(obj):
    """Whether it is a function or method of any kind."""
    return isfunction(obj) or ismethod(obj) or isbuiltin(obj) or callable(obj) and not isclass(obj)


def isclass(obj):
    """Whether it is a class."""
    return isinstance(obj, type)


def ismodule(obj):
    """Whether it is a module."""
    return isinstance(obj, types.ModuleType)


def isgenerator(obj):
    """Whether it is a running generator."""
    return isinstance(obj, types.GeneratorType)


def isgeneratorfunction(obj):
    """Whether calling it makes a generator."""
    return isfunction(obj) and bool(obj.__code__.co_flags & CO_GENERATOR)


def iscoroutinefunction(obj):
    """Whether calling it makes a coroutine."""
    return isfunction(obj) and bool(obj.__code__.co_flags & CO_COROUTINE)


def isabstract(obj):
    """Whether abstract methods are left."""
    return bool(isclass(obj) and getattr(obj, "__abstractmethods__", None))


def unwrap(func, *, stop=None):
    """The function inside of decorators that tell it."""
    while hasattr(func, "__wrapped__") and not (stop and stop(func)):
        func = func.__wrapped__
    return func


def signature(obj, *, follow_wrapped=True, **_):
    """The parameters of a function, method, class or callable object."""
    skip = 0
    if follow_wrapped:
        obj = unwrap(obj)
    if isclass(obj):
        obj, skip = obj.__init__, 1
    elif ismethod(obj):
        obj, skip = obj.__func__, 1
    elif not isfunction(obj) and isfunction(getattr(type(obj), "__call__", None)):
        obj, skip = type(obj).__call__, 1
    if not isfunction(obj):
        raise ValueError(f"no signature found for {obj!r}")
    code, annotations = obj.__code__, getattr(obj, "__annotations__", {})
    names = code.co_varnames
    positional, keyword = code.co_argcount, code.co_kwonlyargcount
    defaults = obj.__defaults__ or ()
    found = []

    def add(name, kind, default=_empty):
        found.append(Parameter(name, kind, default=default, annotation=annotations.get(name, _empty)))

    for index, name in enumerate(names[:positional]):
        kind = 0 if index < code.co_posonlyargcount else 1
        from_end = index - (positional - len(defaults))
        add(name, _Kind(kind), defaults[from_end] if from_end >= 0 else _empty)
    rest = positional + keyword
    if code.co_flags & CO_VARARGS:
        add(names[rest], Parameter.VAR_POSITIONAL)
        rest += 1
    for name in names[positional : positional + keyword]:
        add(name, Parameter.KEYWORD_ONLY, (obj.__kwdefaults__ or {}).get(name, _empty))
    if code.co_flags & CO_VARKEYWORDS:
        add(names[rest], Parameter.VAR_KEYWORD)
    return Signature(found[skip:], return_annotation=annotations.get("return", _empty))


def getdoc(obj):
    """The documentation of an object, indentation removed."""
    doc = getattr(obj, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def cleandoc(doc):
    """Documentation without its indentation."""
    lines = doc.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()), default=0)
    return "\n".join([lines[0].strip()] + [line[margin:] for line in lines[1:]]).strip("\n")


def getmembers(obj, predicate=None):
    """Names and values of attributes."""
    pairs = [(name, getattr(obj, name, None)) for name in sorted(dir(obj))]
    return [pair for pair in pairs if predicate is None or predicate(pair[1])]


def getmodule(obj, *_):
    """The module that an object comes from."""
    import sys

    return obj if ismodule(obj) else sys.modules.get(getattr(obj, "__module__", None))


def getmro(cls):
    """The classes that a class consists of."""
    return cls.__mro__


def get_annotations(obj, **_):
    """The annotations of a function or class."""
    return dict(getattr(obj, "__annotations__", None) or {})


def getsource(obj):
    """There are no source files."""
    raise OSError("could not get source code")


getsourcelines = getsourcefile = getfile = getsource


def currentframe():
    """Frames are not given out."""
    return None


def stack(*_):
    """Frames are not given out."""
    return []
