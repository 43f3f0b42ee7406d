/// `string`, `statistics` and `types`, in the listing language.
enum TextListings {
  static let strings = """
    ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
    ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    ascii_letters = ascii_lowercase + ascii_uppercase
    digits = '0123456789'
    hexdigits = digits + 'abcdefABCDEF'
    octdigits = '01234567'
    punctuation = '!"#$%&\\'()*+,-./:;<=>?@[\\\\]^_`{|}~'
    whitespace = ' \\t\\n\\r\\x0b\\x0c'
    printable = digits + ascii_letters + punctuation + whitespace

    def capwords(text, sep=None):
        return (sep or ' ').join([word.capitalize() for word in text.split(sep)])
    """

  static let statistics = """
    import math as _math

    def mean(data):
        data = list(data)
        if not data:
            raise ValueError('mean requires at least one data point')
        total = sum(data) / len(data)
        if isinstance(total, float) and total.is_integer() and not [x for x in data if not isinstance(x, int)]:
            return int(total)
        return total

    def fmean(data):
        data = list(data)
        if not data:
            raise ValueError('fmean requires at least one data point')
        return sum(data) / len(data)

    def median(data):
        data = sorted(data)
        count = len(data)
        if count == 0:
            raise ValueError('no median for empty data')
        if count % 2 == 1:
            return data[count // 2]
        return (data[count // 2 - 1] + data[count // 2]) / 2

    def pvariance(data, mu=None):
        data = list(data)
        middle = fmean(data) if mu is None else mu
        return sum([(x - middle) ** 2 for x in data]) / len(data)

    def variance(data, xbar=None):
        data = list(data)
        if len(data) < 2:
            raise ValueError('variance requires at least two data points')
        middle = fmean(data) if xbar is None else xbar
        return sum([(x - middle) ** 2 for x in data]) / (len(data) - 1)

    def pstdev(data, mu=None):
        return _math.sqrt(pvariance(data, mu))

    def stdev(data, xbar=None):
        return _math.sqrt(variance(data, xbar))

    def mode(data):
        counts = {}
        for item in data:
            counts[item] = counts.get(item, 0) + 1
        if not counts:
            raise ValueError('no mode for empty data')
        return max(counts, key=counts.get)
    """

  static let types = """
    class SimpleNamespace:
        def __init__(self, **named):
            self._names = list(named)
            for name, value in named.items():
                setattr(self, name, value)

        def __repr__(self):
            return 'namespace(' + ', '.join([f'{name}={getattr(self, name)!r}' for name in self._names]) + ')'

    FunctionType = type(lambda: None)
    LambdaType = FunctionType
    NoneType = type(None)
    MethodType = type([].append)
    BuiltinFunctionType = type(len)
    """
}
