/// Python's `traceback`, in the listing language. `Tracebacks` reads the frames of a caught exception.
///
/// The texts are those of CPython 3.11. If CPython's text would show frames that fwdb does not have, such as those of
/// the framework's own Python files, a function that returns the text stops with an error. A text for stderr, which no
/// program reads, shows the listing's frames only.
enum TracebackListing {
  static let text = #"""
    import sys as _sys

    _given = object()

    def _error_of(exc, value):
        if value is not _given:
            return value
        if exc is None or isinstance(exc, BaseException):
            return exc
        raise TypeError(f'Exception expected for value, {type(exc).__name__} found')

    def format_exception_only(exc, /, value=_given):
        exc = _error_of(exc, value)
        if exc is None:
            return ['NoneType: None\n']
        kind = type(exc)
        if isinstance(exc, SyntaxError):
            refuse('traceback: the text of a SyntaxError is not part of fwdb')
        name = kind.__qualname__
        if kind.__module__ not in ('__main__', 'builtins'):
            name = f'{kind.__module__}.{name}'
        text = str(exc)
        lines = [f'{name}: {text}\n' if text else f'{name}\n']
        for note in getattr(exc, '__notes__', ()):
            lines += [line + '\n' for line in note.split('\n')]
        return lines

    def _frame_lines(exc, limit, is_strict):
        if limit is not None:
            refuse('traceback: limit is not part of fwdb')
        frames = traceback_frames(exc, is_strict)
        lines = []
        last, count = None, 0
        for path, line, name, text, marks in frames + [(None, None, None, None, None)]:
            if (path, line, name) != last:
                if count > 3:
                    more = count - 3
                    lines.append(f'  [Previous line repeated {more} more time{"s" if more > 1 else ""}]\n')
                last, count = (path, line, name), 0
            count += 1
            if path is None or count > 3:
                continue
            shown = f'  File "{path}", line {line}, in {name}\n'
            if text:
                shown += f'    {text}\n'
            lines.append(shown + (f'    {marks}\n' if marks else ''))
        return lines

    def _chain(exc, limit, chain, is_strict, has_frames=True):
        lines = []
        if chain and exc is not None:
            cause, context = exc.__cause__, exc.__context__
            if cause is not None:
                lines += _chain(cause, limit, chain, is_strict)
                lines.append('\nThe above exception was the direct cause of the following exception:\n\n')
            elif context is not None and not exc.__suppress_context__:
                lines += _chain(context, limit, chain, is_strict)
                lines.append('\nDuring handling of the above exception, another exception occurred:\n\n')
        frames = _frame_lines(exc, limit, is_strict) if has_frames and exc is not None else []
        if frames:
            lines += ['Traceback (most recent call last):\n'] + frames
        return lines + format_exception_only(exc)

    def _has_frames(exc, tb):
        if tb is _given:
            return True
        if tb is not None and not is_traceback_of(tb, exc):
            refuse('traceback: a traceback of another exception is not part of fwdb')
        return tb is not None

    def format_exception(exc, /, value=_given, tb=_given, limit=None, chain=True):
        error = _error_of(exc, value)
        return _chain(error, limit, chain, True, _has_frames(error, tb))

    def format_exc(limit=None, chain=True):
        return ''.join(_chain(handled_error(), limit, chain, True))

    def format_tb(tb, limit=None):
        return [] if tb is None else _frame_lines(exception_of(tb), limit, True)

    def _print(make, file):
        is_strict = file is not None and file is not _sys.stderr
        (file or _sys.stderr).write(''.join(make(is_strict)))

    def print_exception(exc, /, value=_given, tb=_given, limit=None, file=None, chain=True):
        error = _error_of(exc, value)
        has_frames = _has_frames(error, tb)
        _print(lambda is_strict: _chain(error, limit, chain, is_strict, has_frames), file)

    def print_exc(limit=None, file=None, chain=True):
        error = handled_error()
        _print(lambda is_strict: _chain(error, limit, chain, is_strict), file)

    def print_tb(tb, limit=None, file=None):
        if tb is not None:
            _print(lambda is_strict: _frame_lines(exception_of(tb), limit, is_strict), file)

    def _refused(name):
        def call(*values, **named):
            refuse(f'traceback.{name} is not part of fwdb')
        return call

    print_stack = _refused('print_stack')
    format_stack = _refused('format_stack')
    extract_stack = _refused('extract_stack')
    extract_tb = _refused('extract_tb')
    format_list = _refused('format_list')
    print_list = _refused('print_list')
    print_last = _refused('print_last')
    walk_tb = _refused('walk_tb')
    walk_stack = _refused('walk_stack')
    """#
}
