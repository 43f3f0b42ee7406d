/// `itertools` and `operator`, in the listing language.
enum IterationListings {
  static let itertools = """
    class chain:
        def __init__(self, *iterables):
            self._items = _chained(iterables)

        def __iter__(self):
            return self._items

        def __next__(self):
            return next(self._items)

        @staticmethod
        def from_iterable(iterables):
            return _chained(iterables)

    def _chained(iterables):
        for iterable in iterables:
            for item in iterable:
                yield item

    def accumulate(iterable, func=None, *, initial=None):
        items = iter(iterable)
        missing = object()
        total = next(items, missing) if initial is None else initial
        if total is missing:
            return
        yield total
        for item in items:
            total = total + item if func is None else func(total, item)
            yield total

    def batched(iterable, n):
        if n < 1:
            raise ValueError('n must be at least one')
        batch = []
        for item in iterable:
            batch.append(item)
            if len(batch) == n:
                yield tuple(batch)
                batch = []
        if batch:
            yield tuple(batch)

    def combinations(iterable, r):
        pool = tuple(iterable)
        count = len(pool)
        if r < 0:
            raise ValueError('r must be non-negative')
        if r > count:
            return
        indices = list(range(r))
        yield tuple([pool[index] for index in indices])
        while True:
            place = r - 1
            while place >= 0 and indices[place] == place + count - r:
                place -= 1
            if place < 0:
                return
            indices[place] += 1
            for later in range(place + 1, r):
                indices[later] = indices[later - 1] + 1
            yield tuple([pool[index] for index in indices])

    def combinations_with_replacement(iterable, r):
        pool = tuple(iterable)
        count = len(pool)
        if r < 0:
            raise ValueError('r must be non-negative')
        if not count and r:
            return
        indices = [0] * r
        yield tuple([pool[index] for index in indices])
        while True:
            place = r - 1
            while place >= 0 and indices[place] == count - 1:
                place -= 1
            if place < 0:
                return
            indices[place:] = [indices[place] + 1] * (r - place)
            yield tuple([pool[index] for index in indices])

    def permutations(iterable, r=None):
        pool = tuple(iterable)
        count = len(pool)
        r = count if r is None else r
        if r < 0:
            raise ValueError('r must be non-negative')
        if r > count:
            return
        for indices in product(range(count), repeat=r):
            if len(set(indices)) == r:
                yield tuple([pool[index] for index in indices])

    def product(*iterables, repeat=1):
        pools = [tuple(iterable) for iterable in iterables] * repeat
        for pool in pools:
            if not pool:
                return
        indices = [0] * len(pools)
        while True:
            yield tuple([pool[index] for pool, index in zip(pools, indices)])
            place = len(pools) - 1
            while place >= 0 and indices[place] == len(pools[place]) - 1:
                indices[place] = 0
                place -= 1
            if place < 0:
                return
            indices[place] += 1

    def compress(data, selectors):
        for item, is_chosen in zip(data, selectors):
            if is_chosen:
                yield item

    def count(start=0, step=1):
        while True:
            yield start
            start = start + step

    def cycle(iterable):
        saved = []
        for item in iterable:
            yield item
            saved.append(item)
        while saved:
            for item in saved:
                yield item

    def dropwhile(predicate, iterable):
        is_dropping = True
        for item in iterable:
            if is_dropping and predicate(item):
                continue
            is_dropping = False
            yield item

    def filterfalse(predicate, iterable):
        for item in iterable:
            if not (item if predicate is None else predicate(item)):
                yield item

    class groupby:
        def __init__(self, iterable, key=None):
            self._items = iter(iterable)
            self._key = key
            self._missing = object()
            self._wanted = self._current = self._current_key = self._missing
            self._group = 0

        def __iter__(self):
            return self

        def __next__(self):
            self._group += 1
            while self._current_key is self._wanted or self._current_key == self._wanted:
                self._current = next(self._items)
                self._current_key = self._current if self._key is None else self._key(self._current)
            self._wanted = self._current_key
            return self._current_key, self._grouped(self._wanted, self._group)

        def _grouped(self, wanted, group):
            while self._group == group and self._current_key == wanted:
                yield self._current
                item = next(self._items, self._missing)
                if item is self._missing:
                    self._current_key = self._wanted
                    return
                self._current = item
                self._current_key = item if self._key is None else self._key(item)

    def islice(iterable, *bounds):
        limits = slice(*bounds)
        start = 0 if limits.start is None else limits.start
        step = 1 if limits.step is None else limits.step
        stop = limits.stop
        if start < 0 or step < 1 or (stop is not None and stop < 0):
            raise ValueError('the bounds of islice() must not be negative, and its step must be positive')
        position = 0
        if stop is not None and stop <= 0:
            return
        for item in iterable:
            if position >= start and (position - start) % step == 0:
                yield item
            position += 1
            if stop is not None and position >= stop:
                return

    def pairwise(iterable):
        items = iter(iterable)
        missing = object()
        last = next(items, missing)
        for item in items:
            yield last, item
            last = item

    def repeat(object, times=None):
        if times is None:
            while True:
                yield object
        for _ in range(times):
            yield object

    def starmap(function, iterable):
        for items in iterable:
            yield function(*items)

    def takewhile(predicate, iterable):
        for item in iterable:
            if not predicate(item):
                return
            yield item

    def tee(iterable, n=2):
        items = iter(iterable)
        return tuple([_shared(items, queue, queues) for queues in [[[] for _ in range(n)]] for queue in queues])

    def _shared(items, queue, queues):
        missing = object()
        while True:
            if not queue:
                item = next(items, missing)
                if item is missing:
                    return
                for other in queues:
                    other.append(item)
            yield queue.pop(0)

    def zip_longest(*iterables, fillvalue=None):
        missing = object()
        iterators = [iter(iterable) for iterable in iterables]
        while True:
            items = [next(iterator, missing) for iterator in iterators]
            if not [item for item in items if item is not missing]:
                return
            yield tuple([fillvalue if item is missing else item for item in items])
    """

  static let operators = """
    _abs = abs
    _pow = pow

    def add(a, b): return a + b
    def sub(a, b): return a - b
    def mul(a, b): return a * b
    def truediv(a, b): return a / b
    def floordiv(a, b): return a // b
    def mod(a, b): return a % b
    def pow(a, b): return a ** b
    def matmul(a, b): return a @ b
    def and_(a, b): return a & b
    def or_(a, b): return a | b
    def xor(a, b): return a ^ b
    def lshift(a, b): return a << b
    def rshift(a, b): return a >> b
    def neg(a): return -a
    def pos(a): return +a
    def invert(a): return ~a
    def inv(a): return ~a
    def abs(a): return _abs(a)
    def not_(a): return not a
    def truth(a): return True if a else False
    def eq(a, b): return a == b
    def ne(a, b): return a != b
    def lt(a, b): return a < b
    def le(a, b): return a <= b
    def gt(a, b): return a > b
    def ge(a, b): return a >= b
    def is_(a, b): return a is b
    def is_not(a, b): return a is not b
    def contains(a, b): return b in a
    def concat(a, b): return a + b
    def getitem(a, b): return a[b]
    def index(a): return a.__index__()

    def setitem(a, b, c):
        a[b] = c

    def delitem(a, b):
        del a[b]

    def iadd(a, b):
        a += b
        return a

    def isub(a, b):
        a -= b
        return a

    def imul(a, b):
        a *= b
        return a

    def itruediv(a, b):
        a /= b
        return a

    def ifloordiv(a, b):
        a //= b
        return a

    def imod(a, b):
        a %= b
        return a

    def ipow(a, b):
        a **= b
        return a

    def imatmul(a, b):
        a @= b
        return a

    def iand(a, b):
        a &= b
        return a

    def ior(a, b):
        a |= b
        return a

    def ixor(a, b):
        a ^= b
        return a

    def ilshift(a, b):
        a <<= b
        return a

    def irshift(a, b):
        a >>= b
        return a

    def iconcat(a, b):
        a += b
        return a

    def countOf(a, b):
        return len([item for item in a if item is b or item == b])

    def indexOf(a, b):
        for place, item in enumerate(a):
            if item is b or item == b:
                return place
        raise ValueError('sequence.index(x): x not in sequence')

    def length_hint(obj, default=0):
        if hasattr(obj, '__len__'):
            return len(obj)
        return obj.__length_hint__() if hasattr(obj, '__length_hint__') else default

    def call(obj, /, *args, **kwargs):
        return obj(*args, **kwargs)

    def _texts(values):
        return ', '.join([repr(value) for value in values])

    class itemgetter:
        def __init__(self, item, /, *items):
            self._items = (item, *items)

        def __call__(self, obj, /):
            if len(self._items) == 1:
                return obj[self._items[0]]
            return tuple([obj[item] for item in self._items])

        def __repr__(self):
            return f'operator.itemgetter({_texts(self._items)})'

    def _attribute(object, path):
        for name in path.split('.'):
            object = getattr(object, name)
        return object

    class attrgetter:
        def __init__(self, attr, /, *attrs):
            self._names = (attr, *attrs)
            for name in self._names:
                if not isinstance(name, str):
                    raise TypeError('attribute name must be a string')

        def __call__(self, obj, /):
            if len(self._names) == 1:
                return _attribute(obj, self._names[0])
            return tuple([_attribute(obj, name) for name in self._names])

        def __repr__(self):
            return f'operator.attrgetter({_texts(self._names)})'

    class methodcaller:
        def __init__(self, name, /, *args, **kwargs):
            if not isinstance(name, str):
                raise TypeError('method name must be a string')
            self._name = name
            self._args = args
            self._kwargs = kwargs

        def __call__(self, obj, /):
            return getattr(obj, self._name)(*self._args, **self._kwargs)

        def __repr__(self):
            named = [f'{name}={value!r}' for name, value in self._kwargs.items()]
            return f'operator.methodcaller({", ".join([repr(self._name)] + [repr(v) for v in self._args] + named)})'
    """
}
