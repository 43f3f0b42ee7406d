/// `json`, in the listing language. `JSONFunctions` reads JSON values and writes strings.
enum JSONListing {
  static let text = #"""
    _INFINITY = float('inf')

    class JSONDecodeError(ValueError):
        def __init__(self, msg, doc, pos):
            self.msg = msg
            self.doc = doc
            self.pos = pos
            self.lineno = doc.count('\n', 0, pos) + 1
            self.colno = pos - doc.rfind('\n', 0, pos)
            super().__init__(f'{msg}: line {self.lineno} column {self.colno} (char {pos})')

    class JSONDecoder:
        def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                     object_pairs_hook=None):
            self.object_hook = object_hook
            self.parse_float = parse_float
            self.parse_int = parse_int
            self.parse_constant = parse_constant
            self.strict = strict
            self.object_pairs_hook = object_pairs_hook

        def decode(self, s):
            value, end = self._read(s, _space(s, 0))
            end = _space(s, end)
            if end != len(s):
                raise JSONDecodeError('Extra data', s, end)
            return value

        def raw_decode(self, s, idx=0):
            return self._read(s, idx)

        def _read(self, text, start):
            is_plain = (self.parse_float is None and self.parse_int is None and self.parse_constant is None
                        and self.object_hook is None and self.object_pairs_hook is None)
            found = json_value(text, start, is_plain, self.strict)
            if len(found) == 3:
                raise JSONDecodeError(found[0], text, found[1])
            value, end = found
            return (value if is_plain else self._hooked(value)), end

        def _hooked(self, node):
            kind, value = node
            if kind == 'object':
                pairs = [(key, self._hooked(item)) for key, item in value]
                if self.object_pairs_hook is not None:
                    return self.object_pairs_hook(pairs)
                return dict(pairs) if self.object_hook is None else self.object_hook(dict(pairs))
            if kind == 'array':
                return [self._hooked(item) for item in value]
            if kind == 'int':
                return (self.parse_int or int)(value)
            if kind == 'float':
                return (self.parse_float or float)(value)
            if kind == 'constant':
                return (self.parse_constant or _constant)(value)
            return value

    def _constant(name):
        return float({'NaN': 'nan', 'Infinity': 'inf', '-Infinity': '-inf'}[name])

    def _space(text, place):
        while place < len(text) and text[place] in ' \t\n\r':
            place += 1
        return place

    class JSONEncoder:
        item_separator = ', '
        key_separator = ': '

        def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                     indent=None, separators=None, default=None):
            self.skipkeys = skipkeys
            self.ensure_ascii = ensure_ascii
            self.check_circular = check_circular
            self.allow_nan = allow_nan
            self.sort_keys = sort_keys
            self.indent = indent
            if separators is not None:
                self.item_separator, self.key_separator = separators
            elif indent is not None:
                self.item_separator = ','
            if default is not None:
                self.default = default

        def default(self, o):
            raise TypeError(f'Object of type {type(o).__name__} is not JSON serializable')

        def encode(self, o):
            return ''.join(self.iterencode(o))

        def iterencode(self, o, _one_shot=False):
            parts = []
            indent = self.indent
            if indent is not None and not isinstance(indent, str):
                indent = ' ' * indent
            self._write(o, parts, indent, 0, [])
            return parts

        def _number(self, value):
            if value != value:
                text = 'NaN'
            elif value == _INFINITY:
                text = 'Infinity'
            elif value == -_INFINITY:
                text = '-Infinity'
            else:
                return repr(value) if type(value) is float else repr(float(value))
            if not self.allow_nan:
                shown = '' if self.indent is None else ': ' + repr(value)
                raise ValueError('Out of range float values are not JSON compliant' + shown)
            return text

        def _write(self, value, parts, indent, level, around):
            if isinstance(value, str):
                parts.append(json_text(value, self.ensure_ascii))
            elif value is None:
                parts.append('null')
            elif value is True:
                parts.append('true')
            elif value is False:
                parts.append('false')
            elif isinstance(value, int):
                parts.append(str(int(value)))
            elif isinstance(value, float):
                parts.append(self._number(value))
            elif isinstance(value, (list, tuple)):
                self._write_items(value, parts, indent, level, around)
            elif isinstance(value, dict):
                self._write_pairs(value, parts, indent, level, around)
            else:
                self._enter(value, around)
                self._write(self.default(value), parts, indent, level, around)
                around.pop()

        def _enter(self, value, around):
            if self.check_circular and [outer for outer in around if outer is value]:
                raise ValueError('Circular reference detected')
            around.append(value)

        def _write_items(self, value, parts, indent, level, around):
            if not value:
                parts.append('[]')
                return
            self._enter(value, around)
            before, between, after = self._layout(indent, level)
            parts.append('[' + before)
            is_first = True
            for item in value:
                if not is_first:
                    parts.append(between)
                is_first = False
                self._write(item, parts, indent, level + 1, around)
            parts.append(after + ']')
            around.pop()

        def _write_pairs(self, value, parts, indent, level, around):
            if not value:
                parts.append('{}')
                return
            self._enter(value, around)
            before, between, after = self._layout(indent, level)
            parts.append('{' + before)
            is_first = True
            pairs = sorted(value.items()) if self.sort_keys else value.items()
            for key, item in pairs:
                if not isinstance(key, str):
                    if isinstance(key, float):
                        key = self._number(key)
                    elif key is True:
                        key = 'true'
                    elif key is False:
                        key = 'false'
                    elif key is None:
                        key = 'null'
                    elif isinstance(key, int):
                        key = str(int(key))
                    elif self.skipkeys:
                        continue
                    else:
                        raise TypeError(
                            f'keys must be str, int, float, bool or None, not {type(key).__name__}')
                if not is_first:
                    parts.append(between)
                is_first = False
                parts.append(json_text(key, self.ensure_ascii) + self.key_separator)
                self._write(item, parts, indent, level + 1, around)
            parts.append(after + '}')
            around.pop()

        def _layout(self, indent, level):
            if indent is None:
                return '', self.item_separator, ''
            line = '\n' + indent * (level + 1)
            return line, self.item_separator + line, '\n' + indent * level

    def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
              separators=None, default=None, sort_keys=False, **kw):
        return (cls or JSONEncoder)(
            skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular, allow_nan=allow_nan,
            indent=indent, separators=separators, default=default, sort_keys=sort_keys, **kw).encode(obj)

    def dump(obj, fp, **options):
        fp.write(dumps(obj, **options))

    def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
              object_pairs_hook=None, **kw):
        if not isinstance(s, str):
            if hasattr(s, 'decode'):
                s = s.decode('utf-8')
            else:
                raise TypeError(f'the JSON object must be str, bytes or bytearray, not {type(s).__name__}')
        elif s.startswith('\ufeff'):
            raise JSONDecodeError('Unexpected UTF-8 BOM (decode using utf-8-sig)', s, 0)
        return (cls or JSONDecoder)(
            object_hook=object_hook, parse_float=parse_float, parse_int=parse_int, parse_constant=parse_constant,
            object_pairs_hook=object_pairs_hook, **kw).decode(s)

    def load(fp, **options):
        return loads(fp.read(), **options)
    """#
}
