/// `pathlib`, `os.path` and `fnmatch`, in the listing language. They compute paths and read no files.
enum PathListings {
  static let pathlib = #"""
    class PurePath:
        def __init__(self, *args):
            texts = []
            for part in args:
                if isinstance(part, PurePath):
                    texts.append(part._text)
                elif isinstance(part, str):
                    texts.append(part)
                elif hasattr(part, '__fspath__'):
                    texts.append(part.__fspath__())
                else:
                    raise TypeError('argument should be a str or an os.PathLike object where __fspath__ returns a str, '
                                    f"not '{type(part).__name__}'")
            self._root, self._names = _split(texts)
            self._text = self._root + '/'.join(self._names) or '.'

        def _made(self, root, names):
            new = type(self)()
            new._root = root
            new._names = names
            new._text = root + '/'.join(names) or '.'
            return new

        def __str__(self):
            return self._text

        def __fspath__(self):
            return self._text

        def as_posix(self):
            return self._text

        def as_uri(self):
            if not self._root:
                raise ValueError("relative path can't be expressed as a file URI")
            safe = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_.-~'
            if [letter for letter in self._text if letter not in safe]:
                refuse('pathlib: as_uri() of a path with special characters is not part of fwdb')
            return 'file://' + self._text

        def __repr__(self):
            return f'{type(self).__name__}({self._text!r})'

        def __hash__(self):
            return hash(self._text)

        def __eq__(self, other):
            return self._text == other._text if isinstance(other, PurePath) else NotImplemented

        def __lt__(self, other):
            return self.parts < other.parts if isinstance(other, PurePath) else NotImplemented

        def __le__(self, other):
            return self.parts <= other.parts if isinstance(other, PurePath) else NotImplemented

        def __gt__(self, other):
            return self.parts > other.parts if isinstance(other, PurePath) else NotImplemented

        def __ge__(self, other):
            return self.parts >= other.parts if isinstance(other, PurePath) else NotImplemented

        @property
        def drive(self):
            return ''

        @property
        def root(self):
            return self._root

        @property
        def anchor(self):
            return self._root

        @property
        def parts(self):
            return tuple(([self._root] if self._root else []) + self._names)

        @property
        def name(self):
            return self._names[-1] if self._names else ''

        @property
        def suffix(self):
            name = self.name
            dot = name.rfind('.')
            return name[dot:] if 0 < dot < len(name) - 1 else ''

        @property
        def suffixes(self):
            name = self.name
            if name.endswith('.'):
                return []
            return ['.' + suffix for suffix in name.lstrip('.').split('.')[1:]]

        @property
        def stem(self):
            name = self.name
            dot = name.rfind('.')
            return name[:dot] if 0 < dot < len(name) - 1 else name

        @property
        def parent(self):
            return self._made(self._root, self._names[:-1]) if self._names else self

        @property
        def parents(self):
            return [self._made(self._root, self._names[:count]) for count in range(len(self._names) - 1, -1, -1)]

        def with_name(self, name):
            if not self.name:
                raise ValueError(f'{self!r} has an empty name')
            if not name or '/' in name or name == '.':
                raise ValueError(f'Invalid name {name!r}')
            return self._made(self._root, self._names[:-1] + [name])

        def with_stem(self, stem):
            return self.with_name(stem + self.suffix)

        def with_suffix(self, suffix):
            if '/' in suffix or suffix and not suffix.startswith('.') or suffix == '.':
                raise ValueError(f'Invalid suffix {suffix!r}')
            if not self.name:
                raise ValueError(f'{self!r} has an empty name')
            old = self.suffix
            name = self.name
            return self._made(self._root, self._names[:-1] + [(name[:-len(old)] if old else name) + suffix])

        def joinpath(self, *args):
            return type(self)(self, *args)

        def __truediv__(self, key):
            if isinstance(key, (str, PurePath)) or hasattr(key, '__fspath__'):
                return type(self)(self, key)
            return NotImplemented

        def __rtruediv__(self, key):
            if isinstance(key, str):
                return type(self)(key, self)
            return NotImplemented

        def is_absolute(self):
            return self._root != ''

        def is_reserved(self):
            return False

        def is_relative_to(self, *other):
            other = type(self)(*other)
            return self._root == other._root and self._names[:len(other._names)] == other._names

        def relative_to(self, *other):
            other = type(self)(*other)
            if not self.is_relative_to(other):
                text = other._root + '/'.join(other._names)
                raise ValueError(f'{self._text!r} is not in the subpath of {text!r} OR one path is relative and '
                                 'the other is absolute.')
            return self._made('', self._names[len(other._names):])

        def match(self, path_pattern):
            from fnmatch import fnmatchcase
            pattern = type(self)(path_pattern)
            if not pattern._names:
                raise ValueError('empty pattern')
            names, wanted = self._names, pattern._names
            if pattern._root and (pattern._root != self._root or len(names) != len(wanted)):
                return False
            if len(wanted) > len(names):
                return False
            for name, one in zip(names[len(names) - len(wanted):], wanted):
                if not fnmatchcase(name, one):
                    return False
            return True

    def _split(texts):
        start = 0
        for place, text in enumerate(texts):
            if text.startswith('/'):
                start = place
        first = texts[start] if texts else ''
        root = '//' if first.startswith('//') and not first.startswith('///') else '/' if first.startswith('/') else ''
        return root, [name for text in texts[start:] for name in text.split('/') if name and name != '.']

    class PurePosixPath(PurePath):
        pass

    class Path(PurePosixPath):
        def __repr__(self):
            return f'PosixPath({self._text!r})'

    for _name in ('cwd', 'home', 'exists', 'is_file', 'is_dir', 'is_symlink', 'is_mount', 'stat', 'lstat', 'open',
                  'read_text', 'read_bytes', 'write_text', 'write_bytes', 'mkdir', 'rmdir',
                  'touch', 'unlink', 'rename', 'replace',
                  'glob', 'rglob', 'iterdir', 'resolve', 'absolute', 'expanduser', 'chmod', 'samefile', 'symlink_to',
                  'owner', 'group', 'readlink'):
        setattr(Path, _name, absent(f'pathlib.Path.{_name}'))

    PosixPath = Path

    def _no_windows(*values):
        refuse('pathlib: paths of Windows are not part of fwdb')

    PureWindowsPath = _no_windows
    WindowsPath = _no_windows
    """#

  static let osPath = #"""
    sep = '/'
    curdir = '.'
    pardir = '..'
    extsep = '.'
    pathsep = ':'
    altsep = None
    devnull = '/dev/null'

    def _text(path):
        if isinstance(path, str):
            return path
        if hasattr(path, '__fspath__'):
            return path.__fspath__()
        raise TypeError(f'expected str, bytes or os.PathLike object, not {type(path).__name__}')

    def join(a, *p):
        result = _text(a)
        for part in p:
            part = _text(part)
            if part.startswith('/'):
                result = part
            elif not result or result.endswith('/'):
                result += part
            else:
                result += '/' + part
        return result

    def split(p):
        p = _text(p)
        cut = p.rfind('/') + 1
        head, tail = p[:cut], p[cut:]
        if head and head != '/' * len(head):
            head = head.rstrip('/')
        return head, tail

    def basename(p):
        return split(p)[1]

    def dirname(p):
        return split(p)[0]

    def splitext(p):
        p = _text(p)
        name = p.rsplit('/', 1)[-1]
        if '.' not in name:
            return p, ''
        stem, extension = name.rsplit('.', 1)
        if stem.strip('.') == '':
            return p, ''
        cut = len(p) - len(extension) - 1
        return p[:cut], p[cut:]

    def splitdrive(p):
        return '', _text(p)

    def normcase(s):
        return _text(s)

    def isabs(s):
        return _text(s).startswith('/')

    def normpath(path):
        path = _text(path)
        if path == '':
            return '.'
        first = '//' if path.startswith('//') and not path.startswith('///') else '/' if path.startswith('/') else ''
        parts = []
        for part in path.split('/'):
            if part == '' or part == '.':
                continue
            if part != '..' or (not first and not parts) or (parts and parts[-1] == '..'):
                parts.append(part)
            elif parts:
                parts.pop()
        return first + '/'.join(parts) or '.'

    def commonprefix(m):
        if not m:
            return ''
        least, greatest = min(m), max(m)
        for index, letter in enumerate(least):
            if index >= len(greatest) or letter != greatest[index]:
                return least[:index]
        return least

    def commonpath(paths):
        paths = [_text(path) for path in paths]
        if not paths:
            raise ValueError('commonpath() arg is an empty sequence')
        are_absolute = {path.startswith('/') for path in paths}
        if len(are_absolute) > 1:
            raise ValueError("Can't mix absolute and relative paths")
        parts = [[name for name in path.split('/') if name and name != '.'] for path in paths]
        least, greatest = min(parts), max(parts)
        common = least
        for index, name in enumerate(least):
            if name != greatest[index]:
                common = least[:index]
                break
        return ('/' if paths[0].startswith('/') else '') + '/'.join(common)

    def relpath(path, start=None):
        path = _text(path)
        if not path:
            raise ValueError('no path specified')
        start = '.' if start is None else _text(start)
        if path.startswith('/') != start.startswith('/'):
            refuse('os.path.relpath asks for the current folder, which a listing may not do')
        first = [name for name in normpath(start).split('/') if name and name != '.']
        last = [name for name in normpath(path).split('/') if name and name != '.']
        if '..' in first[:1]:
            refuse('os.path.relpath asks for the current folder, which a listing may not do')
        count = 0
        while count < len(first) and count < len(last) and first[count] == last[count]:
            count += 1
        return '/'.join(['..'] * (len(first) - count) + last[count:]) or '.'

    def expandvars(path):
        return _text(path)

    abspath = absent('os.path.abspath')
    exists = absent('os.path.exists')
    expanduser = absent('os.path.expanduser')
    getatime = absent('os.path.getatime')
    getctime = absent('os.path.getctime')
    getmtime = absent('os.path.getmtime')
    getsize = absent('os.path.getsize')
    isdir = absent('os.path.isdir')
    isfile = absent('os.path.isfile')
    islink = absent('os.path.islink')
    ismount = absent('os.path.ismount')
    lexists = absent('os.path.lexists')
    realpath = absent('os.path.realpath')
    samefile = absent('os.path.samefile')
    """#

  static let fnmatch = #"""
    import re as _re

    def translate(pat):
        parts = []
        place = 0
        while place < len(pat):
            letter = pat[place]
            place += 1
            if letter == '*':
                if not parts or parts[-1] != '.*':
                    parts.append('.*')
            elif letter == '?':
                parts.append('.')
            elif letter == '[':
                end = place
                if end < len(pat) and pat[end] == '!':
                    end += 1
                if end < len(pat) and pat[end] == ']':
                    end += 1
                while end < len(pat) and pat[end] != ']':
                    end += 1
                if end >= len(pat):
                    parts.append('\\[')
                else:
                    items = pat[place:end].replace('\\', '\\\\')
                    place = end + 1
                    if items[0] == '!':
                        items = '^' + items[1:]
                    elif items[0] in '^[':
                        items = '\\' + items
                    parts.append(f'[{items}]')
            else:
                parts.append(_re.escape(letter))
        return f'(?s:{"".join(parts)})\\Z'

    def fnmatchcase(name, pat):
        return _re.compile(translate(pat)).match(name) is not None

    def fnmatch(name, pat):
        return fnmatchcase(name, pat)

    def filter(names, pat):
        pattern = _re.compile(translate(pat))
        return [name for name in names if pattern.match(name) is not None]
    """#
}
