"""The part of numpy that CAD programs use: arrays as nested lists, element-wise mathematics."""

import builtins as _builtins
import math as _math

pi, e, inf, nan, newaxis = _math.pi, _math.e, _math.inf, _math.nan, None
float64 = float32 = float16 = double = float_ = float
int64 = int32 = int16 = int8 = uint8 = uint32 = intp = int_ = int
bool_ = bool
number, floating, integer = (int, float), float, int


class ndarray:
    """An array of one or more dimensions; elements are Python numbers."""

    def __init__(self, data):
        self._data = data

    @property
    def shape(self):
        """Lengths of the dimensions."""
        lengths, level = [], self._data
        while isinstance(level, list):
            lengths.append(len(level))
            level = level[0] if level else 0
        return tuple(lengths)

    @property
    def ndim(self):
        """Number of dimensions."""
        return len(self.shape)

    @property
    def size(self):
        """Number of elements."""
        return _math.prod(self.shape)

    @property
    def dtype(self):
        """The class of the elements."""
        return float if any(isinstance(x, float) for x in _flat(self._data)) else int

    @property
    def T(self):
        """Rows as columns."""
        return self if self.ndim < 2 else ndarray([list(column) for column in zip(*self._data)])

    def transpose(self):
        """Rows as columns."""
        return self.T

    def tolist(self):
        """Nested lists of the elements."""
        return _copy(self._data)

    def copy(self):
        """The same elements in another array."""
        return ndarray(_copy(self._data))

    def astype(self, kind):
        """The elements as another class."""
        return _map(kind, self)

    def flatten(self):
        """All elements in one dimension."""
        return ndarray(list(_flat(self._data)))

    ravel = flatten

    def reshape(self, *shape):
        """The same elements in other dimensions; -1 stands for what is left."""
        shape = list(shape[0]) if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else list(shape)
        elements = list(_flat(self._data))
        if -1 in shape:
            at = shape.index(-1)
            shape[at] = 1
            shape[at] = len(elements) // (_math.prod(shape) or 1)
        if _math.prod(shape) != len(elements):
            raise ValueError(f"cannot reshape array of size {len(elements)} into shape {tuple(shape)}")
        for length in reversed(shape[1:]):
            elements = [elements[i : i + length] for i in range(0, len(elements), length)]
        return ndarray(elements)

    def item(self, *index):
        """An element as a number."""
        return list(_flat(self._data))[index[0] if index else 0]

    def __len__(self):
        return len(self._data)

    def __iter__(self):
        return iter([_wrap(x) for x in self._data])

    def __getitem__(self, key):
        if isinstance(key, tuple):
            return _wrap(_pick(self._data, key))
        if isinstance(key, ndarray):
            key = key._data
        if isinstance(key, list):
            if key and isinstance(key[0], bool):
                key = [i for i, chosen in enumerate(key) if chosen]
            return ndarray([self._data[i] for i in key])
        return _wrap(self._data[key])

    def __setitem__(self, key, value):
        value = _plain(value)
        if isinstance(key, tuple) and len(key) == 1:
            key = key[0]
        if isinstance(key, tuple):
            first, rest = key[0], key[1:]
            rows = range(len(self._data))[first] if isinstance(first, slice) else [first]
            for position, row in enumerate(rows):
                part = value[position] if isinstance(first, slice) and isinstance(value, list) else value
                ndarray(self._data[row])[rest] = part
        elif isinstance(key, slice):
            places = range(len(self._data))[key]
            for position, place in enumerate(places):
                self._data[place] = value[position] if isinstance(value, list) else _fill(self._data[place], value)
        else:
            self._data[key] = value

    def __contains__(self, value):
        return value in list(_flat(self._data))

    def __bool__(self):
        if self.size > 1:
            raise ValueError("the truth value of an array with more than one element is ambiguous")
        return any(_flat(self._data))

    def __float__(self):
        return float(self.item())

    def __int__(self):
        return int(self.item())

    def __repr__(self):
        return f"array({self._data!r})"

    def __str__(self):
        return str(self._data).replace(",", "")

    def __neg__(self):
        return _map(lambda x: -x, self)

    def __pos__(self):
        return self

    def __abs__(self):
        return _map(_builtins.abs, self)

    def __matmul__(self, other):
        return dot(self, other)

    def dot(self, other):
        """The product of matrices or vectors."""
        return dot(self, other)

    def sum(self, axis=None):
        """The sum."""
        return sum(self, axis)

    def mean(self, axis=None):
        """The mean."""
        return mean(self, axis)

    def min(self, axis=None):
        """The smallest element."""
        return min(self, axis)

    def max(self, axis=None):
        """The largest element."""
        return max(self, axis)

    def std(self):
        """The standard deviation."""
        return std(self)

    def argmin(self):
        """The place of the smallest element."""
        return argmin(self)

    def argmax(self):
        """The place of the largest element."""
        return argmax(self)

    def all(self):
        """Whether all are true."""
        return all(self)

    def any(self):
        """Whether any is true."""
        return any(self)

    def round(self, decimals=0):
        """Rounded elements."""
        return round(self, decimals)


def _flat(data):
    if isinstance(data, list):
        for element in data:
            yield from _flat(element)
    else:
        yield data


def _copy(data):
    return [_copy(element) for element in data] if isinstance(data, list) else data


def _plain(value):
    """Nested lists for anything that is like an array."""
    if isinstance(value, ndarray):
        return _copy(value._data)
    if isinstance(value, (list, tuple, range)):
        return [_plain(element) for element in value]
    if hasattr(value, "toTuple"):
        return list(value.toTuple())
    return value


def _wrap(data):
    return ndarray(data) if isinstance(data, list) else data


def _fill(like, value):
    return [_fill(element, value) for element in like] if isinstance(like, list) else value


def _pick(data, key):
    first, rest = key[0], key[1:]
    if first is Ellipsis:
        return data
    if isinstance(first, slice):
        return [_pick(row, rest) for row in data[first]] if rest else data[first]
    return _pick(data[first], rest) if rest else data[first]


def _map(function, value):
    def walk(data):
        return [walk(element) for element in data] if isinstance(data, list) else function(data)

    return _wrap(walk(_plain(value)))


def _zip(function, a, b):
    def depth(data):
        return 1 + depth(data[0]) if isinstance(data, list) and data else int(isinstance(data, list))

    def walk(a, b):
        deep_a, deep_b = depth(a), depth(b)
        if not deep_a and not deep_b:
            return function(a, b)
        if deep_a > deep_b:
            return [walk(x, b) for x in a]
        if deep_b > deep_a:
            return [walk(a, y) for y in b]
        if len(a) == len(b):
            return [walk(x, y) for x, y in zip(a, b)]
        if len(a) == 1:
            return [walk(a[0], y) for y in b]
        if len(b) == 1:
            return [walk(x, b[0]) for x in a]
        raise ValueError(f"operands could not be broadcast together with lengths {len(a)} and {len(b)}")

    return _wrap(walk(_plain(a), _plain(b)))


def _operators():
    import operator

    for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
        function = getattr(operator, name)

        def forward(self, other, function=function):
            return _zip(function, self, other)

        def backward(self, other, function=function):
            return _zip(function, other, self)

        setattr(ndarray, f"__{name}__", forward)
        setattr(ndarray, f"__r{name}__", backward)
    for name in ("lt", "le", "gt", "ge", "eq", "ne"):
        function = getattr(operator, name)
        setattr(ndarray, f"__{name}__", lambda self, other, function=function: _zip(function, self, other))
    ndarray.__hash__ = None


_operators()


def _element_wise(function):
    def apply(x, *_, **__):
        return _map(function, x)

    return apply


def _element_wise_two(function):
    def apply(a, b, *_, **__):
        return _zip(function, a, b)

    return apply


def _sign(x):
    return (x > 0) - (x < 0)


sin, cos, tan = map(_element_wise, (_math.sin, _math.cos, _math.tan))
arcsin, arccos, arctan = map(_element_wise, (_math.asin, _math.acos, _math.atan))
sinh, cosh, tanh = map(_element_wise, (_math.sinh, _math.cosh, _math.tanh))
exp, log, log2, log10 = map(_element_wise, (_math.exp, _math.log, _math.log2, _math.log10))
sqrt, cbrt = map(_element_wise, (_math.sqrt, _math.cbrt))
degrees = rad2deg = _element_wise(_math.degrees)
radians = deg2rad = _element_wise(_math.radians)
abs = absolute = fabs = _element_wise(_builtins.abs)
floor = _element_wise(lambda x: float(_math.floor(x)))
ceil = _element_wise(lambda x: float(_math.ceil(x)))
trunc = fix = _element_wise(lambda x: float(_math.trunc(x)))
rint = _element_wise(lambda x: float(_builtins.round(x)))
sign = _element_wise(_sign)
square = _element_wise(lambda x: x * x)
isnan, isinf, isfinite = map(_element_wise, (_math.isnan, _math.isinf, _math.isfinite))
arctan2, hypot = map(_element_wise_two, (_math.atan2, _math.hypot))
power = _element_wise_two(lambda a, b: a**b)
mod = remainder = _element_wise_two(lambda a, b: a % b)
add = _element_wise_two(lambda a, b: a + b)
subtract = _element_wise_two(lambda a, b: a - b)
multiply = _element_wise_two(lambda a, b: a * b)
divide = true_divide = _element_wise_two(lambda a, b: a / b)
minimum = _element_wise_two(_builtins.min)
maximum = _element_wise_two(_builtins.max)


def array(data, dtype=None, **_):
    """An array of nested sequences."""
    data = _plain(data if isinstance(data, (ndarray, list, tuple, range)) or not hasattr(data, "__iter__") else list(data))
    made = _wrap(data)
    return made if dtype is None or not isinstance(made, ndarray) else _map(dtype, made)


asarray = asanyarray = array


def _full(shape, value):
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    if not shape:
        return value
    return [_full(shape[1:], value) for _ in range(shape[0])]


def zeros(shape, dtype=float):
    """Zeros."""
    return ndarray(_full(shape, dtype(0)))


def ones(shape, dtype=float):
    """Ones."""
    return ndarray(_full(shape, dtype(1)))


def full(shape, value, dtype=None):
    """One value everywhere."""
    return ndarray(_full(shape, value if dtype is None else dtype(value)))


empty = zeros


def zeros_like(like):
    """Zeros in the dimensions of an array."""
    return zeros(array(like).shape)


def ones_like(like):
    """Ones in the dimensions of an array."""
    return ones(array(like).shape)


def eye(n, m=None):
    """Ones on the diagonal."""
    return ndarray([[float(row == column) for column in range(m or n)] for row in range(n)])


identity = eye


def linspace(start, stop, num=50, endpoint=True, retstep=False):
    """Numbers at even distances."""
    parts = num - 1 if endpoint else num
    step = (stop - start) / parts if parts else 0.0
    values = ndarray([start + step * i + 0.0 for i in range(num)])
    if endpoint and num > 1:
        values[num - 1] = float(stop)
    return (values, step) if retstep else values


def arange(start, stop=None, step=1, dtype=None):
    """Numbers from start up to stop, stop left out."""
    if stop is None:
        start, stop = 0, start
    count = _builtins.max(0, _math.ceil((stop - start) / step))
    values = [start + step * i for i in range(count)]
    return ndarray(values if dtype is None else [dtype(value) for value in values])


def logspace(start, stop, num=50, base=10.0):
    """Powers at even distances."""
    return _map(lambda x: base**x, linspace(start, stop, num))


def meshgrid(x, y, indexing="xy"):
    """Coordinates of a grid."""
    x, y = _plain(x), _plain(y)
    if indexing == "ij":
        return [ndarray([[a] * len(y) for a in x]), ndarray([list(y) for _ in x])]
    return [ndarray([list(x) for _ in y]), ndarray([[b] * len(x) for b in y])]


def concatenate(arrays, axis=0):
    """One array after another."""
    parts = [_plain(part) for part in arrays]
    if axis in (1, -1) and isinstance(parts[0][0], list):
        return ndarray([[x for row in rows for x in row] for rows in zip(*parts)])
    return ndarray([row for part in parts for row in part])


def append(values, more, axis=None):
    """Elements after an array."""
    return concatenate([array(values).flatten(), array([more] if not hasattr(more, "__iter__") else more).flatten()])


def stack(arrays, axis=0):
    """Arrays as rows, or as columns with axis 1."""
    rows = ndarray([_plain(part) for part in arrays])
    return rows.T if axis in (1, -1) else rows


def vstack(arrays):
    """Arrays below one another."""
    parts = [_plain(part) for part in arrays]
    return ndarray([row for part in parts for row in (part if isinstance(part[0], list) else [part])])


def hstack(arrays):
    """Arrays beside one another."""
    return concatenate(arrays, 1)


def column_stack(arrays):
    """Arrays as columns."""
    return stack(arrays, 1)


def dot(a, b):
    """The product of matrices or vectors."""
    a, b = _plain(a), _plain(b)
    if not isinstance(a, list) or not isinstance(b, list):
        return _zip(lambda x, y: x * y, a, b)
    if isinstance(a[0], list):
        return ndarray([_plain(dot(row, b)) for row in a])
    if isinstance(b[0], list):
        return ndarray([_plain(dot(a, list(column))) for column in zip(*b)])
    if len(a) != len(b):
        raise ValueError(f"shapes ({len(a)},) and ({len(b)},) not aligned")
    return _builtins.sum(x * y for x, y in zip(a, b))


matmul = inner = dot


def vdot(a, b):
    """The product of all elements."""
    return dot(array(a).flatten(), array(b).flatten())


def outer(a, b):
    """The products of all pairs."""
    return ndarray([[x * y for y in _plain(b)] for x in _plain(a)])


def cross(a, b):
    """The cross product of vectors of 2 or 3 numbers."""
    a, b = _plain(a), _plain(b)
    if len(a) == 2 and len(b) == 2:
        return a[0] * b[1] - a[1] * b[0]
    a, b = (list(a) + [0])[:3], (list(b) + [0])[:3]
    return ndarray([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]])


def _reduced(function):
    def reduce(values, axis=None, **_):
        data = _plain(values)
        if not isinstance(data, list):
            return data
        if axis is None:
            return function(list(_flat(data)))
        if axis in (0, -len(array(data).shape)):
            return ndarray([function(list(column)) for column in zip(*data)]) if isinstance(data[0], list) else function(data)
        return ndarray([_plain(reduce(row, axis - 1 if axis > 0 else axis)) for row in data])

    return reduce


sum = _reduced(lambda values: _builtins.sum(values))
prod = _reduced(_math.prod)
mean = average = _reduced(lambda values: _builtins.sum(values) / len(values))
min = amin = _reduced(lambda values: _builtins.min(values))
max = amax = _reduced(lambda values: _builtins.max(values))
all = _reduced(lambda values: _builtins.all(values))
any = _reduced(lambda values: _builtins.any(values))


def var(values):
    """The variance."""
    middle = mean(values)
    return mean(_map(lambda x: (x - middle) ** 2, values))


def std(values):
    """The standard deviation."""
    return _math.sqrt(var(values))


def median(values):
    """The middle element."""
    ordered = sorted(_flat(_plain(values)))
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def cumsum(values):
    """Sums of the first elements."""
    total, out = 0, []
    for value in _flat(_plain(values)):
        total += value
        out.append(total)
    return ndarray(out)


def diff(values):
    """Differences of neighbours."""
    data = _plain(values)
    return ndarray([_plain(_zip(lambda x, y: y - x, a, b)) for a, b in zip(data, data[1:])])


def argmin(values):
    """The place of the smallest element."""
    flat = list(_flat(_plain(values)))
    return flat.index(_builtins.min(flat))


def argmax(values):
    """The place of the largest element."""
    flat = list(_flat(_plain(values)))
    return flat.index(_builtins.max(flat))


def argsort(values):
    """Places in rising order of the elements."""
    data = _plain(values)
    return ndarray(sorted(range(len(data)), key=data.__getitem__))


def sort(values):
    """Elements in rising order."""
    return ndarray(sorted(_plain(values)))


def unique(values):
    """Different elements in rising order."""
    return ndarray(sorted(set(_flat(_plain(values)))))


def flip(values):
    """Elements in reverse order."""
    return ndarray(_plain(values)[::-1])


def roll(values, shift):
    """Elements moved round."""
    data = _plain(values)
    shift %= len(data) or 1
    return ndarray(data[-shift:] + data[:-shift])


def tile(values, count):
    """Elements repeated as a whole."""
    return ndarray(_plain(values) * count)


def repeat(values, count):
    """Each element repeated."""
    return ndarray([x for x in _plain(values) for _ in range(count)])


def clip(values, low, high):
    """Elements kept between limits."""
    return _map(lambda x: _builtins.min(_builtins.max(x, low), high), values)


def round(values, decimals=0):
    """Rounded elements."""
    return _map(lambda x: _builtins.round(x, decimals), values)


around = round_ = round


def where(condition, yes=None, no=None):
    """A choice for each element, or the places of true elements."""
    if yes is None:
        return (ndarray([i for i, x in enumerate(_plain(condition)) if x]),)
    chosen = _zip(lambda c, x: (c, x), condition, yes)
    return _zip(lambda pair, y: pair[1] if pair[0] else y, chosen, no)


def interp(x, xp, fp):
    """Values between points."""
    xp, fp = _plain(xp), _plain(fp)

    def one(x):
        if x <= xp[0]:
            return fp[0]
        for i in range(1, len(xp)):
            if x <= xp[i]:
                return fp[i - 1] + (fp[i] - fp[i - 1]) * (x - xp[i - 1]) / (xp[i] - xp[i - 1])
        return fp[-1]

    return _map(one, x)


def allclose(a, b, rtol=1e-05, atol=1e-08):
    """Whether all elements agree."""
    return all(isclose(a, b, rtol, atol))


def isclose(a, b, rtol=1e-05, atol=1e-08):
    """Which elements agree."""
    return _zip(lambda x, y: _builtins.abs(x - y) <= atol + rtol * _builtins.abs(y), a, b)


def array_equal(a, b):
    """Whether shapes and elements are the same."""
    return _plain(a) == _plain(b)


def polyval(coefficients, x):
    """A polynomial, highest power first."""

    def one(x):
        total = 0
        for coefficient in _plain(coefficients):
            total = total * x + coefficient
        return total

    return _map(one, x)


def vectorize(function, *_, **__):
    """A function for each element."""
    return _element_wise(function)


def isscalar(value):
    """Whether it is a single number."""
    return isinstance(value, (int, float, complex, str))


def ndim(value):
    """Number of dimensions."""
    return array(value).ndim if not isscalar(value) else 0


def shape(value):
    """Lengths of the dimensions."""
    return array(value).shape


def size(value):
    """Number of elements."""
    return array(value).size


def set_printoptions(**_):
    """Ignored."""


seterr = set_printoptions

from . import linalg, random
