# `__exit__` receives the error. If `__exit__` returns a true value, the error is suppressed.
from contextlib import contextmanager, suppress, nullcontext, closing


class CM:
    def __init__(self, name, swallow):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind.__name__ if kind else None, value)
        return self.swallow


def nested():
    with CM("a", True) as a, CM("b", False):
        raise ValueError(a.name)
    return "after"


print(nested())


def loop():
    for i in range(4):
        with CM(i, i == 1):
            if i == 0:
                continue
            if i == 1:
                raise KeyError(i)
            if i == 3:
                return i


print(loop())


@contextmanager
def manager(catches):
    print("begin")
    try:
        yield 5
    except catches as e:
        print("caught in generator", repr(e))
    finally:
        print("end")


with manager(KeyError) as v:
    raise KeyError("q")
try:
    with manager(KeyError):
        raise ValueError("other")
except ValueError as e:
    print("outside", e)
with suppress(KeyError, IndexError):
    {}["z"]
try:
    with suppress(KeyError):
        [][0]
except IndexError as e:
    print(e)
with nullcontext(3) as three:
    print(three)


class Thing:
    def close(self):
        print("closed")


try:
    with closing(Thing()):
        raise ValueError("in closing")
except ValueError as e:
    print(e)


class Failing:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        raise RuntimeError("in exit")


try:
    with Failing():
        raise ValueError("first")
except RuntimeError as e:
    print(e, repr(e.__context__))


@contextmanager
def empty():
    if False:
        yield


try:
    with empty():
        pass
except RuntimeError as e:
    print(e)

# The expected output is from CPython 3.11.
# expect: exit b ValueError a
# expect: exit a ValueError a
# expect: after
# expect: exit 0 None None
# expect: exit 1 KeyError 1
# expect: exit 2 None None
# expect: exit 3 None None
# expect: 3
# expect: begin
# expect: caught in generator KeyError('q')
# expect: end
# expect: begin
# expect: end
# expect: outside other
# expect: list index out of range
# expect: 3
# expect: closed
# expect: in closing
# expect: in exit ValueError('first')
# expect: generator didn't yield
