/// `string`, `statistics` and `types`, in the listing language.
enum TextListings {
  static let strings = #"""
    ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
    ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    ascii_letters = ascii_lowercase + ascii_uppercase
    digits = '0123456789'
    hexdigits = digits + 'abcdefABCDEF'
    octdigits = '01234567'
    punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
    whitespace = ' \t\n\r\x0b\x0c'
    printable = digits + ascii_letters + punctuation + whitespace

    def capwords(s, sep=None):
        return (sep or ' ').join([word.capitalize() for word in s.split(sep)])

    _missing = object()

    class Template:
        delimiter = '$'

        def __init__(self, template):
            self.template = template

        def _fields(self):
            """Pairs of a text and the name that follows it; None after an escaped or invalid sign."""
            text = self.template
            sign = self.delimiter
            place = 0
            while True:
                start = text.find(sign, place)
                if start < 0:
                    yield text[place:], None, None
                    return
                before = text[place:start]
                rest = text[start + len(sign):]
                if rest.startswith(sign):
                    yield before + sign, None, None
                    place = start + 2 * len(sign)
                    continue
                is_braced = rest.startswith('{')
                name = rest[1:] if is_braced else rest
                end = 0
                while end < len(name) and name[end].isascii() and (
                        name[end].isalpha() or name[end] == '_' or end > 0 and name[end].isdecimal()):
                    end += 1
                if end == 0 or is_braced and name[end:end + 1] != '}':
                    line = text.count('\n', 0, start) + 1
                    column = start - text.rfind('\n', 0, start)
                    yield before, None, f'Invalid placeholder in string: line {line}, col {column}'
                    place = start + len(sign)
                    yield sign, None, None
                    continue
                whole = sign + rest[:end + 2 if is_braced else end]
                yield before, name[:end], whole
                place = start + len(whole)

        def _values(self, mapping, named):
            return {**(mapping or {}), **named}

        def substitute(self, mapping=None, /, **kws):
            values = self._values(mapping, kws)
            parts = []
            for before, name, whole in self._fields():
                parts.append(before)
                if name is not None:
                    parts.append(str(values[name]))
                elif whole is not None:
                    raise ValueError(whole)
            return ''.join(parts)

        def safe_substitute(self, mapping=None, /, **kws):
            values = self._values(mapping, kws)
            parts = []
            for before, name, whole in self._fields():
                parts.append(before)
                if name is not None:
                    parts.append(str(values[name]) if name in values else whole)
            return ''.join(parts)

        def is_valid(self):
            for before, name, whole in self._fields():
                if name is None and whole is not None:
                    return False
            return True

        def get_identifiers(self):
            names = []
            for before, name, whole in self._fields():
                if name is not None and name not in names:
                    names.append(name)
            return names

    class Formatter:
        def format(self, format_string, /, *args, **kwargs):
            return format_string.format(*args, **kwargs)

        def vformat(self, format_string, args, kwargs):
            return format_string.format(*args, **kwargs)
    """#

  static let statistics = #"""
    import math as _math

    class StatisticsError(ValueError):
        pass

    def _fsum(values):
        """The sum without rounding in between: `partials` do not overlap."""
        partials = []
        for x in values:
            x = float(x)
            count = 0
            for y in partials:
                if abs(x) < abs(y):
                    x, y = y, x
                high = x + y
                low = y - (high - x)
                if low:
                    partials[count] = low
                    count += 1
                x = high
            partials[count:] = [x]
        return sum(reversed(partials)) + 0.0

    def _checked(data, text, least=1):
        data = list(data)
        if len(data) < least:
            raise StatisticsError(text)
        return data

    def _total(data):
        return _fsum(data) if [x for x in data if isinstance(x, float)] else sum(data)

    def _quotient(total, count, data):
        if not [x for x in data if not isinstance(x, int)] and isinstance(total, int) and total % count == 0:
            return total // count
        return total / count

    def mean(data):
        data = _checked(data, 'mean requires at least one data point')
        return _quotient(_total(data), len(data), data)

    def fmean(data, weights=None):
        data = list(data)
        if weights is None:
            _checked(data, 'fmean requires at least one data point')
            return _fsum(data) / len(data)
        weights = list(weights)
        if len(weights) != len(data):
            raise StatisticsError('data and weights must be the same length')
        total = _fsum(weights)
        if not total:
            raise StatisticsError('sum of weights must be non-zero')
        return _fsum([x * w for x, w in zip(data, weights)]) / total

    def geometric_mean(data):
        data = _checked(data, 'geometric mean requires a non-empty dataset containing positive numbers')
        if [x for x in data if x <= 0]:
            raise StatisticsError('geometric mean requires a non-empty dataset containing positive numbers')
        return _math.exp(fmean([_math.log(x) for x in data]))

    def harmonic_mean(data, weights=None):
        data = _checked(data, 'harmonic_mean requires at least one data point')
        if [x for x in data if x < 0]:
            raise StatisticsError('harmonic mean does not support negative values')
        weights = [1] * len(data) if weights is None else list(weights)
        if len(weights) != len(data):
            raise StatisticsError('Number of weights does not match data size')
        if [x for x in data if x == 0]:
            return 0
        if len(data) == 1:
            return data[0]
        return sum(weights) / _fsum([w / x for x, w in zip(data, weights)])

    def median(data):
        data = sorted(_checked(data, 'no median for empty data'))
        count = len(data)
        if count % 2 == 1:
            return data[count // 2]
        return (data[count // 2 - 1] + data[count // 2]) / 2

    def median_low(data):
        data = sorted(_checked(data, 'no median for empty data'))
        return data[(len(data) - 1) // 2]

    def median_high(data):
        data = sorted(_checked(data, 'no median for empty data'))
        return data[len(data) // 2]

    def _counts(data):
        counts = {}
        for item in data:
            counts[item] = counts.get(item, 0) + 1
        return counts

    def mode(data):
        counts = _counts(_checked(data, 'no mode for empty data'))
        most = max(counts.values())
        for item, count in counts.items():
            if count == most:
                return item

    def multimode(data):
        counts = _counts(data)
        most = max(counts.values(), default=0)
        return [item for item, count in counts.items() if count == most]

    def _squares(data, middle):
        if middle is None:
            if not [x for x in data if not isinstance(x, int)]:
                count, total = len(data), sum(data)
                return (count * sum([x * x for x in data]) - total * total), count
            middle = _fsum(data) / len(data)
        elif isinstance(middle, int) and not [x for x in data if not isinstance(x, int)]:
            return sum([(x - middle) ** 2 for x in data]), 1
        return _fsum([(x - middle) ** 2 for x in data]), 1

    def _spread(data, middle, count):
        squares, scale = _squares(data, middle)
        return _quotient(squares, scale * count, data)

    def pvariance(data, mu=None):
        data = _checked(data, 'pvariance requires at least one data point')
        return _spread(data, mu, len(data))

    def variance(data, xbar=None):
        data = _checked(data, 'variance requires at least two data points', 2)
        return _spread(data, xbar, len(data) - 1)

    def pstdev(data, mu=None):
        data = _checked(data, 'pstdev requires at least one data point')
        return _math.sqrt(pvariance(data, mu))

    def stdev(data, xbar=None):
        data = _checked(data, 'stdev requires at least two data points', 2)
        return _math.sqrt(variance(data, xbar))

    def quantiles(data, *, n=4, method='exclusive'):
        if n < 1:
            raise StatisticsError('n must be at least 1')
        data = sorted(_checked(data, 'must have at least two data points', 2))
        count = len(data)
        result = []
        if method == 'inclusive':
            for i in range(1, n):
                j, delta = divmod(i * (count - 1), n)
                result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
            return result
        if method != 'exclusive':
            raise ValueError(f'Unknown method: {method!r}')
        for i in range(1, n):
            j = i * (count + 1) // n
            j = 1 if j < 1 else count - 1 if j > count - 1 else j
            delta = i * (count + 1) - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return result

    def _pairs(x, y, name):
        x, y = list(x), list(y)
        if len(x) != len(y):
            raise StatisticsError(f'{name} requires that both inputs have same number of data points')
        if len(x) < 2:
            raise StatisticsError(f'{name} requires at least two data points')
        a, b = fmean(x), fmean(y)
        return ([u - a for u in x], [v - b for v in y], a, b)

    def covariance(x, y, /):
        u, v, _, _ = _pairs(x, y, 'covariance')
        return _fsum([a * b for a, b in zip(u, v)]) / (len(u) - 1)

    def correlation(x, y, /):
        u, v, _, _ = _pairs(x, y, 'correlation')
        across = _fsum([a * b for a, b in zip(u, v)])
        size = _fsum([a * a for a in u]) * _fsum([b * b for b in v])
        if size == 0:
            raise StatisticsError('at least one of the inputs is constant')
        return across / _math.sqrt(size)
    """#

  static let types = #"""
    class SimpleNamespace:
        def __init__(self, /, **kwargs):
            for name, value in kwargs.items():
                setattr(self, name, value)

        def __repr__(self):
            return 'namespace(' + ', '.join([f'{name}={value!r}' for name, value in self.__dict__.items()]) + ')'

        def __eq__(self, other):
            return self.__dict__ == other.__dict__ if isinstance(other, SimpleNamespace) else NotImplemented

    def _generator():
        yield None

    class _Class:
        def method(self):
            pass

    FunctionType = type(_generator)
    LambdaType = FunctionType
    GeneratorType = type(_generator())
    NoneType = type(None)
    NotImplementedType = type(NotImplemented)
    EllipsisType = type(...)
    MethodType = type(_Class().method)
    BuiltinFunctionType = type(len)
    BuiltinMethodType = BuiltinFunctionType
    """#
}
