/// fwdb's version of `typing`. It defines the names that have an effect when the program runs. The other names are
/// stubs, because annotations are not evaluated.
enum TypingListing {
  static let text = """
    def cast(typ, val):
        return val

    def final(f):
        return f

    def no_type_check(arg):
        return arg

    def override(method, /):
        return method

    class NewType:
        def __init__(self, name, tp):
            self.__name__ = self.__qualname__ = name.rpartition('.')[2]
            self.__supertype__ = tp

        def __call__(self, x):
            return x

        def __repr__(self):
            return f'__main__.{self.__name__}'

    class _TypedDictMeta(type):
        def __new__(meta, name, bases, namespace, total=True):
            made = type.__new__(meta, name, (dict,), dict(namespace))
            annotations, required, optional = {}, set(), set()
            for base in bases:
                annotations.update(getattr(base, '__annotations__', {}))
                required |= base.__dict__.get('__required_keys__', frozenset())
                optional |= base.__dict__.get('__optional_keys__', frozenset())
            own = dict(made.__annotations__)
            annotations.update(own)
            (required if total else optional).update(own)
            made.__annotations__ = annotations
            made.__required_keys__ = frozenset(required)
            made.__optional_keys__ = frozenset(optional)
            made.__total__ = total
            return made

        def __init__(cls, name, bases, namespace, total=True):
            pass

        def __call__(cls, *values, **named):
            if cls is TypedDict:
                name, fields = values
                return _TypedDictMeta(name, (), {'__annotations__': dict(fields)}, **named)
            return dict(*values, **named)

        def __instancecheck__(cls, value):
            raise TypeError('TypedDict does not support instance and class checks')

        __subclasscheck__ = __instancecheck__

    class TypedDict(metaclass=_TypedDictMeta):
        pass

    from typing import Protocol

    class _ProtocolMeta(type(Protocol)):
        def __instancecheck__(cls, value):
            if '_protocol_members' not in cls.__dict__:
                return cls in type(value).__mro__
            if cls in type(value).__mro__:
                return True
            for name in cls._protocol_members:
                if not hasattr(value, name):
                    return False
                if callable(getattr(cls, name, None)) and getattr(value, name) is None:
                    return False
            return True

        def __subclasscheck__(cls, kind):
            if '_protocol_members' not in cls.__dict__ or cls in kind.__mro__:
                return cls in kind.__mro__
            return all(hasattr(kind, name) for name in cls._protocol_members)

    _PLAIN_NAMES = ('__module__', '__qualname__', '__doc__', '__dict__', '__weakref__', '__annotations__', '__slots__',
                    '__init__', '__new__', '__init_subclass__', '__class_getitem__', '_protocol_members')

    def runtime_checkable(cls):
        names = []
        for base in cls.__mro__:
            if base is object or base is Protocol:
                continue
            own = list(base.__dict__) + list(getattr(base, '__annotations__', {}))
            names += [name for name in own if name not in _PLAIN_NAMES and name not in names]
        namespace = {key: value for key, value in cls.__dict__.items() if key not in ('__dict__', '__weakref__')}
        namespace['_protocol_members'] = tuple(names)
        return _ProtocolMeta(cls.__name__, cls.__bases__, namespace)

    runtime = runtime_checkable

    def _is_union(tp):
        return type(tp).__name__ == 'UnionType'

    def get_origin(tp):
        if _is_union(tp):
            return type(tp)
        if tp in (int, float, str, bool, complex, bytes, object, None):
            return None
        refuse('typing.get_origin of a class that may have parameters: fwdb does not keep them')

    def get_args(tp):
        if _is_union(tp):
            return tp.__args__
        if tp in (int, float, str, bool, complex, bytes, object, None):
            return ()
        refuse('typing.get_args of a class that may have parameters: fwdb does not keep them')
    """
}
