/// `io`, in the listing language: streams in memory.
enum StreamListings {
  static let io = #"""
    SEEK_SET = 0
    SEEK_CUR = 1
    SEEK_END = 2
    DEFAULT_BUFFER_SIZE = 8192

    class UnsupportedOperation(OSError, ValueError):
        pass

    class IOBase:
        closed = False

        def _check(self):
            if self.closed:
                raise ValueError('I/O operation on closed file')

        def close(self):
            self.closed = True

        def __enter__(self):
            self._check()
            return self

        def __exit__(self, *error):
            self.close()

        def flush(self):
            self._check()

        def isatty(self):
            return False

        def readable(self):
            return True

        def writable(self):
            return True

        def seekable(self):
            return True

        def __iter__(self):
            self._check()
            return self

        def __next__(self):
            line = self.readline()
            if not line:
                raise StopIteration
            return line

        def readlines(self, hint=-1):
            lines = []
            count = 0
            for line in self:
                lines.append(line)
                count += len(line)
                if hint is not None and 0 < hint <= count:
                    break
            return lines

        def writelines(self, lines):
            for line in lines:
                self.write(line)

    class TextIOBase(IOBase):
        pass

    class StringIO(TextIOBase):
        encoding = None
        errors = None
        line_buffering = False

        def __init__(self, initial_value='', newline='\n'):
            if newline not in ('\n', '', None):
                refuse(f'io.StringIO: newline={newline!r} is not part of fwdb')
            self._newline = newline
            # The parts of the text. `_text` joins them.
            self._parts = []
            self._place = 0
            self._length = 0
            if initial_value:
                self.write(initial_value)
                self._place = 0

        def _text(self):
            if len(self._parts) > 1:
                self._parts = [''.join(self._parts)]
            return self._parts[0] if self._parts else ''

        def getvalue(self):
            self._check()
            return self._text()

        def write(self, s):
            self._check()
            if not isinstance(s, str):
                raise TypeError(f"string argument expected, got '{type(s).__name__}'")
            text = s
            if self._newline is None:
                text = text.replace('\r\n', '\n').replace('\r', '\n')
            if self._place == self._length:
                self._parts.append(text)
                self._length += len(text)
            else:
                old = self._text()
                if self._place > len(old):
                    old += '\0' * (self._place - len(old))
                new = old[:self._place] + text + old[self._place + len(text):]
                self._parts = [new]
                self._length = len(new)
            self._place += len(text)
            return len(s)

        def read(self, size=-1):
            self._check()
            text = self._text()
            end = len(text) if size is None or size < 0 else min(len(text), self._place + size)
            part = text[self._place:end]
            self._place = max(self._place, end)
            return part

        def readline(self, size=-1):
            self._check()
            text = self._text()
            end = text.find('\n', self._place) + 1
            if end == 0:
                end = len(text)
            if size is not None and size >= 0:
                end = min(end, self._place + size)
            part = text[self._place:end]
            self._place = max(self._place, end)
            return part

        def tell(self):
            self._check()
            return self._place

        def seek(self, pos, whence=0):
            self._check()
            if whence == 0:
                if pos < 0:
                    raise ValueError(f'Negative seek position {pos}')
                self._place = pos
            elif pos != 0:
                raise OSError("Can't do nonzero cur-relative seeks")
            elif whence == 2:
                self._place = self._length
            return self._place

        def truncate(self, pos=None):
            self._check()
            pos = self._place if pos is None else pos
            if pos < 0:
                raise ValueError(f'Negative size value {pos}')
            self._parts = [self._text()[:pos]]
            self._length = len(self._parts[0])
            return pos
    """#
}
