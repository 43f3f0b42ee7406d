/// The part of `functools` that is written in the listing language.
enum FunctoolsListing {
  static let text = """
    class partial:
        def __new__(cls, func, /, *args, **keywords):
            if not callable(func):
                raise TypeError('the first argument must be callable')
            self = object.__new__(cls)
            if type(func) is partial:
                args = func.args + args
                keywords = {**func.keywords, **keywords}
                func = func.func
            self.func = func
            self.args = args
            self.keywords = keywords
            return self

        def __call__(self, /, *args, **keywords):
            return self.func(*self.args, *args, **{**self.keywords, **keywords})

        def __repr__(self):
            parts = [repr(self.func)] + [repr(value) for value in self.args]
            parts += [f'{name}={value!r}' for name, value in self.keywords.items()]
            return 'functools.partial(' + ', '.join(parts) + ')'

    wrapper_names = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__')

    def update_wrapper(wrapper, wrapped, assigned=None, updated=None):
        for name in wrapper_names if assigned is None else assigned:
            try:
                value = getattr(wrapped, name)
            except AttributeError:
                continue
            setattr(wrapper, name, value)
        for name in ('__dict__',) if updated is None else updated:
            getattr(wrapper, name).update(getattr(wrapped, name, {}))
        wrapper.__wrapped__ = wrapped
        return wrapper

    def wraps(wrapped, assigned=None, updated=None):
        def decorate(wrapper):
            return update_wrapper(wrapper, wrapped, assigned, updated)
        return decorate
    """
}
