/// `itertools`, `operator` and `collections`, in the listing language.
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
    def abs(a): return a if a >= 0 else -a
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

    def countOf(a, b):
        return len([item for item in a if item is b or item == b])

    def itemgetter(*items):
        if len(items) == 1:
            return lambda object: object[items[0]]
        return lambda object: tuple([object[item] for item in items])

    def _attribute(object, path):
        for name in path.split('.'):
            object = getattr(object, name)
        return object

    def attrgetter(*names):
        if len(names) == 1:
            return lambda object: _attribute(object, names[0])
        return lambda object: tuple([_attribute(object, name) for name in names])

    def methodcaller(name, *values, **named):
        return lambda object: getattr(object, name)(*values, **named)
    """

  static let collections = """
    class deque:
        def __init__(self, iterable=(), maxlen=None):
            self.maxlen = maxlen
            self._items = []
            self.extend(iterable)

        def append(self, item):
            self._items.append(item)
            if self.maxlen is not None and len(self._items) > self.maxlen:
                self._items.pop(0)

        def appendleft(self, item):
            self._items.insert(0, item)
            if self.maxlen is not None and len(self._items) > self.maxlen:
                self._items.pop()

        def extend(self, iterable):
            for item in iterable:
                self.append(item)

        def extendleft(self, iterable):
            for item in iterable:
                self.appendleft(item)

        def pop(self):
            if not self._items:
                raise IndexError('pop from an empty deque')
            return self._items.pop()

        def popleft(self):
            if not self._items:
                raise IndexError('pop from an empty deque')
            return self._items.pop(0)

        def clear(self):
            self._items.clear()

        def copy(self):
            return deque(self._items, self.maxlen)

        def count(self, item):
            return self._items.count(item)

        def index(self, item):
            return self._items.index(item)

        def insert(self, position, item):
            self._items.insert(position, item)

        def remove(self, item):
            self._items.remove(item)

        def reverse(self):
            self._items.reverse()

        def rotate(self, n=1):
            if self._items:
                n = n % len(self._items)
                self._items = self._items[len(self._items) - n:] + self._items[:len(self._items) - n]

        def __len__(self):
            return len(self._items)

        def __bool__(self):
            return len(self._items) > 0

        def __iter__(self):
            return iter(self._items)

        def __reversed__(self):
            return reversed(self._items)

        def __contains__(self, item):
            return item in self._items

        def __getitem__(self, index):
            if isinstance(index, slice):
                raise TypeError("sequence index must be integer, not 'slice'")
            return self._items[index]

        def __setitem__(self, index, item):
            self._items[index] = item

        def __delitem__(self, index):
            del self._items[index]

        def __eq__(self, other):
            return isinstance(other, deque) and self._items == other._items

        def __add__(self, other):
            return deque(self._items + other._items, self.maxlen)

        def __repr__(self):
            limit = '' if self.maxlen is None else f', maxlen={self.maxlen}'
            return f'deque({self._items!r}{limit})'
    """
}
