/// Python's `contextlib`, in the listing language.
enum ContextListing {
  static let text = #"""
    from abc import ABC as _ABC, abstractmethod as _abstractmethod
    from functools import wraps as _wraps

    class AbstractContextManager(_ABC):
        def __enter__(self):
            return self

        @classmethod
        def __subclasshook__(cls, C):
            if cls is AbstractContextManager:
                return hasattr(C, '__enter__') and hasattr(C, '__exit__') or NotImplemented
            return NotImplemented

        @_abstractmethod
        def __exit__(self, exc_type, exc_value, traceback):
            return None

        def __class_getitem__(cls, item):
            return cls

    class ContextDecorator:
        def _recreate_cm(self):
            return self

        def __call__(self, func):
            @_wraps(func)
            def inner(*args, **kwds):
                with self._recreate_cm():
                    return func(*args, **kwds)
            return inner

    class _GeneratorContextManager(ContextDecorator, AbstractContextManager):
        def __init__(self, func, args, kwds):
            self.gen = func(*args, **kwds)
            self.func, self.args, self.kwds = func, args, kwds

        def _recreate_cm(self):
            return self.__class__(self.func, self.args, self.kwds)

        def __enter__(self):
            self.args = self.kwds = self.func = None
            for item in self.gen:
                return item
            raise RuntimeError("generator didn't yield")

        def __exit__(self, kind, error, traceback):
            if kind is None:
                for item in self.gen:
                    raise RuntimeError("generator didn't stop")
                return False
            if error is None:
                error = kind()
            try:
                self.gen.throw(error)
            except StopIteration as stop:
                return stop is not error
            except RuntimeError as raised:
                if raised is error or isinstance(error, StopIteration) and raised.__cause__ is error:
                    return False
                raise
            except BaseException as raised:
                if raised is not error:
                    raise
                return False
            raise RuntimeError("generator didn't stop after throw()")

    def contextmanager(func):
        @_wraps(func)
        def helper(*args, **kwds):
            return _GeneratorContextManager(func, args, kwds)
        return helper

    class closing(AbstractContextManager):
        def __init__(self, thing):
            self.thing = thing

        def __enter__(self):
            return self.thing

        def __exit__(self, *exc_info):
            self.thing.close()

    class nullcontext(AbstractContextManager):
        def __init__(self, enter_result=None):
            self.enter_result = enter_result

        def __enter__(self):
            return self.enter_result

        def __exit__(self, *excinfo):
            pass

    class suppress(AbstractContextManager):
        def __init__(self, *exceptions):
            self._exceptions = exceptions

        def __enter__(self):
            pass

        def __exit__(self, exctype, excinst, exctb):
            return exctype is not None and issubclass(exctype, self._exceptions)

    class _RedirectStream(AbstractContextManager):
        def __init__(self, new_target):
            self._new_target = new_target
            self._old_targets = []

        def __enter__(self):
            import sys
            self._old_targets.append(getattr(sys, self._stream))
            setattr(sys, self._stream, self._new_target)
            return self._new_target

        def __exit__(self, exctype, excinst, exctb):
            import sys
            setattr(sys, self._stream, self._old_targets.pop())

    class redirect_stdout(_RedirectStream):
        _stream = 'stdout'

    class redirect_stderr(_RedirectStream):
        _stream = 'stderr'

    class ExitStack(AbstractContextManager):
        def __init__(self):
            self._exit_callbacks = []

        def enter_context(self, cm):
            if not hasattr(cm, '__enter__') or not hasattr(cm, '__exit__'):
                name = f'{type(cm).__module__}.{type(cm).__qualname__}'
                raise TypeError(f"'{name}' object does not support the context manager protocol")
            result = cm.__enter__()
            self._exit_callbacks.append(cm.__exit__)
            return result

        def push(self, exit):
            self._exit_callbacks.append(exit.__exit__ if hasattr(exit, '__exit__') else exit)
            return exit

        def callback(self, callback, /, *args, **kwds):
            def leave(kind, error, traceback):
                callback(*args, **kwds)
            self._exit_callbacks.append(leave)
            return callback

        def pop_all(self):
            moved = type(self)()
            moved._exit_callbacks = self._exit_callbacks
            self._exit_callbacks = []
            return moved

        def close(self):
            self.__exit__(None, None, None)

        def __exit__(self, kind, error, traceback):
            received = error is not None or kind is not None
            suppressed = pending = False
            while self._exit_callbacks:
                leave = self._exit_callbacks.pop()
                try:
                    if leave(kind, error, traceback):
                        suppressed, pending = True, False
                        kind = error = traceback = None
                except BaseException as raised:
                    kind, error, traceback, pending = type(raised), raised, None, True
            if pending:
                raise error
            return received and suppressed

    def _refused(name):
        def make(*values, **named):
            refuse(f'contextlib.{name} is not part of fwdb')
        return make

    asynccontextmanager = _refused('asynccontextmanager')
    aclosing = _refused('aclosing')
    AsyncExitStack = _refused('AsyncExitStack')
    chdir = _refused('chdir')
    """#
}
