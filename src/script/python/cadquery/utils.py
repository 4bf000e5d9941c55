"""What CadQuery's own modules and plugins use: looking at functions, and one name for several forms."""

import sys
from warnings import warn

# What takes long to import is imported by the few functions that need it.


def get_arity(f):
    """How many arguments a function takes; a built-in one counts as taking none."""
    from inspect import isbuiltin, signature

    return 0 if isbuiltin(f) else len(signature(f).parameters)


def call_with(f, target):
    """Calls f with the target, or with nothing; gives what it returns, else the target."""
    arity = get_arity(f)
    if arity == 0:
        f()
        return target
    if arity == 1:
        result = f(target)
        return target if result is None else result
    raise ValueError(f"the function takes {arity} arguments, but must take none or one")


def deprecate(message=None):
    """Marks a function that will go away; calls say so."""
    from functools import wraps

    def decorate(f):
        @wraps(f)
        def call(*args, **kwargs):
            warn(message or f"{f.__name__} will be removed in the next release.", FutureWarning)
            return f(*args, **kwargs)

        return call

    return decorate


def deprecate_kwarg_name(name, new_name):
    """Takes a keyword argument by its old name too."""
    from functools import wraps

    def decorate(f):
        @wraps(f)
        def call(*args, **kwargs):
            if name in kwargs:
                warn(f"Kwarg <{name}> will be removed. Please use <{new_name}>", FutureWarning)
                kwargs[new_name] = kwargs.pop(name)
            return f(*args, **kwargs)

        return call

    return decorate


def deprecate_kwarg(name, new_value):
    """Says that the default of a keyword argument will change."""
    from functools import wraps

    def decorate(f):
        @wraps(f)
        def call(*args, **kwargs):
            if name not in kwargs:
                warn(f"Default value of kwarg <{name}> will change to <{new_value}>", FutureWarning)
            return f(*args, **kwargs)

        return call

    return decorate


def _fits(value, wanted):
    """Whether a value is of an annotated type; what is no plain class fits everything."""
    from inspect import Parameter

    if wanted is Parameter.empty:
        return True
    return not isinstance(wanted, type) or isinstance(value, wanted)


def _earlier(f):
    """What stands under the name of a function where it is defined, before it gets there."""
    frame = sys._getframe(2)
    return frame.f_locals.get(f.__name__)


def multidispatch(f):
    """Functions of one name, told apart by their arguments; the first that fits is called."""
    from functools import wraps
    from inspect import signature

    forms = [*getattr(_earlier(f), "__forms__", ()), f]

    @wraps(f)
    def call(*args, **kwargs):
        for form in forms:
            described = signature(form)
            try:
                given = described.bind(*args, **kwargs).arguments
            except TypeError:
                continue
            wanted = {name: p.annotation for name, p in described.parameters.items()}
            if all(_fits(value, wanted[name]) for name, value in given.items()):
                return form(*args, **kwargs)
        raise TypeError(f"{f.__name__}: no form takes {[type(a).__name__ for a in args]}")

    call.__forms__ = forms
    return call


multimethod = multidispatch
cqmultimethod = multidispatch
