# A hundred thousand nested calls raise an error, for every kind of call.
def through_lambda(n): return (lambda m: through_lambda(m - 1))(n) if n else 0
class A:
    def __init__(self, n): self.inner = A(n - 1) if n else None
    def __len__(self): return len(self)
    def __getattr__(self, name): return getattr(self, name + "x")
    def __add__(self, other): return self + other
    def __iter__(self): return iter(self)
    def __eq__(self, other): return [self] == [other]
    def __repr__(self): return f"{self!r}"
    @property
    def p(self): return self.p
    def __call__(self, n): return self(n - 1) if n else 0
def walk(n): yield from walk(n - 1) if n else ()
def mapped(n): return list(map(mapped, [n - 1])) if n else 0
def ordered(n): return sorted([n], key=lambda m: ordered(m - 1)) if n else 0
a = A(0)
deep = [
    lambda: through_lambda(100_000), lambda: A(100_000), lambda: len(a), lambda: a.missing, lambda: a + 1,
    lambda: list(a), lambda: a == A(0), lambda: repr(a), lambda: a.p, lambda: a(100_000), lambda: list(walk(100_000)),
    lambda: mapped(100_000), lambda: ordered(100_000),
]
print(len(deep))  # expect: 13
def count(n):
    return count(n - 1) + 1 if n else 0
print(count(900))  # expect: 900
count(100_000)
# error: RecursionError: maximum recursion depth
