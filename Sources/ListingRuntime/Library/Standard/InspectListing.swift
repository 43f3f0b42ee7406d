/// `inspect`, in the listing language. `InspectFunctions` reads the parameters of callables.
enum InspectListing {
  static let text = #"""
    _missing_ = object()

    class _empty:
        pass

    class _ParameterKind:
        def __init__(self, value, name, description):
            self.value = value
            self.name = name
            self.description = description

        def __int__(self):
            return self.value

        def __str__(self):
            return self.name

        def __repr__(self):
            return f'<_ParameterKind.{self.name}: {self.value}>'

        def __eq__(self, other):
            return self.value == (other.value if isinstance(other, _ParameterKind) else other)

        def __lt__(self, other):
            return self.value < (other.value if isinstance(other, _ParameterKind) else other)

        def __le__(self, other):
            return self.value <= (other.value if isinstance(other, _ParameterKind) else other)

        def __gt__(self, other):
            return self.value > (other.value if isinstance(other, _ParameterKind) else other)

        def __ge__(self, other):
            return self.value >= (other.value if isinstance(other, _ParameterKind) else other)

        def __hash__(self):
            return hash(self.value)

    _KINDS = [
        _ParameterKind(0, 'POSITIONAL_ONLY', 'positional-only'),
        _ParameterKind(1, 'POSITIONAL_OR_KEYWORD', 'positional or keyword'),
        _ParameterKind(2, 'VAR_POSITIONAL', 'variadic positional'), _ParameterKind(3, 'KEYWORD_ONLY', 'keyword-only'),
        _ParameterKind(4, 'VAR_KEYWORD', 'variadic keyword')]

    class Parameter:
        POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = _KINDS
        empty = _empty

        def __init__(self, name, kind, *, default=_empty, annotation=_empty):
            if default is not _empty and kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD):
                raise ValueError(f'{kind.description} parameters cannot have default values')
            self.name = name
            self.kind = _KINDS[int(kind)]
            self.default = default
            self.annotation = annotation

        def replace(self, *, name=_missing_, kind=_missing_, annotation=_missing_, default=_missing_):
            return Parameter(
                self.name if name is _missing_ else name, self.kind if kind is _missing_ else kind,
                default=self.default if default is _missing_ else default,
                annotation=self.annotation if annotation is _missing_ else annotation)

        def __str__(self):
            text = self.name
            if self.annotation is not _empty:
                text += ': ' + formatannotation(self.annotation)
            if self.default is not _empty:
                text += (' = ' if self.annotation is not _empty else '=') + repr(self.default)
            return {2: '*', 4: '**'}.get(self.kind.value, '') + text

        def __repr__(self):
            return f'<Parameter "{self}">'

        def __eq__(self, other):
            return isinstance(other, Parameter) and (self.name, self.kind, self.default, self.annotation) == (
                other.name, other.kind, other.default, other.annotation)

        def __hash__(self):
            return hash((self.name, self.kind))

    def formatannotation(annotation, base_module=None):
        if isinstance(annotation, type):
            if annotation.__module__ in ('builtins', base_module):
                return annotation.__qualname__
            return f'{annotation.__module__}.{annotation.__qualname__}'
        return repr(annotation)

    class BoundArguments:
        def __init__(self, signature, arguments):
            self.signature = signature
            self.arguments = arguments

        @property
        def args(self):
            args = []
            for name, parameter in self.signature.parameters.items():
                if parameter.kind in (Parameter.VAR_KEYWORD, Parameter.KEYWORD_ONLY) or name not in self.arguments:
                    break
                if parameter.kind == Parameter.VAR_POSITIONAL:
                    args.extend(self.arguments[name])
                else:
                    args.append(self.arguments[name])
            return tuple(args)

        @property
        def kwargs(self):
            kwargs = {}
            is_keyword = False
            for name, parameter in self.signature.parameters.items():
                if not is_keyword:
                    if parameter.kind in (Parameter.VAR_KEYWORD, Parameter.KEYWORD_ONLY):
                        is_keyword = True
                    elif name not in self.arguments:
                        is_keyword = True
                        continue
                if not is_keyword or name not in self.arguments:
                    continue
                if parameter.kind == Parameter.VAR_KEYWORD:
                    kwargs.update(self.arguments[name])
                else:
                    kwargs[name] = self.arguments[name]
            return kwargs

        def apply_defaults(self):
            arguments = {}
            for name, parameter in self.signature.parameters.items():
                if name in self.arguments:
                    arguments[name] = self.arguments[name]
                elif parameter.default is not _empty:
                    arguments[name] = parameter.default
                elif parameter.kind == Parameter.VAR_POSITIONAL:
                    arguments[name] = ()
                elif parameter.kind == Parameter.VAR_KEYWORD:
                    arguments[name] = {}
            self.arguments = arguments

        def __eq__(self, other):
            return isinstance(other, BoundArguments) and self.arguments == other.arguments

        def __repr__(self):
            items = ', '.join([f'{name}={value!r}' for name, value in self.arguments.items()])
            return f'<BoundArguments ({items})>'

    class Signature:
        empty = _empty

        def __init__(self, parameters=None, *, return_annotation=_empty):
            self.parameters = {parameter.name: parameter for parameter in parameters or []}
            self.return_annotation = return_annotation

        @classmethod
        def from_callable(cls, obj, **options):
            return signature(obj)

        def replace(self, *, parameters=_missing_, return_annotation=_missing_):
            return Signature(
                list(self.parameters.values()) if parameters is _missing_ else parameters,
                return_annotation=self.return_annotation if return_annotation is _missing_ else return_annotation)

        def bind(self, /, *args, **kwargs):
            return self._bound(args, kwargs, False)

        def bind_partial(self, /, *args, **kwargs):
            return self._bound(args, kwargs, True)

        def _bound(self, args, kwargs, is_partial):
            arguments = {}
            values = list(args)
            names = dict(kwargs)
            rest = None
            for name, parameter in self.parameters.items():
                kind = parameter.kind
                if kind == Parameter.VAR_POSITIONAL:
                    if values:
                        arguments[name] = tuple(values)
                        values = []
                    continue
                if kind == Parameter.VAR_KEYWORD:
                    rest = name
                    continue
                if values and kind != Parameter.KEYWORD_ONLY:
                    if name in names and kind != Parameter.POSITIONAL_ONLY:
                        raise TypeError(f'multiple values for argument {name!r}')
                    arguments[name] = values.pop(0)
                elif name in names and kind != Parameter.POSITIONAL_ONLY:
                    arguments[name] = names.pop(name)
                elif name in names and kind == Parameter.POSITIONAL_ONLY and not [
                        one for one in self.parameters.values() if one.kind == Parameter.VAR_KEYWORD]:
                    raise TypeError(f'{name!r} parameter is positional only, but was passed as a keyword')
                elif parameter.default is _empty and not is_partial:
                    raise TypeError(f'missing a required argument: {name!r}')
            if values:
                raise TypeError('too many positional arguments')
            if names:
                if rest is None:
                    raise TypeError(f'got an unexpected keyword argument {next(iter(names))!r}')
                arguments[rest] = names
            return BoundArguments(self, {name: arguments[name] for name in self.parameters if name in arguments})

        def __str__(self):
            parts = []
            has_slash = has_star = False
            for parameter in self.parameters.values():
                kind = parameter.kind
                if kind == Parameter.POSITIONAL_ONLY:
                    has_slash = True
                elif has_slash:
                    parts.append('/')
                    has_slash = False
                if kind == Parameter.VAR_POSITIONAL:
                    has_star = True
                elif kind == Parameter.KEYWORD_ONLY and not has_star:
                    parts.append('*')
                    has_star = True
                parts.append(str(parameter))
            if has_slash:
                parts.append('/')
            text = f'({", ".join(parts)})'
            if self.return_annotation is not _empty:
                text += ' -> ' + formatannotation(self.return_annotation)
            return text

        def __repr__(self):
            return f'<Signature {self}>'

        def __eq__(self, other):
            return isinstance(other, Signature) and list(self.parameters.values()) == list(other.parameters.values())

        def __hash__(self):
            return hash(tuple(self.parameters))

    def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        if not callable(obj):
            raise TypeError(f'{obj!r} is not a callable object')
        while follow_wrapped and not isinstance(obj, type) and hasattr(obj, '__wrapped__'):
            obj = obj.__wrapped__
        if type(obj).__name__ == 'partial' and hasattr(obj, 'keywords'):
            return _partial(signature(obj.func), obj)
        annotations = getattr(annotated_function(obj), '__annotations__', None) or {}
        parameters = []
        for name, kind, has_default, default in parameters_of(obj):
            parameters.append(Parameter(name, _KINDS[kind], default=default if has_default else _empty,
                                        annotation=annotations.get(name, _empty)))
        result = annotations.get('return', _empty)
        return Signature(parameters, return_annotation=_empty if isinstance(obj, type) else result)

    def _partial(inner, partial):
        bound = inner.bind_partial(*partial.args, **partial.keywords)
        parameters = []
        count = len(partial.args)
        is_keyword = False
        for name, parameter in inner.parameters.items():
            if parameter.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD) and count > 0:
                count -= 1
                continue
            if name in partial.keywords:
                is_keyword = True
                parameters.append(parameter.replace(kind=Parameter.KEYWORD_ONLY, default=partial.keywords[name]))
            elif is_keyword and parameter.kind == Parameter.POSITIONAL_OR_KEYWORD:
                parameters.append(parameter.replace(kind=Parameter.KEYWORD_ONLY))
            elif not (is_keyword and parameter.kind == Parameter.VAR_POSITIONAL):
                parameters.append(parameter)
        return Signature(parameters, return_annotation=inner.return_annotation)

    class FullArgSpec:
        _fields = ('args', 'varargs', 'varkw', 'defaults', 'kwonlyargs', 'kwonlydefaults', 'annotations')

        def __init__(self, *values):
            for name, value in zip(self._fields, values):
                setattr(self, name, value)

        def __iter__(self):
            return iter([getattr(self, name) for name in self._fields])

        def __getitem__(self, index):
            return list(self)[index]

        def __len__(self):
            return len(self._fields)

        def __repr__(self):
            items = ', '.join([f'{name}={getattr(self, name)!r}' for name in self._fields])
            return f'FullArgSpec({items})'

    def getfullargspec(func):
        if ismethod(func):
            func = func.__func__
        is_class = isinstance(func, type)
        found = signature(func, follow_wrapped=False)
        result = found.return_annotation
        found = found.parameters.values()
        args = ['self'] if is_class else []
        varargs = varkw = None
        defaults = []
        kwonlyargs = []
        kwonlydefaults = {}
        annotations = {} if result is _empty else {'return': result}
        for parameter in found:
            if parameter.annotation is not _empty:
                annotations[parameter.name] = parameter.annotation
            kind = parameter.kind.value
            if kind < 2:
                args.append(parameter.name)
                if parameter.default is not _empty:
                    defaults.append(parameter.default)
            elif kind == 2:
                varargs = parameter.name
            elif kind == 3:
                kwonlyargs.append(parameter.name)
                if parameter.default is not _empty:
                    kwonlydefaults[parameter.name] = parameter.default
            else:
                varkw = parameter.name
        return FullArgSpec(args, varargs, varkw, tuple(defaults) or None, kwonlyargs, kwonlydefaults or None,
                           annotations)

    def isclass(object):
        return isinstance(object, type)

    def isfunction(object):
        return type(object).__name__ == 'function'

    def ismethod(object):
        return type(object).__name__ == 'method' and is_listing_function(object.__func__)

    def isbuiltin(object):
        return type(object).__name__ == 'builtin_function_or_method'

    def isroutine(object):
        return type(object).__name__ in ('function', 'method', 'builtin_function_or_method')

    def ismodule(object):
        return type(object).__name__ == 'module'

    def isgenerator(object):
        return type(object).__name__ == 'generator'

    def isgeneratorfunction(obj):
        while type(obj).__name__ == 'partial' and hasattr(obj, 'keywords'):
            obj = obj.func
        return is_generator_function(obj)

    def iscoroutinefunction(obj):
        return False

    def iscoroutine(object):
        return False

    def isawaitable(object):
        return False

    def isasyncgenfunction(obj):
        return False

    def isasyncgen(object):
        return False

    def isabstract(object):
        return isinstance(object, type) and bool(getattr(object, '__abstractmethods__', None))

    def isdatadescriptor(object):
        if isclass(object) or isfunction(object) or ismethod(object):
            return False
        return isinstance(object, property) or hasattr(type(object), '__set__') or hasattr(type(object), '__delete__')

    def getmembers(object, predicate=None):
        members = []
        for name in dir(object):
            try:
                value = getattr(object, name)
            except AttributeError:
                continue
            if predicate is None or predicate(value):
                members.append((name, value))
        return sorted(members, key=lambda pair: pair[0])

    def getmro(cls):
        return cls.__mro__

    def unwrap(func, *, stop=None):
        while hasattr(func, '__wrapped__') and not (stop is not None and stop(func)):
            func = func.__wrapped__
        return func

    def cleandoc(doc):
        lines = doc.expandtabs().split('\n')
        margin = None
        for line in lines[1:]:
            content = line.lstrip()
            if content:
                indent = len(line) - len(content)
                margin = indent if margin is None else min(margin, indent)
        lines = [lines[0].lstrip()] + [line[margin or 0:] for line in lines[1:]]
        while lines and not lines[-1]:
            lines.pop()
        while lines and not lines[0]:
            lines.pop(0)
        return '\n'.join(lines)

    def getdoc(object):
        doc = getattr(object, '__doc__', None)
        return cleandoc(doc) if isinstance(doc, str) else None

    def getfile(object):
        file = file_of(object)
        if file is None:
            raise TypeError('module, class, method, function, traceback, frame, or code object was expected, '
                            f'got {type(object).__name__}')
        return file

    getsourcefile = getfile

    def getmodule(object):
        import importlib
        if ismodule(object):
            return object
        name = getattr(object, '__module__', None)
        return importlib.import_module(name) if isinstance(name, str) and name != '__main__' else None

    def _refused(name):
        def ask(*values, **named):
            refuse(f'inspect.{name} is not part of fwdb')
        return ask

    getsource = _refused('getsource')
    getsourcelines = _refused('getsourcelines')
    stack = _refused('stack')
    currentframe = _refused('currentframe')
    getcallargs = _refused('getcallargs')
    getclosurevars = _refused('getclosurevars')
    """#
}
