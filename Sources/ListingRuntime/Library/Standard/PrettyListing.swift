/// `pprint`, in the listing language.
enum PrettyListing {
  static let text = #"""
    import sys as _sys

    def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
        return PrettyPrinter(indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
                             underscore_numbers=underscore_numbers).pformat(object)

    def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
               underscore_numbers=False):
        PrettyPrinter(stream=stream, indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
                      underscore_numbers=underscore_numbers).pprint(object)

    def pp(object, *args, sort_dicts=False, **kwargs):
        pprint(object, *args, sort_dicts=sort_dicts, **kwargs)

    def saferepr(object):
        return PrettyPrinter()._plain(object, 0)

    def isreadable(object):
        refuse('pprint.isreadable is not part of fwdb')

    isrecursive = isreadable

    def _order(pairs):
        try:
            return sorted(pairs, key=lambda pair: pair[0])
        except TypeError:
            return sorted(pairs, key=lambda pair: (str(type(pair[0])), str(pair[0])))

    class PrettyPrinter:
        def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                     underscore_numbers=False):
            if underscore_numbers:
                refuse('pprint: underscore_numbers is not part of fwdb')
            if indent < 0:
                raise ValueError('indent must be >= 0')
            if depth is not None and depth <= 0:
                raise ValueError('depth must be > 0')
            if not width:
                raise ValueError('width must be != 0')
            self._indent = indent
            self._width = width
            self._depth = depth
            self._stream = stream
            self._compact = compact
            self._sort = sort_dicts

        def pprint(self, object):
            (_sys.stdout if self._stream is None else self._stream).write(self.pformat(object) + '\n')

        def pformat(self, object):
            parts = []
            self._write(object, parts, 0, 0, 1)
            return ''.join(parts)

        def _pairs(self, value):
            return _order(value.items()) if self._sort else list(value.items())

        def _plain(self, value, level):
            kind = type(value)
            if kind is dict:
                if not value:
                    return '{}'
                if self._depth is not None and level >= self._depth:
                    return '{...}'
                items = [f'{self._plain(key, level + 1)}: {self._plain(item, level + 1)}'
                         for key, item in self._pairs(value)]
                return '{' + ', '.join(items) + '}'
            if kind is list or kind is tuple:
                if not value:
                    return '[]' if kind is list else '()'
                if self._depth is not None and level >= self._depth:
                    return '[...]' if kind is list else '(...)'
                text = ', '.join([self._plain(item, level + 1) for item in value])
                if kind is list:
                    return f'[{text}]'
                return f'({text},)' if len(value) == 1 else f'({text})'
            return repr(value)

        def _write(self, value, parts, indent, allowance, level):
            text = self._plain(value, level - 1)
            width = self._width - indent - allowance
            if len(text) > width:
                kind = type(value)
                if kind is dict and value:
                    return self._write_pairs(self._pairs(value), parts, indent, allowance, level)
                if kind is list and value:
                    parts.append('[')
                    self._write_items(value, parts, indent, allowance + 1, level)
                    parts.append(']')
                    return
                if kind is tuple and value:
                    end = ',)' if len(value) == 1 else ')'
                    parts.append('(')
                    self._write_items(value, parts, indent, allowance + len(end), level)
                    parts.append(end)
                    return
                if kind in (set, frozenset) and value:
                    items = sorted(value)
                    if kind is set:
                        parts.append('{')
                        end = '}'
                    else:
                        parts.append('frozenset({')
                        end = '})'
                        indent += len('frozenset') + 1
                    self._write_items(items, parts, indent, allowance + len(end), level)
                    parts.append(end)
                    return
                if kind is str:
                    return self._write_text(value, parts, indent, allowance, level)
                fields = getattr(kind, '__dataclass_fields__', None)
                if fields is not None:
                    shown = [name for name in fields if hasattr(value, name) and getattr(fields[name], 'repr', True)]
                    parts.append(kind.__name__ + '(')
                    inner = indent + len(kind.__name__) + 1
                    for place, name in enumerate(shown):
                        parts.append(f'{name}=')
                        is_last = place == len(shown) - 1
                        self._write(getattr(value, name), parts, inner + len(name) + 1, allowance if is_last else 1,
                                    level + 1)
                        if not is_last:
                            parts.append(',\n' + ' ' * inner)
                    parts.append(')')
                    return
            parts.append(text)

        def _write_pairs(self, pairs, parts, indent, allowance, level):
            parts.append('{')
            if self._indent > 1:
                parts.append((self._indent - 1) * ' ')
            indent += self._indent
            for place, (key, item) in enumerate(pairs):
                is_last = place == len(pairs) - 1
                name = self._plain(key, level)
                parts.append(name + ': ')
                self._write(item, parts, indent + len(name) + 2, allowance + 1 if is_last else 1, level + 1)
                if not is_last:
                    parts.append(',\n' + ' ' * indent)
            parts.append('}')

        def _write_items(self, items, parts, indent, allowance, level):
            indent += self._indent
            if self._indent > 1:
                parts.append((self._indent - 1) * ' ')
            between = ',\n' + ' ' * indent
            separator = ''
            room = width = self._width - indent + 1
            items = list(items)
            for place, item in enumerate(items):
                is_last = place == len(items) - 1
                if is_last:
                    width -= allowance
                    room -= allowance
                if self._compact:
                    text = self._plain(item, level)
                    size = len(text) + 2
                    if room < size:
                        room = width
                        if separator:
                            separator = between
                    if room >= size:
                        room -= size
                        parts.append(separator)
                        separator = ', '
                        parts.append(text)
                        continue
                parts.append(separator)
                separator = between
                self._write(item, parts, indent, allowance if is_last else 1, level + 1)

        def _write_text(self, value, parts, indent, allowance, level):
            if not value:
                parts.append(repr(value))
                return
            chunks = []
            lines = value.splitlines(True)
            is_outer = level == 1
            if is_outer:
                indent += 1
                allowance += 1
            most = room = self._width - indent
            text = ''
            for place, line in enumerate(lines):
                text = repr(line)
                if place == len(lines) - 1:
                    room -= allowance
                if len(text) <= room:
                    chunks.append(text)
                    continue
                words = _words(line)
                room = most
                current = ''
                for number, word in enumerate(words):
                    candidate = current + word
                    if number == len(words) - 1 and place == len(lines) - 1:
                        room -= allowance
                    if len(repr(candidate)) > room:
                        if current:
                            chunks.append(repr(current))
                        current = word
                    else:
                        current = candidate
                if current:
                    chunks.append(repr(current))
            if len(chunks) == 1:
                parts.append(text)
                return
            if is_outer:
                parts.append('(')
            parts.append(('\n' + ' ' * indent).join(chunks))
            if is_outer:
                parts.append(')')

    def _words(line):
        words = []
        place = 0
        while place < len(line):
            end = place
            while end < len(line) and not line[end].isspace():
                end += 1
            while end < len(line) and line[end].isspace():
                end += 1
            words.append(line[place:end])
            place = end
        return words
    """#
}
