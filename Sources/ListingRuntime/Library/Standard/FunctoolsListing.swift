/// The part of `functools` that is written in the listing language.
enum FunctoolsListing {
  static let text = partial + "\n\n" + caches + "\n\n" + orders + "\n\n" + dispatch

  private static let partial = #"""
    class partial:
        def __new__(cls, func, /, *args, **keywords):
            if not callable(func):
                raise TypeError('the first argument must be callable')
            self = object.__new__(cls)
            if type(func) is partial:
                args = func.args + args
                keywords = {**func.keywords, **keywords}
                func = func.func
            self.func = func
            self.args = args
            self.keywords = keywords
            return self

        def __call__(self, /, *args, **keywords):
            return self.func(*self.args, *args, **{**self.keywords, **keywords})

        def __repr__(self):
            parts = [repr(self.func)] + [repr(value) for value in self.args]
            parts += [f'{name}={value!r}' for name, value in self.keywords.items()]
            return 'functools.partial(' + ', '.join(parts) + ')'

    class partialmethod:
        def __init__(self, func, /, *args, **keywords):
            if not callable(func) and not hasattr(func, '__get__'):
                raise TypeError(f'{func!r} is not callable or a descriptor')
            if isinstance(func, partialmethod):
                args = func.args + args
                keywords = {**func.keywords, **keywords}
                func = func.func
            self.func = func
            self.args = args
            self.keywords = keywords

        def __get__(self, obj, cls=None):
            if obj is None and not isinstance(self.func, (staticmethod, classmethod)):
                def method(instance, /, *args, **keywords):
                    return self.func(instance, *self.args, *args, **{**self.keywords, **keywords})
                return method
            return partial(self.func.__get__(obj, cls), *self.args, **self.keywords)

    WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__')
    WRAPPER_UPDATES = ('__dict__',)

    def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
        for name in assigned:
            try:
                value = getattr(wrapped, name)
            except AttributeError:
                continue
            setattr(wrapper, name, value)
        for name in updated:
            getattr(wrapper, name).update(getattr(wrapped, name, {}))
        wrapper.__wrapped__ = wrapped
        return wrapper

    def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
        def decorate(wrapper):
            return update_wrapper(wrapper, wrapped, assigned, updated)
        return decorate

    _missing = object()

    def reduce(function, sequence, initial=_missing, /):
        items = iter(sequence)
        if initial is _missing:
            initial = next(items, _missing)
            if initial is _missing:
                raise TypeError('reduce() of empty iterable with no initial value')
        for item in items:
            initial = function(initial, item)
        return initial
    """#

  private static let caches = #"""
    from collections import namedtuple as _namedtuple

    _CacheInfo = _namedtuple('CacheInfo', ['hits', 'misses', 'maxsize', 'currsize'])

    def _cache_key(args, keywords, typed):
        if not typed and not keywords and len(args) == 1 and type(args[0]) in (int, str):
            return args[0]
        key = args
        if keywords:
            key += (_missing,)
            for item in keywords.items():
                key += item
        if typed:
            key += tuple([type(value) for value in args]) + tuple([type(value) for value in keywords.values()])
        return key

    def lru_cache(maxsize=128, typed=False):
        if isinstance(maxsize, int):
            maxsize = max(maxsize, 0)
        elif is_decorated(maxsize):
            return _cached(maxsize, 128, typed, 128)
        elif maxsize is not None:
            raise TypeError('Expected first argument to be an integer, a callable, or None')
        return lambda user_function: _cached(user_function, maxsize, typed, maxsize)

    def cache(user_function, /):
        return _cached(user_function, None, False, None)

    def _cached(function, maxsize, typed, shown):
        if is_stub(function):
            return function
        kept = {}
        counts = [0, 0]

        def wrapper(*args, **keywords):
            if maxsize == 0:
                counts[1] += 1
                return function(*args, **keywords)
            key = _cache_key(args, keywords, typed)
            value = kept.get(key, _missing)
            if value is not _missing:
                counts[0] += 1
                if maxsize is not None:
                    del kept[key]
                    kept[key] = value
                return value
            counts[1] += 1
            value = function(*args, **keywords)
            if maxsize is not None and key not in kept and len(kept) >= maxsize:
                del kept[next(iter(kept))]
            kept[key] = value
            return value

        def cache_info():
            return _CacheInfo(counts[0], counts[1], maxsize, len(kept))

        def cache_clear():
            kept.clear()
            counts[:] = [0, 0]

        update_wrapper(wrapper, function)
        wrapper.cache_info = cache_info
        wrapper.cache_clear = cache_clear
        wrapper.cache_parameters = lambda: {'maxsize': shown, 'typed': typed}
        return wrapper

    class cached_property:
        def __init__(self, func):
            self.func = func
            self.attrname = None

        def __set_name__(self, owner, name):
            if self.attrname is None:
                self.attrname = name
            elif name != self.attrname:
                raise TypeError('Cannot assign the same cached_property to two different names '
                                f'({self.attrname!r} and {name!r}).')

        def __get__(self, instance, owner=None):
            if instance is None:
                return self
            if self.attrname is None:
                raise TypeError('Cannot use cached_property instance without calling __set_name__ on it.')
            try:
                names = instance.__dict__
            except AttributeError:
                raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} "
                                f'instance to cache {self.attrname!r} property.') from None
            value = names.get(self.attrname, _missing)
            if value is _missing:
                value = self.func(instance)
                names[self.attrname] = value
            return value

        def __class_getitem__(cls, item):
            return cls
    """#

  private static let orders = #"""
    def cmp_to_key(mycmp):
        class K:
            __slots__ = ('obj',)

            def __init__(self, obj):
                self.obj = obj

            def __lt__(self, other):
                return mycmp(self.obj, other.obj) < 0

            def __gt__(self, other):
                return mycmp(self.obj, other.obj) > 0

            def __eq__(self, other):
                return mycmp(self.obj, other.obj) == 0

            def __le__(self, other):
                return mycmp(self.obj, other.obj) <= 0

            def __ge__(self, other):
                return mycmp(self.obj, other.obj) >= 0

            __hash__ = None
        return K

    def _not(method, equal=None):
        def compare(self, other):
            answer = getattr(type(self), method)(self, other)
            if answer is NotImplemented:
                return answer
            if equal is None:
                return not answer
            return not answer and self != other if equal else answer or self == other
        return compare

    def _and_different(method):
        def compare(self, other):
            answer = getattr(type(self), method)(self, other)
            return answer if answer is NotImplemented else answer and self != other
        return compare

    def _or_different(method):
        def compare(self, other):
            answer = getattr(type(self), method)(self, other)
            return answer if answer is NotImplemented else not answer or self == other
        return compare

    _conversions = {
        '__lt__': [('__gt__', _not('__lt__', True)), ('__le__', _not('__lt__', False)), ('__ge__', _not('__lt__'))],
        '__le__': [
            ('__ge__', _or_different('__le__')), ('__lt__', _and_different('__le__')), ('__gt__', _not('__le__'))],
        '__gt__': [('__lt__', _not('__gt__', True)), ('__ge__', _not('__gt__', False)), ('__le__', _not('__gt__'))],
        '__ge__': [
            ('__le__', _or_different('__ge__')), ('__gt__', _and_different('__ge__')), ('__lt__', _not('__ge__'))],
    }

    def total_ordering(cls):
        roots = [name for name in _conversions if hasattr(cls, name)]
        if not roots:
            raise ValueError('must define at least one ordering operation: < > <= >=')
        for root in ('__lt__', '__le__', '__gt__', '__ge__'):
            if root in roots:
                break
        for name, function in _conversions[root]:
            if name not in roots:
                setattr(cls, name, function)
        return cls
    """#

  private static let dispatch = #"""
    def _chosen(registry, cls):
        for kind in cls.__mro__:
            if kind is not object and kind in registry:
                return registry[kind]
        found = [kind for kind in registry if kind is not object and issubclass(cls, kind)]
        for kind in found:
            if not [other for other in found if other is not kind and not issubclass(kind, other)]:
                return registry[kind]
        if found:
            raise RuntimeError(f'Ambiguous dispatch: {found[0]!r} or {found[1]!r}')
        return registry[object]

    def _registered(registry, cls, function):
        if function is None:
            if isinstance(cls, type):
                return lambda function: _registered(registry, cls, function)
            function = cls
            annotations = [kind for name, kind in getattr(cls, '__annotations__', {}).items() if name != 'return']
            if not annotations:
                raise TypeError(f'Invalid first argument to `register()`: {cls!r}. Use either `@register(some_class)` '
                                'or plain `@register` on an annotated function.')
            cls = annotations[0]
        if not isinstance(cls, type):
            refuse(f'singledispatch: fwdb registers functions for classes only, not for {cls!r}')
        registry[cls] = function
        return function

    def singledispatch(func):
        registry = {object: func}

        def wrapper(*args, **kw):
            if not args:
                raise TypeError(f'{func.__name__} requires at least 1 positional argument')
            return _chosen(registry, type(args[0]))(*args, **kw)

        update_wrapper(wrapper, func)
        wrapper.register = lambda cls, func=None: _registered(registry, cls, func)
        wrapper.dispatch = lambda cls: _chosen(registry, cls)
        wrapper.registry = registry
        return wrapper

    class singledispatchmethod:
        def __init__(self, func):
            self.func = func
            self._registry = {object: func}

        def register(self, cls, method=None):
            return _registered(self._registry, cls, method)

        def __get__(self, obj, cls=None):
            def method(*args, **kwargs):
                return _chosen(self._registry, type(args[0])).__get__(obj, cls)(*args, **kwargs)
            return method
    """#
}
