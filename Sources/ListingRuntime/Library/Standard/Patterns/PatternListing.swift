/// `re`, in the listing language. `RegularExpressions` compiles the patterns and matches them.
enum PatternListing {
  static let text = #"""
    NOFLAG = 0
    I = IGNORECASE = 2
    L = LOCALE = 4
    M = MULTILINE = 8
    S = DOTALL = 16
    U = UNICODE = 32
    X = VERBOSE = 64
    A = ASCII = 256

    _END = 9223372036854775807
    _SPECIAL = '()[]{}?*+-|^$\\.&~# \t\n\r\x0b\x0c'

    class error(Exception):
        def __init__(self, msg, pattern=None, pos=None):
            self.msg = msg
            self.pattern = pattern
            self.pos = pos
            self.lineno = self.colno = None
            if pattern is not None and pos is not None:
                msg = f'{msg} at position {pos}'
                self.lineno = pattern.count('\n', 0, pos) + 1
                self.colno = pos - pattern.rfind('\n', 0, pos)
                if '\n' in pattern:
                    msg = f'{msg} (line {self.lineno}, column {self.colno})'
            super().__init__(msg)

    class Pattern:
        def __init__(self, pattern, flags, groups, groupindex):
            self.pattern = pattern
            self.flags = flags
            self.groups = groups
            self.groupindex = groupindex

        def match(self, string, pos=0, endpos=_END):
            return self._first(string, pos, endpos, 1)

        def fullmatch(self, string, pos=0, endpos=_END):
            return self._first(string, pos, endpos, 3)

        def search(self, string, pos=0, endpos=_END):
            return self._first(string, pos, endpos, 0)

        def _first(self, string, pos, endpos, anchors):
            _check_text(string)
            bounds = pattern_match(self.pattern, self.flags, string, pos, endpos, anchors)
            return None if bounds is None else Match(self, string, pos, endpos, bounds, anchors)

        def _all(self, string, pos=0, endpos=_END, limit=_END):
            _check_text(string)
            return pattern_matches(self.pattern, self.flags, string, pos, endpos, limit)

        def finditer(self, string, pos=0, endpos=_END):
            return _each(self, string, pos, endpos, self._all(string, pos, endpos))

        def findall(self, string, pos=0, endpos=_END):
            found = self._all(string, pos, endpos)
            if self.groups == 0:
                return text_parts(string, [place for bounds in found for place in bounds])
            parts = text_parts(string, [place for bounds in found for place in bounds[2:]])
            parts = ['' if part is None else part for part in parts]
            if self.groups == 1:
                return parts
            return [tuple(parts[start:start + self.groups]) for start in range(0, len(parts), self.groups)]

        def split(self, string, maxsplit=0):
            found = self._all(string, 0, _END, maxsplit if maxsplit > 0 else _END if maxsplit == 0 else 0)
            cuts = []
            last = 0
            for bounds in found:
                cuts += [last, bounds[0]]
                cuts += bounds[2:]
                last = bounds[1]
            return text_parts(string, cuts + [last, len(string)])

        def sub(self, repl, string, count=0):
            return self.subn(repl, string, count)[0]

        def subn(self, repl, string, count=0):
            found = self._all(string, 0, _END, count if count > 0 else _END if count == 0 else 0)
            if not found:
                if not callable(repl):
                    _template(repl, self)
                return string, 0
            cuts = []
            last = 0
            for bounds in found:
                cuts += [last, bounds[0]]
                last = bounds[1]
            between = text_parts(string, cuts + [last, len(string)])
            if callable(repl):
                news = [repl(Match(self, string, 0, _END, bounds, 0)) for bounds in found]
                news = ['' if new is None else new for new in news]
            else:
                parts = _template(repl, self)
                if len(parts) == 1 and isinstance(parts[0], str):
                    return parts[0].join(between), len(found)
                groups = [part for part in parts if isinstance(part, int)]
                places = [place for bounds in found for group in groups for place in bounds[2 * group:2 * group + 2]]
                texts = iter(text_parts(string, places))
                news = [''.join([part if isinstance(part, str) else next(texts) or '' for part in parts])
                        for _ in found]
            pieces = [between[0]]
            for new, text in zip(news, between[1:]):
                pieces += [new, text]
            return ''.join(pieces), len(found)

        def __copy__(self):
            return self

        def __deepcopy__(self, memo):
            return self

        def __eq__(self, other):
            return isinstance(other, Pattern) and self.pattern == other.pattern and self.flags == other.flags

        def __hash__(self):
            return hash((self.pattern, self.flags))

        def __repr__(self):
            names = [name for name, flag in _NAMES if self.flags & flag]
            pattern = repr(self.pattern)
            if len(pattern) > 200:
                pattern = pattern[:200]
            return f're.compile({pattern}{", " + "|".join(names) if names else ""})'

    _NAMES = [('re.IGNORECASE', 2), ('re.LOCALE', 4), ('re.MULTILINE', 8), ('re.DOTALL', 16), ('re.VERBOSE', 64),
              ('re.ASCII', 256)]

    def _each(pattern, string, pos, endpos, found):
        for bounds in found:
            yield Match(pattern, string, pos, endpos, bounds, 0)

    class Match:
        def __init__(self, pattern, string, pos, endpos, bounds, anchors):
            self.re = pattern
            self.string = string
            self.pos = max(0, min(pos, len(string)))
            self.endpos = max(0, min(endpos, len(string)))
            self._bounds = bounds
            self._anchors = anchors

        def _index(self, group):
            if isinstance(group, str):
                index = self.re.groupindex.get(group)
            elif isinstance(group, int):
                index = group
            else:
                index = group.__index__() if hasattr(group, '__index__') else None
            if index is None or not 0 <= index <= self.re.groups:
                raise IndexError('no such group')
            return index

        def _text(self, group, default=None):
            start, end = self._bounds[2 * group:2 * group + 2]
            return default if start < 0 else self.string[start:end]

        def group(self, *groups):
            if not groups:
                return self._text(0)
            if len(groups) == 1:
                return self._text(self._index(groups[0]))
            return tuple([self._text(self._index(group)) for group in groups])

        def __getitem__(self, group):
            return self._text(self._index(group))

        def groups(self, default=None):
            return tuple([self._text(group, default) for group in range(1, self.re.groups + 1)])

        def groupdict(self, default=None):
            return {name: self._text(group, default) for name, group in self.re.groupindex.items()}

        def start(self, group=0):
            return self._bounds[2 * self._index(group)]

        def end(self, group=0):
            return self._bounds[2 * self._index(group) + 1]

        def span(self, group=0):
            index = self._index(group)
            return self._bounds[2 * index], self._bounds[2 * index + 1]

        def expand(self, template):
            return ''.join([part if isinstance(part, str) else self._text(part, '')
                            for part in _template(template, self.re)])

        @property
        def regs(self):
            return tuple([self.span(group) for group in range(self.re.groups + 1)])

        @property
        def lastindex(self):
            closed = [group for group in range(1, self.re.groups + 1) if self._bounds[2 * group] >= 0]
            if len(closed) < 2:
                return closed[0] if closed else None
            return pattern_last_group(
                self.re.pattern, self.re.flags, self.string, self._bounds[0], self.endpos, self._anchors,
                self._bounds[0] == self._bounds[1])

        @property
        def lastgroup(self):
            last = self.lastindex
            for name, group in self.re.groupindex.items():
                if group == last:
                    return name
            return None

        def __copy__(self):
            return self

        def __deepcopy__(self, memo):
            return self

        def __bool__(self):
            return True

        def __repr__(self):
            text = repr(self._text(0))
            return f'<re.Match object; span={self.span()}, match={text[:50]}>'

    def _check_text(string):
        if not isinstance(string, str):
            if type(string).__name__ in ('bytes', 'bytearray'):
                refuse('re: fwdb matches text, not bytes')
            raise TypeError(f"expected string or bytes-like object, got '{type(string).__name__}'")

    _ESCAPES = {'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v', '\\': '\\'}

    def _octal(digits):
        value = 0
        for digit in digits:
            value = value * 8 + '01234567'.index(digit)
        return value

    def _template(text, pattern):
        if not isinstance(text, str):
            raise TypeError(f'expected str instance, {type(text).__name__} found')
        if '\\' not in text:
            return [text]
        parts = []
        literal = ''
        place = 0
        count = len(text)
        while place < count:
            cut = text.find('\\', place)
            if cut < 0:
                literal += text[place:]
                break
            literal += text[place:cut]
            place = cut + 1
            if place == count:
                raise error('bad escape (end of pattern)', text, cut)
            letter = text[place]
            place += 1
            group = None
            if letter == 'g':
                if text[place:place + 1] != '<':
                    raise error('missing <', text, place)
                end = text.find('>', place)
                name = text[place + 1:] if end < 0 else text[place + 1:end]
                if not name:
                    raise error('missing group name', text, place + 1)
                if end < 0:
                    raise error('missing >, unterminated name', text, place + 1)
                if name.isidentifier():
                    if name not in pattern.groupindex:
                        raise IndexError(f'unknown group name {name!r}')
                    group = pattern.groupindex[name]
                elif name.isdecimal() and name.isascii():
                    group = int(name)
                    if group > pattern.groups:
                        raise error(f'invalid group reference {group}', text, place + 1)
                else:
                    raise error(f'bad character in group name {name!r}', text, place + 1)
                place = end + 1
            elif letter == '0':
                end = place
                while end < place + 2 and end < count and text[end] in '01234567':
                    end += 1
                literal += chr(_octal(text[place - 1:end]))
                place = end
            elif letter in '123456789':
                digits = letter
                if place < count and text[place] in '0123456789':
                    digits += text[place]
                    place += 1
                    if (letter in '01234567' and digits[1] in '01234567' and place < count
                            and text[place] in '01234567'):
                        digits += text[place]
                        place += 1
                        if _octal(digits) > 255:
                            raise error(f'octal escape value \\{digits} outside of range 0-0o377', text, cut)
                        literal += chr(_octal(digits))
                        continue
                group = int(digits)
                if group > pattern.groups:
                    raise error(f'invalid group reference {group}', text, cut + 1)
            elif letter in _ESCAPES:
                literal += _ESCAPES[letter]
            elif letter.isascii() and letter.isalpha():
                raise error(f'bad escape \\{letter}', text, cut)
            else:
                literal += '\\' + letter
            if group is not None:
                parts += [literal, group]
                literal = ''
        parts.append(literal)
        return [part for part in parts if part != ''] or ['']

    def compile(pattern, flags=0):
        if isinstance(pattern, Pattern):
            if flags:
                raise ValueError('cannot process flags argument with a compiled pattern')
            return pattern
        if not isinstance(pattern, str):
            if type(pattern).__name__ in ('bytes', 'bytearray'):
                refuse('re: fwdb matches text, not bytes')
            raise TypeError('first argument must be string or compiled pattern')
        found = pattern_compile(pattern, int(flags))
        if len(found) == 2:
            if found[1] is None and 'flag' in found[0]:
                raise ValueError(found[0])
            raise error(found[0], pattern, found[1])
        return Pattern(pattern, found[0], found[1], found[2])

    def match(pattern, string, flags=0):
        return compile(pattern, flags).match(string)

    def fullmatch(pattern, string, flags=0):
        return compile(pattern, flags).fullmatch(string)

    def search(pattern, string, flags=0):
        return compile(pattern, flags).search(string)

    def sub(pattern, repl, string, count=0, flags=0):
        return compile(pattern, flags).sub(repl, string, count)

    def subn(pattern, repl, string, count=0, flags=0):
        return compile(pattern, flags).subn(repl, string, count)

    def split(pattern, string, maxsplit=0, flags=0):
        return compile(pattern, flags).split(string, maxsplit)

    def findall(pattern, string, flags=0):
        return compile(pattern, flags).findall(string)

    def finditer(pattern, string, flags=0):
        return compile(pattern, flags).finditer(string)

    def purge():
        pass

    def escape(pattern):
        return ''.join(['\\' + letter if letter in _SPECIAL else letter for letter in pattern])
    """#
}
