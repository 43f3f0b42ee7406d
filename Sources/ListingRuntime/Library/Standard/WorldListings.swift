/// fwdb's versions of `os`, `sys`, `time` and `packaging`. Their results are the same on every computer: the
/// environment is empty, the only device is the CPU, and the clock counts instructions.
enum WorldListings {
  /// The torch version that fwdb's results are tested against.
  static let torchVersion = "2.13.0"

  /// The class of `torch.__version__`: a string that compares as a version.
  static let torchVersionText = """
    class TorchVersion(str):
        def _compared(self, other, method):
            from packaging.version import InvalidVersion, Version
            given = other
            if isinstance(given, (tuple, list)):
                given = '.'.join([str(part) for part in given])
            try:
                return getattr(Version(str(self)), method)(given if isinstance(given, Version) else Version(given))
            except InvalidVersion:
                return getattr(str, method)(self, other)

        def __hash__(self):
            return hash(str(self))

        def __eq__(self, other):
            return self._compared(other, '__eq__')

        def __lt__(self, other):
            return self._compared(other, '__lt__')

        def __le__(self, other):
            return self._compared(other, '__le__')

        def __gt__(self, other):
            return self._compared(other, '__gt__')

        def __ge__(self, other):
            return self._compared(other, '__ge__')

    torch_version = TorchVersion('\(torchVersion)')
    """

  static let os = """
    import os.path as path

    environ = {}
    sep = '/'
    linesep = '\\n'
    pathsep = ':'
    curdir = '.'
    pardir = '..'
    extsep = '.'
    name = 'posix'
    devnull = '/dev/null'

    def getenv(key, default=None):
        return environ.get(key, default)

    def cpu_count():
        return 1

    def fspath(path):
        if isinstance(path, str):
            return path
        return path.__fspath__()
    """

  static let sys = """
    from collections import namedtuple as _namedtuple

    argv = script_arguments()
    platform = 'linux'
    byteorder = 'little'
    maxsize = 9223372036854775807
    version = '3.11.0 (fwdb)'
    version_info = _namedtuple('version_info', 'major minor micro releaselevel serial')(3, 11, 0, 'final', 0)
    float_info = _namedtuple('float_info', 'max min epsilon dig mant_dig')(
        1.7976931348623157e+308, 2.2250738585072014e-308, 2.220446049250313e-16, 15, 53)
    flags = _namedtuple('flags', 'optimize debug')(0, 0)
    path = ['']

    class _Modules:
        def __getitem__(self, name):
            module = loaded_module(name)
            if module is None:
                raise KeyError(name)
            return module

        def get(self, name, default=None):
            module = loaded_module(name)
            return default if module is None else module

        def __contains__(self, name):
            return loaded_module(name) is not None

        def __setitem__(self, name, module):
            refuse('fwdb does not change sys.modules')

        def __delitem__(self, name):
            refuse('fwdb does not change sys.modules')

    modules = _Modules()

    class _Stream:
        def __init__(self, name):
            self.name = name

        def write(self, text):
            return write_text(self.name, text)

        def flush(self):
            pass

        def isatty(self):
            return False

    stdout = _Stream('<stdout>')
    stderr = _Stream('<stderr>')

    def exc_info():
        error = handled_error()
        return (None, None, None) if error is None else (type(error), error, error.__traceback__)

    def exit(status=None):
        exit_script(status)

    def getrecursionlimit():
        return 1000

    def getdefaultencoding():
        return 'utf-8'
    """

  /// The module `time`. Its clock advances one microsecond for each instruction of the pass, so every run has the same
  /// times.
  static let time = """
    def time():
        return machine_seconds()

    def perf_counter():
        return machine_seconds()

    def monotonic():
        return machine_seconds()

    def process_time():
        return machine_seconds()

    def time_ns():
        return int(machine_seconds() * 1000000000)

    def perf_counter_ns():
        return int(machine_seconds() * 1000000000)

    def sleep(seconds):
        pass
    """

  static let versions = """
    class InvalidVersion(ValueError):
        pass

    def parse(version):
        return Version(version)

    class Version:
        def __init__(self, version):
            text = str(version).strip().lower()
            if text.startswith('v'):
                text = text[1:]
            self._text = text
            public, _, self.local = text.partition('+')
            self.public = public
            self.release, tail = _release(public)
            self.pre, self.post, self.dev = _suffix(tail, version)
            self.major = self.release[0]
            self.minor = self.release[1] if len(self.release) > 1 else 0
            self.micro = self.release[2] if len(self.release) > 2 else 0
            self.base_version = '.'.join([str(number) for number in self.release])
            self.local = self.local or None
            self.is_prerelease = self.pre is not None or self.dev is not None
            self.is_devrelease = self.dev is not None
            self.is_postrelease = self.post is not None
            release = list(self.release)
            while len(release) > 1 and release[-1] == 0:
                release.pop()
            before = self.pre is None and self.post is None and self.dev is not None
            pre = ('', 0) if before else ('~', 0) if self.pre is None else self.pre
            local = [] if self.local is None else [(1, int(part), '') if part.isdigit() else (0, 0, part)
                                                   for part in self.local.replace('-', '.').split('.')]
            self._key = (
                tuple(release), pre, -1 if self.post is None else self.post,
                float('inf') if self.dev is None else self.dev, self.local is not None, tuple(local))

        def __str__(self):
            return self._text

        def __repr__(self):
            return f"<Version('{self._text}')>"

        def __hash__(self):
            return hash(self._key)

        def __eq__(self, other):
            return self._key == other._key if isinstance(other, Version) else NotImplemented

        def __lt__(self, other):
            return self._key < other._key if isinstance(other, Version) else NotImplemented

        def __le__(self, other):
            return self._key <= other._key if isinstance(other, Version) else NotImplemented

        def __gt__(self, other):
            return self._key > other._key if isinstance(other, Version) else NotImplemented

        def __ge__(self, other):
            return self._key >= other._key if isinstance(other, Version) else NotImplemented

    def _release(text):
        numbers = []
        while text and text[0].isdigit():
            end = 0
            while end < len(text) and text[end].isdigit():
                end += 1
            numbers.append(int(text[:end]))
            text = text[end:]
            if len(text) > 1 and text[0] == '.' and text[1].isdigit():
                text = text[1:]
            else:
                break
        return tuple(numbers), text

    def _suffix(tail, version):
        pre = post = dev = None
        if _release(str(version).strip().lower().lstrip('v'))[0] == ():
            raise InvalidVersion(f"Invalid version: '{version}'")
        while tail:
            tail = tail.lstrip('.-_')
            word = ''
            while tail and tail[0].isalpha():
                word += tail[0]
                tail = tail[1:]
            tail = tail.lstrip('.-_')
            digits = ''
            while tail and tail[0].isdigit():
                digits += tail[0]
                tail = tail[1:]
            number = int(digits or '0')
            if word in ('a', 'alpha'):
                pre = ('a', number)
            elif word in ('b', 'beta'):
                pre = ('b', number)
            elif word in ('rc', 'c', 'pre', 'preview'):
                pre = ('rc', number)
            elif word in ('post', 'rev', 'r'):
                post = number
            elif word == 'dev':
                dev = number
            else:
                raise InvalidVersion(f"Invalid version: '{version}'")
        return pre, post, dev
    """
}
