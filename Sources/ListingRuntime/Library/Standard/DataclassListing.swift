/// Python's `dataclasses`, in the listing language. The methods of a dataclass are compiled from text, so their
/// parameters and errors are Python's.
enum DataclassListing {
  static let text = #"""
    class _Missing:
        def __repr__(self):
            return '<dataclasses._MISSING_TYPE object>'

    class _KwOnly:
        def __repr__(self):
            return '<dataclasses._KW_ONLY_TYPE object>'

    class _DefaultFactory:
        def __repr__(self):
            return '<factory>'

    MISSING = _Missing()
    KW_ONLY = _KwOnly()
    _HAS_DEFAULT_FACTORY = _DefaultFactory()
    _DERIVED = '__dataclass_fields__'

    class FrozenInstanceError(AttributeError):
        pass

    class InitVar:
        def __init__(self, type):
            self.type = type

        def __class_getitem__(cls, type):
            return InitVar(type)

        def __repr__(self):
            name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
            return f'dataclasses.InitVar[{name}]'

    class Field:
        __slots__ = ('name', 'type', 'default', 'default_factory', 'init', 'repr', 'hash', 'compare', 'metadata',
                     'kw_only', '_field_type')

        def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
            self.name = None
            self.type = None
            self.default = default
            self.default_factory = default_factory
            self.init = init
            self.repr = repr
            self.hash = hash
            self.compare = compare
            self.metadata = {} if metadata is None else metadata
            self.kw_only = kw_only
            self._field_type = None

        def __repr__(self):
            metadata = f'mappingproxy({self.metadata!r})'
            return (f'Field(name={self.name!r},type={self.type!r},default={self.default!r},'
                    f'default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},'
                    f'hash={self.hash!r},compare={self.compare!r},metadata={metadata},kw_only={self.kw_only!r},'
                    f'_field_type={self._field_type})')

    def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
              kw_only=MISSING):
        if default is not MISSING and default_factory is not MISSING:
            raise ValueError('cannot specify both default and default_factory')
        return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)

    class _Params:
        def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
            self.init = init
            self.repr = repr
            self.eq = eq
            self.order = order
            self.unsafe_hash = unsafe_hash
            self.frozen = frozen

        def __repr__(self):
            return (f'_DataclassParams(init={self.init!r},repr={self.repr!r},eq={self.eq!r},order={self.order!r},'
                    f'unsafe_hash={self.unsafe_hash!r},frozen={self.frozen!r})')

    def _names(annotation, name):
        # An annotation that is not a plain name is a string: ClassVar[int], typing.ClassVar, dataclasses.InitVar[int].
        if isinstance(annotation, str):
            return annotation.split('[')[0].strip().split('.')[-1].strip() == name
        return False

    def _read_field(cls, name, annotation, default_kw_only):
        default = getattr(cls, name, MISSING)
        if isinstance(default, Field):
            f = default
        else:
            if is_slot(default):
                default = MISSING
            f = field(default=default)
        f.name = name
        f.type = annotation
        f._field_type = '_FIELD'
        if _names(annotation, 'ClassVar'):
            f._field_type = '_FIELD_CLASSVAR'
        elif annotation is InitVar or isinstance(annotation, InitVar) or _names(annotation, 'InitVar'):
            f._field_type = '_FIELD_INITVAR'
        if f._field_type != '_FIELD' and f.default_factory is not MISSING:
            raise TypeError(f'field {f.name} cannot have a default factory')
        if f._field_type != '_FIELD_CLASSVAR':
            if f.kw_only is MISSING:
                f.kw_only = default_kw_only
        elif f.kw_only is not MISSING:
            raise TypeError(f'field {f.name} is a ClassVar but specifies kw_only')
        if f._field_type == '_FIELD' and is_mutable(f.default):
            raise ValueError(
                f'mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory')
        return f

    def _compiled(cls, name, parameters, lines, values):
        parts = cls.__qualname__.split('.')
        text, indent = '', ''
        for place, part in enumerate(parts):
            if part != '<locals>':
                inner = parts[place + 1] if place + 1 < len(parts) else ''
                text += f'{indent}def {part}():\n' if inner == '<locals>' else f'{indent}class {part}:\n'
                indent += ' '
        text += f'{indent}def {name}({", ".join(parameters)}):\n'
        text += '\n'.join([f'{indent} {line}' for line in lines])
        return compiled_function(text, name, values)

    def _init_parameter(f):
        if f.default is MISSING and f.default_factory is MISSING:
            return f.name
        return f'{f.name}=_dflt_{f.name}' if f.default is not MISSING else f'{f.name}=_HAS_DEFAULT_FACTORY'

    def _make_init(cls, fields, frozen, has_post_init, self_name, slots):
        positional = [f for f in fields if f.init and not f.kw_only]
        named = [f for f in fields if f.init and f.kw_only]
        seen_default = False
        for f in positional:
            if f.default is not MISSING or f.default_factory is not MISSING:
                seen_default = True
            elif seen_default:
                raise TypeError(f'non-default argument {f.name!r} follows default argument')
        values = {'_HAS_DEFAULT_FACTORY': _HAS_DEFAULT_FACTORY, '_object': object}
        lines = []
        for f in fields:
            given = f'_dflt_{f.name}'
            if f.default is not MISSING:
                values[given] = f.default
            elif f.default_factory is not MISSING:
                given = f'_make_{f.name}'
                values[given] = f.default_factory
            if f._field_type == '_FIELD_INITVAR':
                continue
            if f.default_factory is not MISSING:
                text = f'{given}() if {f.name} is _HAS_DEFAULT_FACTORY else {f.name}' if f.init else f'{given}()'
            elif f.init:
                text = f.name
            elif slots and f.default is not MISSING:
                text = given
            else:
                continue
            if frozen:
                lines.append(f'_object.__setattr__({self_name}, {f.name!r}, {text})')
            else:
                lines.append(f'{self_name}.{f.name} = {text}')
        if has_post_init:
            texts = ', '.join([f.name for f in fields if f._field_type == '_FIELD_INITVAR'])
            lines.append(f'{self_name}.__post_init__({texts})')
        parameters = [self_name] + [_init_parameter(f) for f in positional]
        if named:
            parameters += ['*'] + [_init_parameter(f) for f in named]
        made = _compiled(cls, '__init__', parameters, lines or ['pass'], values)
        made.__annotations__ = {**{f.name: f.type for f in positional + named}, 'return': None}
        return made

    _shown = []

    def _make_repr(cls, fields):
        text = ', '.join([f'{f.name}={{self.{f.name}!r}}' for f in fields])
        lines = [
            'key = id(self)',
            'if key in _shown:',
            ' return "..."',
            '_shown.append(key)',
            'try:',
            f' return self.__class__.__qualname__ + f"({text})"',
            'finally:',
            ' _shown.remove(key)',
        ]
        return _compiled(cls, '__repr__', ['self'], lines, {'_shown': _shown})

    def _tuple_text(name, fields):
        return f'({"".join([f"{name}.{f.name}," for f in fields])})' if fields else '()'

    def _make_comparison(cls, name, sign, fields):
        lines = [
            'if other.__class__ is self.__class__:',
            f' return {_tuple_text("self", fields)} {sign} {_tuple_text("other", fields)}',
            'return NotImplemented',
        ]
        return _compiled(cls, name, ['self', 'other'], lines, {})

    def _make_hash(cls, fields):
        return _compiled(cls, '__hash__', ['self'], [f'return hash({_tuple_text("self", fields)})'], {})

    def _make_frozen(cls, name, fields):
        verb = 'assign to' if name == '__setattr__' else 'delete'
        parameters, values = (['self', 'name', 'value'], 'name, value') if name == '__setattr__' else (
            ['self', 'name'], 'name')
        lines = [
            'if type(self) is _cls or name in _fields:',
            f' raise _error(f"cannot {verb} field {{name!r}}")',
            f'super(_cls, self).{name}({values})',
        ]
        return _compiled(cls, name, parameters, lines, {
            '_cls': cls, '_fields': tuple([f.name for f in fields]), '_error': FrozenInstanceError})

    def _set_new(cls, name, value):
        if name in cls.__dict__:
            return True
        setattr(cls, name, value)
        return False

    def _set_hash(cls, unsafe_hash, eq, frozen, has_explicit_hash, fields):
        def add():
            cls.__hash__ = _make_hash(cls, [f for f in fields if (f.compare if f.hash is None else f.hash)])
        if unsafe_hash:
            if has_explicit_hash:
                raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
            add()
        elif eq and not has_explicit_hash:
            if frozen:
                add()
            else:
                cls.__hash__ = None

    def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
        if is_stub(cls):
            return cls
        if not isinstance(cls, type):
            raise AttributeError(f"'{type(cls).__name__}' object has no attribute '__module__'")
        fields = {}
        any_frozen_base = has_dataclass_bases = False
        for base in cls.__mro__[-1:0:-1]:
            inherited = own_member(base, _DERIVED)
            if inherited is not None:
                has_dataclass_bases = True
                for f in inherited.values():
                    fields[f.name] = f
                if own_member(base, '__dataclass_params__').frozen:
                    any_frozen_base = True
        annotations = cls.__annotations__
        own = []
        has_mark = False
        is_named = kw_only
        for name, annotation in annotations.items():
            if annotation is KW_ONLY or _names(annotation, 'KW_ONLY'):
                if has_mark:
                    raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
                has_mark = True
                is_named = True
            else:
                own.append(_read_field(cls, name, annotation, is_named))
        for f in own:
            fields[f.name] = f
            if isinstance(getattr(cls, f.name, None), Field):
                if f.default is MISSING:
                    if f.name in cls.__dict__:
                        delattr(cls, f.name)
                else:
                    setattr(cls, f.name, f.default)
        for name, value in list(cls.__dict__.items()):
            if isinstance(value, Field) and name not in annotations:
                raise TypeError(f'{name!r} is a field but has no type annotation')
        if has_dataclass_bases:
            if any_frozen_base and not frozen:
                raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
            if not any_frozen_base and frozen:
                raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
        setattr(cls, _DERIVED, fields)
        cls.__dataclass_params__ = _Params(init, repr, eq, order, unsafe_hash, frozen)
        class_hash = cls.__dict__.get('__hash__', MISSING)
        has_explicit_hash = not (class_hash is MISSING or class_hash is None and '__eq__' in cls.__dict__)
        if order and not eq:
            raise ValueError('eq must be true if order is true')
        all_fields = [f for f in fields.values() if f._field_type != '_FIELD_CLASSVAR']
        real = [f for f in all_fields if f._field_type == '_FIELD']
        if init:
            _set_new(cls, '__init__', _make_init(cls, all_fields, frozen, hasattr(cls, '__post_init__'),
                                                 '__dataclass_self__' if 'self' in fields else 'self', slots))
        if repr:
            _set_new(cls, '__repr__', _make_repr(cls, [f for f in real if f.repr]))
        compared = [f for f in real if f.compare]
        if eq:
            _set_new(cls, '__eq__', _make_comparison(cls, '__eq__', '==', compared))
        if order:
            for name, sign in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')):
                if _set_new(cls, name, _make_comparison(cls, name, sign, compared)):
                    raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}. '
                                    'Consider using functools.total_ordering')
        if frozen:
            for name in ('__setattr__', '__delattr__'):
                if _set_new(cls, name, _make_frozen(cls, name, real)):
                    raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}')
        _set_hash(cls, unsafe_hash, eq, frozen, has_explicit_hash, real)
        if match_args:
            _set_new(cls, '__match_args__', tuple([f.name for f in all_fields if f.init and not f.kw_only]))
        if weakref_slot and not slots:
            raise TypeError('weakref_slot is True but slots is False')
        if slots:
            if '__slots__' in cls.__dict__:
                raise TypeError(f'{cls.__name__} already specifies __slots__')
            cls = _with_slots(cls, real)
        return cls

    def _with_slots(cls, fields):
        namespace = dict(cls.__dict__)
        inherited = [name for base in cls.__mro__[1:-1] for name in base.__dict__.get('__slots__', ())]
        namespace['__slots__'] = tuple([f.name for f in fields if f.name not in inherited])
        namespace['__annotations__'] = cls.__annotations__
        for f in fields:
            namespace.pop(f.name, None)
        namespace.pop('__dict__', None)
        namespace.pop('__weakref__', None)
        namespace['__qualname__'] = cls.__qualname__
        namespace['__module__'] = cls.__module__
        made = type(cls)(cls.__name__, cls.__bases__, namespace)
        if cls.__dataclass_params__.frozen:
            for name in ('__setattr__', '__delattr__'):
                setattr(made, name, _make_frozen(made, name, fields))
        return made

    def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
                  match_args=True, kw_only=False, slots=False, weakref_slot=False):
        def wrap(cls):
            return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)
        return wrap if cls is None else wrap(cls)

    def fields(class_or_instance):
        found = getattr(class_or_instance, _DERIVED, None)
        if found is None:
            raise TypeError('must be called with a dataclass type or instance')
        return tuple([f for f in found.values() if f._field_type == '_FIELD'])

    def _is_instance(obj):
        return hasattr(type(obj), _DERIVED)

    def is_dataclass(obj):
        return hasattr(obj if isinstance(obj, type) else type(obj), _DERIVED)

    def asdict(obj, *, dict_factory=dict):
        if not _is_instance(obj):
            raise TypeError('asdict() should be called on dataclass instances')
        return _as_dict(obj, dict_factory)

    def _as_dict(obj, dict_factory):
        if _is_instance(obj):
            return dict_factory([(f.name, _as_dict(getattr(obj, f.name), dict_factory)) for f in fields(obj)])
        if isinstance(obj, tuple) and hasattr(obj, '_fields'):
            return type(obj)(*[_as_dict(item, dict_factory) for item in obj])
        if isinstance(obj, (list, tuple)):
            return type(obj)([_as_dict(item, dict_factory) for item in obj])
        if isinstance(obj, dict) and hasattr(type(obj), 'default_factory'):
            result = type(obj)(obj.default_factory)
            for key, value in obj.items():
                result[_as_dict(key, dict_factory)] = _as_dict(value, dict_factory)
            return result
        if isinstance(obj, dict):
            return type(obj)([(_as_dict(k, dict_factory), _as_dict(v, dict_factory)) for k, v in obj.items()])
        from copy import deepcopy
        return deepcopy(obj)

    def astuple(obj, *, tuple_factory=tuple):
        if not _is_instance(obj):
            raise TypeError('astuple() should be called on dataclass instances')
        return _as_tuple(obj, tuple_factory)

    def _as_tuple(obj, tuple_factory):
        if _is_instance(obj):
            return tuple_factory([_as_tuple(getattr(obj, f.name), tuple_factory) for f in fields(obj)])
        if isinstance(obj, tuple) and hasattr(obj, '_fields'):
            return type(obj)(*[_as_tuple(item, tuple_factory) for item in obj])
        if isinstance(obj, (list, tuple)):
            return type(obj)([_as_tuple(item, tuple_factory) for item in obj])
        if isinstance(obj, dict) and hasattr(type(obj), 'default_factory'):
            result = type(obj)(obj.default_factory)
            for key, value in obj.items():
                result[_as_tuple(key, tuple_factory)] = _as_tuple(value, tuple_factory)
            return result
        if isinstance(obj, dict):
            return type(obj)([(_as_tuple(k, tuple_factory), _as_tuple(v, tuple_factory)) for k, v in obj.items()])
        from copy import deepcopy
        return deepcopy(obj)

    def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                       unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False,
                       weakref_slot=False):
        from keyword import iskeyword
        names = {} if namespace is None else dict(namespace)
        annotations = {}
        for item in fields:
            if isinstance(item, str):
                name, kind = item, 'typing.Any'
            elif len(item) == 2:
                name, kind = item
            elif len(item) == 3:
                name, kind, names[item[0]] = item
            else:
                raise TypeError(f'Invalid field: {item!r}')
            if not isinstance(name, str) or not name.isidentifier():
                raise TypeError(f'Field names must be valid identifiers: {name!r}')
            if iskeyword(name):
                raise TypeError(f'Field names must not be keywords: {name!r}')
            if name in annotations:
                raise TypeError(f'Field name duplicated: {name!r}')
            annotations[name] = kind
        names['__annotations__'] = annotations
        names.setdefault('__module__', 'types')
        cls = type(cls_name, bases, names)
        return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                         match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)

    def replace(obj, /, **changes):
        if not _is_instance(obj):
            raise TypeError('replace() should be called on dataclass instances')
        for f in getattr(obj, _DERIVED).values():
            if f._field_type == '_FIELD_CLASSVAR':
                continue
            if not f.init:
                if f.name in changes:
                    raise ValueError(
                        f'field {f.name} is declared with init=False, it cannot be specified with replace()')
                continue
            if f.name not in changes:
                if f._field_type == '_FIELD_INITVAR' and f.default is MISSING:
                    raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
                changes[f.name] = getattr(obj, f.name)
        return obj.__class__(**changes)
    """#
}
