/// `argparse`, in the listing language.
enum ArgumentListing {
  static let text = #"""
    import sys as _sys
    import textwrap as _textwrap

    SUPPRESS = '==SUPPRESS=='
    OPTIONAL = '?'
    ZERO_OR_MORE = '*'
    ONE_OR_MORE = '+'
    PARSER = 'A...'
    REMAINDER = '...'

    class ArgumentError(Exception):
        def __init__(self, argument, message):
            self.argument_name = None if argument is None else argument._shown_name()
            self.message = message

        def __str__(self):
            if self.argument_name is None:
                return self.message
            return f'argument {self.argument_name}: {self.message}'

    class ArgumentTypeError(Exception):
        pass

    class Namespace:
        def __init__(self, **kwargs):
            for name, value in kwargs.items():
                setattr(self, name, value)

        def __eq__(self, other):
            return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented

        def __contains__(self, key):
            return key in self.__dict__

        def __repr__(self):
            items = [f'{name}={value!r}' for name, value in self.__dict__.items()]
            return f'{type(self).__name__}({", ".join(items)})'

    class HelpFormatter:
        keeps_lines = False
        keeps_help_lines = False
        shows_defaults = False
        shows_types = False

    class RawDescriptionHelpFormatter(HelpFormatter):
        keeps_lines = True

    class RawTextHelpFormatter(RawDescriptionHelpFormatter):
        keeps_help_lines = True

    class ArgumentDefaultsHelpFormatter(HelpFormatter):
        shows_defaults = True

    class MetavarTypeHelpFormatter(HelpFormatter):
        shows_types = True

    class FileType:
        def __init__(self, *values, **named):
            refuse('argparse.FileType opens files, which a listing may not do')

    class Action:
        def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                     required=False, help=None, metavar=None):
            self.option_strings = option_strings
            self.dest = dest
            self.nargs = nargs
            self.const = const
            self.default = default
            self.type = type
            self.choices = choices
            self.required = required
            self.help = help
            self.metavar = metavar

        def _shown_name(self):
            if self.option_strings:
                return '/'.join(self.option_strings)
            if self.metavar not in (None, SUPPRESS):
                return self.metavar if isinstance(self.metavar, str) else '[' + '], ['.join(self.metavar) + ']'
            if self.dest not in (None, SUPPRESS):
                return self.dest
            return '{' + ','.join([str(choice) for choice in self.choices]) + '}' if self.choices else None

        def format_usage(self):
            return self.option_strings[0]

        def __call__(self, parser, namespace, values, option_string=None):
            raise NotImplementedError('.__call__() not defined')

    class _Store(Action):
        def __init__(self, option_strings, dest, nargs=None, const=None, **named):
            if nargs == 0:
                raise ValueError('nargs for store actions must be != 0; if you have nothing to store, actions such as '
                                 'store true or store const may be more appropriate')
            if const is not None and nargs != OPTIONAL:
                raise ValueError(f'nargs must be {OPTIONAL!r} to supply const')
            super().__init__(option_strings, dest, nargs=nargs, const=const, **named)

        def __call__(self, parser, namespace, values, option_string=None):
            setattr(namespace, self.dest, values)

    class _StoreConst(Action):
        def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None):
            super().__init__(option_strings, dest, nargs=0, const=const, default=default, required=required, help=help,
                             metavar=metavar)

        def __call__(self, parser, namespace, values, option_string=None):
            setattr(namespace, self.dest, self.const)

    class _StoreTrue(_StoreConst):
        def __init__(self, option_strings, dest, default=False, required=False, help=None):
            super().__init__(option_strings, dest, True, default, required, help)

    class _StoreFalse(_StoreConst):
        def __init__(self, option_strings, dest, default=True, required=False, help=None):
            super().__init__(option_strings, dest, False, default, required, help)

    class BooleanOptionalAction(Action):
        def __init__(self, option_strings, dest, default=None, type=None, choices=None, required=False, help=None,
                     metavar=None):
            names = []
            for name in option_strings:
                names.append(name)
                if name.startswith('--'):
                    names.append('--no-' + name[2:])
            if help is not None and default is not None and default is not SUPPRESS:
                help += ' (default: %(default)s)'
            super().__init__(names, dest, nargs=0, default=default, type=type, choices=choices, required=required,
                             help=help, metavar=metavar)

        def __call__(self, parser, namespace, values, option_string=None):
            if option_string in self.option_strings:
                setattr(namespace, self.dest, not option_string.startswith('--no-'))

        def format_usage(self):
            return ' | '.join(self.option_strings)

    def _copied(items):
        return [] if items is None else list(items)

    class _Append(_Store):
        def __call__(self, parser, namespace, values, option_string=None):
            items = _copied(getattr(namespace, self.dest, None))
            items.append(values)
            setattr(namespace, self.dest, items)

    class _AppendConst(_StoreConst):
        def __call__(self, parser, namespace, values, option_string=None):
            items = _copied(getattr(namespace, self.dest, None))
            items.append(self.const)
            setattr(namespace, self.dest, items)

    class _Extend(_Store):
        def __call__(self, parser, namespace, values, option_string=None):
            items = _copied(getattr(namespace, self.dest, None))
            items.extend(values)
            setattr(namespace, self.dest, items)

    class _Count(Action):
        def __init__(self, option_strings, dest, default=None, required=False, help=None):
            super().__init__(option_strings, dest, nargs=0, default=default, required=required, help=help)

        def __call__(self, parser, namespace, values, option_string=None):
            setattr(namespace, self.dest, (getattr(namespace, self.dest, None) or 0) + 1)

    class _Help(Action):
        def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None):
            super().__init__(option_strings, dest, nargs=0, default=default, help=help)

        def __call__(self, parser, namespace, values, option_string=None):
            parser.print_help()
            parser.exit()

    class _Version(Action):
        def __init__(self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS,
                     help="show program's version number and exit"):
            super().__init__(option_strings, dest, nargs=0, default=default, help=help)
            self.version = version

        def __call__(self, parser, namespace, values, option_string=None):
            text = self.version if self.version is not None else parser.version
            print('\n'.join(parser._filled(text.replace('%(prog)s', parser.prog), 0)))
            parser.exit()

    class _SubParsers(Action):
        def __init__(self, option_strings, prog, parser_class, dest=SUPPRESS, required=False, help=None, metavar=None):
            self._prefix = prog
            self._parser_class = parser_class
            self._parsers = {}
            self._choices_actions = []
            super().__init__(option_strings, dest, nargs=PARSER, choices=self._parsers, required=required, help=help,
                             metavar=metavar)

        def add_parser(self, name, *, help=None, aliases=(), **kwargs):
            if kwargs.get('prog') is None:
                kwargs['prog'] = f'{self._prefix} {name}'
            if name in self._parsers:
                raise ArgumentError(self, f'conflicting subparser: {name}')
            if help is not None:
                shown = name + (f' ({", ".join(aliases)})' if aliases else '')
                self._choices_actions.append(Action([], shown, help=help, metavar=shown))
            parser = self._parser_class(**kwargs)
            for alias in (name, *aliases):
                self._parsers[alias] = parser
            return parser

        def __call__(self, parser, namespace, values, option_string=None):
            name = values[0]
            if self.dest is not SUPPRESS:
                setattr(namespace, self.dest, name)
            if name not in self._parsers:
                known = ', '.join(self._parsers)
                raise ArgumentError(self, f'unknown parser {name!r} (choices: {known})')
            inner, extras = self._parsers[name].parse_known_args(values[1:], None)
            for key, value in vars(inner).items():
                setattr(namespace, key, value)
            if extras:
                vars(namespace).setdefault('_unrecognized_args', [])
                getattr(namespace, '_unrecognized_args').extend(extras)

    class _Group:
        def __init__(self, container, title=None, description=None):
            self.title = title
            self.description = description
            self._container = container
            self._group_actions = []

        def add_argument(self, *args, **kwargs):
            action = self._container._made(args, kwargs)
            self._container._register(action)
            self._group_actions.append(action)
            return action

        def add_mutually_exclusive_group(self, *, required=False):
            return _ExclusiveGroup(self._container, required, self)

        def add_argument_group(self, *args, **kwargs):
            return self._container.add_argument_group(*args, **kwargs)

        def set_defaults(self, **kwargs):
            self._container.set_defaults(**kwargs)

    class _ExclusiveGroup:
        def __init__(self, parser, required, group=None):
            self.required = required
            self._parser = parser
            self._group = group
            self._group_actions = []
            parser._exclusive.append(self)

        def add_argument(self, *args, **kwargs):
            action = self._parser._made(args, kwargs)
            if action.required:
                raise ValueError('mutually exclusive arguments must be optional')
            self._parser._register(action)
            if self._group is not None:
                self._group._group_actions.append(action)
            elif action.option_strings:
                self._parser._optionals._group_actions.append(action)
            else:
                self._parser._positionals._group_actions.append(action)
            self._group_actions.append(action)
            return action

    _WIDTH = 78

    class ArgumentParser:
        def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(),
                     formatter_class=HelpFormatter, prefix_chars='-', fromfile_prefix_chars=None, argument_default=None,
                     conflict_handler='error', add_help=True, allow_abbrev=True, exit_on_error=True):
            if fromfile_prefix_chars is not None:
                refuse('argparse: fromfile_prefix_chars reads files, which a listing may not do')
            self.prog = _sys.argv[0].rsplit('/', 1)[-1] if prog is None else prog
            self.usage = usage
            self.description = description
            self.epilog = epilog
            self.formatter_class = formatter_class
            self.prefix_chars = prefix_chars
            self.argument_default = argument_default
            self.conflict_handler = conflict_handler
            self.add_help = add_help
            self.allow_abbrev = allow_abbrev
            self.exit_on_error = exit_on_error
            self._actions = []
            self._options = {}
            self._defaults = {}
            self._exclusive = []
            self._subparsers_action = None
            self._subparsers_group = None
            self._groups = []
            self._positionals = self.add_argument_group('positional arguments')
            self._optionals = self.add_argument_group('options')
            self._kinds = {
                None: _Store, 'store': _Store, 'store_const': _StoreConst, 'store_true': _StoreTrue,
                'store_false': _StoreFalse, 'append': _Append, 'append_const': _AppendConst, 'count': _Count,
                'help': _Help, 'version': _Version, 'extend': _Extend, 'parsers': _SubParsers}
            self._types = {}
            if add_help:
                dash = '-' if '-' in prefix_chars else prefix_chars[0]
                self.add_argument(dash + 'h', dash * 2 + 'help', action='help', default=SUPPRESS,
                                  help='show this help message and exit')
            for parent in parents:
                self._inherit(parent)

        def _inherit(self, parent):
            titles = {group.title: group for group in self._groups}
            for group in parent._groups:
                if group.title not in titles:
                    titles[group.title] = self.add_argument_group(group.title, group.description)
                for action in group._group_actions:
                    self._register(action)
                    titles[group.title]._group_actions.append(action)
            for group in parent._exclusive:
                copy = _ExclusiveGroup(self, group.required)
                copy._group_actions = list(group._group_actions)
            self._defaults.update(parent._defaults)

        def register(self, registry_name, value, object):
            (self._kinds if registry_name == 'action' else self._types)[value] = object

        def set_defaults(self, **kwargs):
            self._defaults.update(kwargs)
            for action in self._actions:
                if action.dest in kwargs:
                    action.default = kwargs[action.dest]

        def get_default(self, dest):
            for action in self._actions:
                if action.dest == dest and action.default is not None:
                    return action.default
            return self._defaults.get(dest)

        def add_argument_group(self, title=None, description=None, **kwargs):
            group = _Group(self, title, description)
            self._groups.append(group)
            return group

        def add_mutually_exclusive_group(self, *, required=False):
            return _ExclusiveGroup(self, required)

        def add_argument(self, *args, **kwargs):
            action = self._made(args, kwargs)
            self._register(action)
            (self._optionals if action.option_strings else self._positionals)._group_actions.append(action)
            return action

        def _made(self, names, options):
            if not names or len(names) == 1 and names[0][0] not in self.prefix_chars:
                if names and 'dest' in options:
                    raise ValueError('dest supplied twice for positional argument')
                dest = options.pop('dest', None) if not names else names[0]
                if dest is None:
                    raise TypeError("add_argument() missing 1 required positional argument: 'dest'")
                if 'required' in options:
                    raise TypeError("'required' is an invalid argument for positionals")
                nargs = options.get('nargs')
                required = nargs not in (OPTIONAL, ZERO_OR_MORE, REMAINDER) or (
                    nargs == ZERO_OR_MORE and 'default' not in options)
                strings = []
                options = {**options, 'required': required}
            else:
                strings = list(names)
                for name in names:
                    if name[0] not in self.prefix_chars:
                        raise ValueError(f'invalid option string {name!r}: must start with a character '
                                         f'{self.prefix_chars!r}')
                dest = options.pop('dest', None)
                if dest is None:
                    long = [name for name in names if len(name) > 1 and name[1] in self.prefix_chars]
                    dest = (long or list(names))[0].lstrip(self.prefix_chars)
                    if not dest:
                        raise ValueError(f'dest= is required for options like {names[0]!r}')
                    dest = dest.replace('-', '_')
            kind = options.pop('action', None)
            make = self._kinds.get(kind, kind)
            if not callable(make):
                raise ValueError(f'unknown action "{kind}"')
            is_plain = isinstance(make, type) and not issubclass(make, (_Store, BooleanOptionalAction))
            if not strings and is_plain and make in (_StoreTrue, _StoreFalse, _StoreConst, _Count, _AppendConst):
                options.pop('required')
            if 'default' not in options and make is not _Help and make is not _Version:
                if dest in self._defaults:
                    options['default'] = self._defaults[dest]
                elif self.argument_default is not None:
                    options['default'] = self.argument_default
            action = make(strings, **options) if make in (_Help, _Version) else make(strings, dest, **options)
            if action.type is not None and not callable(self._types.get(action.type, action.type)):
                raise ValueError(f'{action.type!r} is not callable')
            return action

        def _register(self, action):
            for name in action.option_strings:
                if name in self._options:
                    if self.conflict_handler != 'resolve':
                        names = [name for name in action.option_strings if name in self._options]
                        raise ArgumentError(
                            action, f'conflicting option string{"s" if len(names) > 1 else ""}: {", ".join(names)}')
                    old = self._options[name]
                    old.option_strings.remove(name)
                    if not old.option_strings:
                        self._actions.remove(old)
                        for group in self._groups:
                            if old in group._group_actions:
                                group._group_actions.remove(old)
                self._options[name] = action
            self._actions.append(action)

        def add_subparsers(self, *, title=None, description=None, prog=None, parser_class=None, action=None,
                           dest=SUPPRESS, required=False, help=None, metavar=None, option_string=None):
            if self._subparsers_action is not None:
                self.error('cannot have multiple subparser arguments')
            group = self._positionals
            if title is not None or description is not None:
                group = self.add_argument_group(title or 'subcommands', description)
            if prog is None:
                before = [one for one in self._actions if not one.option_strings]
                usage = self._usage_text(self.usage, before, [], '')
                prog = usage.strip()
            made = _SubParsers([], prog, parser_class or type(self), dest, required, help, metavar)
            self._actions.append(made)
            self._subparsers_action = made
            group._group_actions.append(made)
            return made

        # Parsing

        def parse_args(self, args=None, namespace=None):
            namespace, extras = self.parse_known_args(args, namespace)
            if extras:
                self.error(f'unrecognized arguments: {" ".join(extras)}')
            return namespace

        def parse_known_args(self, args=None, namespace=None):
            args = list(_sys.argv[1:] if args is None else args)
            if namespace is None:
                namespace = Namespace()
            for action in self._actions:
                if action.dest is not SUPPRESS and action.default is not SUPPRESS and not hasattr(
                        namespace, action.dest):
                    setattr(namespace, action.dest, action.default)
            for dest, value in self._defaults.items():
                if not hasattr(namespace, dest):
                    setattr(namespace, dest, value)
            if not self.exit_on_error:
                return self._parsed(args, namespace)
            try:
                return self._parsed(args, namespace)
            except ArgumentError as error:
                self.error(str(error))

        def parse_intermixed_args(self, args=None, namespace=None):
            refuse('argparse: parse_intermixed_args is not part of fwdb')

        def _is_negative_number(self, text):
            if not text.startswith('-') or len(text) < 2:
                return False
            digits = text[1:]
            if digits.isdecimal():
                return True
            whole, dot, fraction = digits.partition('.')
            return dot == '.' and (whole == '' or whole.isdecimal()) and fraction.isdecimal()

        def _option(self, text):
            """What an argument is: None for a positional one, else (action, name, attached value)."""
            if not text or text[0] not in self.prefix_chars:
                return None
            if text in self._options:
                return self._options[text], text, None
            if len(text) == 1:
                return None
            if '=' in text:
                name, value = text.split('=', 1)
                if name in self._options:
                    return self._options[name], name, value
            found = self._prefixed(text)
            if len(found) > 1:
                names = ', '.join([name for action, name, value in found])
                self.error(f'ambiguous option: {text} could match {names}')
            if found:
                return found[0]
            if self._is_negative_number(text):
                if not [name for name in self._options if self._is_negative_number(name)]:
                    return None
            if ' ' in text:
                return None
            return None, text, None

        def _prefixed(self, text):
            found = []
            if text[1] in self.prefix_chars:
                if self.allow_abbrev:
                    start, equals, value = text.partition('=')
                    value = value if equals else None
                    found = [(action, name, value) for name, action in self._options.items() if name.startswith(start)]
            else:
                short, rest = text[:2], text[2:]
                for name, action in self._options.items():
                    if name == short:
                        found.append((action, name, rest))
                    elif name.startswith(text):
                        found.append((action, name, None))
            return found

        def _parsed(self, args, namespace):
            extras = []
            options = {}
            kinds = []
            is_after = False
            for place, text in enumerate(args):
                if is_after:
                    kinds.append('A')
                elif text == '--':
                    kinds.append('-')
                    is_after = True
                else:
                    option = self._option(text)
                    if option is None:
                        kinds.append('A')
                    else:
                        options[place] = option
                        kinds.append('O')
            kinds = ''.join(kinds)
            seen = []
            seen_given = []
            positionals = [action for action in self._actions if not action.option_strings]

            def take(action, values, name=None):
                seen.append(action)
                value = self._values(action, values)
                if value is not action.default:
                    seen_given.append(action)
                    for group in self._exclusive:
                        if action in group._group_actions:
                            for other in group._group_actions:
                                if other is not action and other in seen_given:
                                    raise ArgumentError(action, f'not allowed with argument {other._shown_name()}')
                if value is not SUPPRESS:
                    action(self, namespace, value, name)

            def take_option(place):
                action, name, attached = options[place]
                if action is None:
                    extras.append(args[place])
                    return place + 1
                while True:
                    if attached is not None:
                        counted = _count(action.nargs, 'A', False)
                        if counted == 0 and name[1] not in self.prefix_chars and attached != '':
                            take(action, [], name)
                            name = name[0] + attached[0]
                            rest = attached[1:]
                            if name not in self._options:
                                raise ArgumentError(action, f'ignored explicit argument {attached!r}')
                            action = self._options[name]
                            attached = rest or None
                            if attached is not None and attached[0] == '=' and _count(action.nargs, 'A', False) == 1:
                                attached = attached[1:]
                            continue
                        if counted == 1:
                            take(action, [attached], name)
                            return place + 1
                        raise ArgumentError(action, f'ignored explicit argument {attached!r}')
                    start = place + 1
                    counted = _count(action.nargs, kinds[start:], False)
                    if counted is None:
                        raise ArgumentError(action, _wanted(action.nargs))
                    take(action, args[start:start + counted], name)
                    return start + counted

            def take_positionals(place):
                counts = _counts([action.nargs for action in positionals], kinds[place:])
                for count in counts:
                    action = positionals.pop(0)
                    values = args[place:place + count]
                    if action.nargs not in (PARSER, REMAINDER) and '-' in kinds[place:place + count]:
                        values.remove('--')
                    place += count
                    take(action, values)
                return place

            place = 0
            last = max(options) if options else -1
            while place <= last:
                following = min([index for index in options if index >= place])
                if place != following:
                    end = take_positionals(place)
                    if end > place:
                        place = end
                        continue
                    place = end
                if place not in options:
                    extras.extend(args[place:following])
                    place = following
                place = take_option(place)
            place = take_positionals(place)
            extras.extend(args[place:])

            missing = []
            for action in self._actions:
                if action in seen:
                    continue
                if action.required:
                    missing.append(action._shown_name())
                elif (isinstance(action.default, str) and action.default is not SUPPRESS
                      and hasattr(namespace, action.dest) and action.default is getattr(namespace, action.dest)):
                    setattr(namespace, action.dest, self._value(action, action.default))
            if missing:
                self.error(f'the following arguments are required: {", ".join(missing)}')
            for group in self._exclusive:
                if group.required and not [action for action in group._group_actions if action in seen_given]:
                    names = [action._shown_name() for action in group._group_actions if action.help is not SUPPRESS]
                    self.error(f'one of the arguments {" ".join(names)} is required')
            if hasattr(namespace, '_unrecognized_args'):
                extras.extend(namespace._unrecognized_args)
                delattr(namespace, '_unrecognized_args')
            return namespace, extras

        def _value(self, action, text):
            convert = self._types.get(action.type, action.type)
            if convert is None:
                return text
            try:
                return convert(text)
            except ArgumentTypeError as error:
                raise ArgumentError(action, str(error))
            except (TypeError, ValueError):
                name = getattr(action.type, '__name__', repr(action.type))
                raise ArgumentError(action, f'invalid {name} value: {text!r}')

        def _check(self, action, value):
            if action.choices is not None and value not in action.choices:
                choices = ', '.join([repr(choice) for choice in action.choices])
                raise ArgumentError(action, f'invalid choice: {value!r} (choose from {choices})')

        def _values(self, action, texts):
            nargs = action.nargs
            if not texts and nargs == OPTIONAL:
                value = action.const if action.option_strings else action.default
                if isinstance(value, str):
                    value = self._value(action, value)
                    self._check(action, value)
                return value
            if not texts and nargs == ZERO_OR_MORE and not action.option_strings:
                if action.default is not None:
                    return action.default
                return []
            if len(texts) == 1 and nargs in (None, OPTIONAL):
                value = self._value(action, texts[0])
                self._check(action, value)
                return value
            if nargs == REMAINDER:
                return [self._value(action, text) for text in texts]
            if nargs == PARSER:
                values = [self._value(action, text) for text in texts]
                self._check(action, values[0])
                return values
            if nargs == SUPPRESS:
                return SUPPRESS
            values = [self._value(action, text) for text in texts]
            for value in values:
                self._check(action, value)
            return values

        # Texts

        def _metavar(self, action, default):
            if action.metavar is not None:
                return action.metavar
            if action.choices is not None:
                return '{' + ','.join([str(choice) for choice in action.choices]) + '}'
            if self.formatter_class.shows_types and action.type is not None:
                return action.type.__name__
            return default

        def _arguments(self, action, default):
            name = self._metavar(action, default)
            def names(count):
                return list(name) if isinstance(name, tuple) else [name] * count
            nargs = action.nargs
            if nargs is None:
                return names(1)[0]
            if nargs == OPTIONAL:
                return f'[{names(1)[0]}]'
            if nargs == ZERO_OR_MORE:
                return f'[{names(2)[0]} [{names(2)[1]} ...]]' if isinstance(name, tuple) and len(name) == 2 else (
                    f'[{names(1)[0]} ...]')
            if nargs == ONE_OR_MORE:
                return f'{names(2)[0]} [{names(2)[1]} ...]'
            if nargs == REMAINDER:
                return '...'
            if nargs == PARSER:
                return f'{names(1)[0]} ...'
            if nargs == SUPPRESS:
                return ''
            return ' '.join(names(nargs))

        def _usage_parts(self, actions):
            """The parts of the usage, each kept on one line."""
            parts = []
            for action in actions:
                if action.help is SUPPRESS:
                    parts.append(None)
                elif not action.option_strings:
                    part = self._arguments(action, action.dest)
                    if self._is_grouped(action) and part.startswith('[') and part.endswith(']'):
                        part = part[1:-1]
                    parts.append(part)
                else:
                    name = action.option_strings[0]
                    if action.nargs == 0:
                        part = action.format_usage()
                    else:
                        part = f'{name} {self._arguments(action, action.dest.upper())}'
                    if not action.required and not self._is_grouped(action):
                        part = f'[{part}]'
                    parts.append(part)
            for group in self._exclusive:
                members = [action for action in group._group_actions if action in actions]
                if not members or len(members) != len(group._group_actions):
                    continue
                first = actions.index(members[0])
                if actions[first:first + len(members)] != members:
                    continue
                shown = [part for part in parts[first:first + len(members)] if part is not None]
                if not shown:
                    continue
                opening, closing = ('(', ')') if group.required else ('[', ']')
                if group.required and len(shown) == 1:
                    opening = closing = ''
                for place in range(first, first + len(members)):
                    if parts[place] is None:
                        continue
                    text = parts[place]
                    if text == shown[0]:
                        text = opening + text
                    text += closing if parts[place] == shown[-1] else ' |'
                    parts[place] = text
            return [part for part in parts if part is not None]

        def _is_grouped(self, action):
            for group in self._exclusive:
                if action in group._group_actions:
                    return True
            return False

        def _usage_text(self, usage, positionals, optionals, prefix):
            if usage is not None:
                return prefix + usage.replace('%(prog)s', self.prog) + '\n\n'
            if not positionals and not optionals:
                return prefix + self.prog + '\n\n'
            first, second = self._usage_parts(optionals), self._usage_parts(positionals)
            text = ' '.join([self.prog] + first + second)
            if len(prefix) + len(text) > _WIDTH:
                lines = []
                if len(prefix) + len(self.prog) <= 0.75 * _WIDTH:
                    indent = ' ' * (len(prefix) + len(self.prog) + 1)
                    if first:
                        lines = self._broken([self.prog] + first, indent, prefix)
                        lines += self._broken(second, indent)
                    elif second:
                        lines = self._broken([self.prog] + second, indent, prefix)
                    else:
                        lines = [self.prog]
                else:
                    indent = ' ' * len(prefix)
                    lines = self._broken(first + second, indent)
                    if len(lines) > 1:
                        lines = self._broken(first, indent) + self._broken(second, indent)
                    lines = [self.prog] + lines
                text = '\n'.join(lines)
            return f'{prefix}{text}\n\n'

        def _broken(self, parts, indent, prefix=None):
            # Break lines only between parts, never inside a part.
            lines = []
            line = []
            length = (len(indent) if prefix is None else len(prefix)) - 1
            for part in parts:
                if length + 1 + len(part) > _WIDTH and line:
                    lines.append(indent + ' '.join(line))
                    line = []
                    length = len(indent) - 1
                line.append(part)
                length += len(part) + 1
            if line:
                lines.append(indent + ' '.join(line))
            if prefix is not None and lines:
                lines[0] = lines[0][len(indent):]
            return lines

        def format_usage(self):
            positionals = [action for action in self._actions if not action.option_strings]
            optionals = [action for action in self._actions if action.option_strings]
            return self._usage_text(self.usage, positionals, optionals, 'usage: ')[:-1]

        def _filled(self, text, indent):
            space = ' ' * indent
            if self.formatter_class.keeps_lines:
                return [space + line if line.strip() else line for line in text.split('\n')]
            return _textwrap.wrap(' '.join(text.split()), max(_WIDTH - indent, 11), initial_indent=space,
                                  subsequent_indent=space)

        def _invocation(self, action):
            if not action.option_strings:
                name = self._metavar(action, action.dest)
                return ' '.join(name) if isinstance(name, tuple) else str(name)
            if action.nargs == 0:
                return ', '.join(action.option_strings)
            arguments = self._arguments(action, action.dest.upper())
            return ', '.join([f'{name} {arguments}' for name in action.option_strings])

        def _help_text(self, action):
            text = action.help
            if self.formatter_class.shows_defaults and '%(default)' not in text and action.default is not SUPPRESS:
                if action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE):
                    text += ' (default: %(default)s)'
            if '%' not in text:
                return text
            values = {name: value for name, value in vars(action).items()
                      if value is not SUPPRESS and not name.startswith('_')}
            values['prog'] = self.prog
            values = {name: getattr(value, '__name__', value) for name, value in values.items()}
            if values.get('choices') is not None:
                values['choices'] = ', '.join([str(choice) for choice in values['choices']])
            return text % values

        def format_help(self):
            shown = []
            longest = 0
            for group in self._groups:
                items = []
                for action in group._group_actions:
                    if action.help is SUPPRESS:
                        continue
                    items.append((action, 2))
                    if isinstance(action, _SubParsers):
                        items += [(inner, 4) for inner in action._choices_actions]
                for action, indent in items:
                    longest = max(longest, len(self._invocation(action)) + indent)
                shown.append((group, items))
            column = min(longest + 2, 24)
            text = self.format_usage()
            if self.description:
                text += '\n' + '\n'.join(self._filled(self.description.replace('%(prog)s', self.prog), 0)) + '\n'
            for group, items in shown:
                if not items and not group.description:
                    continue
                text += '\n'
                if group.title is not None:
                    text += f'{group.title}:\n'
                if group.description:
                    text += '\n'.join(self._filled(group.description.replace('%(prog)s', self.prog), 2)) + '\n'
                    if items:
                        text += '\n'
                for action, indent in items:
                    text += self._action_text(action, indent, column)
            if self.epilog:
                text += '\n' + '\n'.join(self._filled(self.epilog.replace('%(prog)s', self.prog), 0)) + '\n'
            return text.lstrip('\n')

        def _action_text(self, action, indent, column):
            head = self._invocation(action)
            width = max(_WIDTH - column, 11)
            if not action.help or not action.help.strip():
                return ' ' * indent + head + '\n'
            help = self._help_text(action)
            if self.formatter_class.keeps_help_lines:
                lines = help.splitlines()
            else:
                lines = _textwrap.wrap(' '.join(help.split()), width)
            space = ' ' * column
            if len(head) <= column - indent - 2:
                first = ' ' * indent + head + ' ' * (column - indent - len(head))
                return first + lines[0] + '\n' + ''.join([space + line + '\n' for line in lines[1:]])
            return ' ' * indent + head + '\n' + ''.join([space + line + '\n' for line in lines])

        def print_usage(self, file=None):
            (_sys.stdout if file is None else file).write(self.format_usage())

        def print_help(self, file=None):
            (_sys.stdout if file is None else file).write(self.format_help())

        def exit(self, status=0, message=None):
            if message:
                _sys.stderr.write(message)
            _sys.exit(status)

        def error(self, message):
            self.print_usage(_sys.stderr)
            self.exit(2, f'{self.prog}: error: {message}\n')

        def __repr__(self):
            return f'ArgumentParser(prog={self.prog!r}, usage={self.usage!r}, description={self.description!r})'

    def _count(nargs, kinds, is_positional):
        """How many arguments an action takes from the start of `kinds`; None if it cannot."""
        found = _counts([nargs], kinds, is_positional)
        return found[0] if found else None

    def _counts(many, kinds, is_positional=True):
        """How many arguments each of as many actions as possible takes, greedily and in order."""
        for count in range(len(many), 0, -1):
            found = _match(many[:count], kinds, is_positional)
            if found is not None:
                return found
        return []

    def _match(many, kinds, is_positional):
        if not many:
            return []
        nargs = many[0]
        end = 0
        limit = 'AO-' if nargs in (REMAINDER, PARSER) else 'A-' if is_positional else 'A'
        while end < len(kinds) and kinds[end] in limit:
            end += 1
        for count in range(end, -1, -1):
            given = kinds[:count].replace('-', '')
            if _fits(nargs, given):
                rest = _match(many[1:], kinds[count:], is_positional)
                if rest is not None:
                    return [count] + rest
        return None

    def _fits(nargs, given):
        if nargs is None:
            return len(given) == 1
        if nargs == OPTIONAL:
            return len(given) <= 1
        if nargs == ZERO_OR_MORE or nargs == REMAINDER:
            return True
        if nargs == ONE_OR_MORE:
            return len(given) >= 1
        if nargs == PARSER:
            return len(given) >= 1 and given[0] == 'A'
        if nargs == SUPPRESS:
            return not given
        return len(given) == nargs

    def _wanted(nargs):
        if nargs is None:
            return 'expected one argument'
        if nargs == OPTIONAL:
            return 'expected at most one argument'
        if nargs == ONE_OR_MORE:
            return 'expected at least one argument'
        return f'expected {nargs} argument{"" if nargs == 1 else "s"}'
    """#
}
