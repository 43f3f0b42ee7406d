class M:
    def __init__(self, text):
        self.text = text
    def __matmul__(self, other):
        return M(f"({self.text} @ {other.text if isinstance(other, M) else other})")
    def __rmatmul__(self, other):
        return M(f"({other} @r {self.text})")
    def __repr__(self):
        return self.text
class N(M):
    def __imatmul__(self, other):
        self.text += f" @= {other}"
        return self
a, b = M("a"), M("b")
print(a @ b, a @ 2, 2 @ a, a @ b @ a, a @ (b @ a))  # expect: (a @ b) (a @ 2) (2 @r a) ((a @ b) @ a) (a @ (b @ a))
a @= b
print(a)  # expect: (a @ b)
n = same = N("n")
n @= b
print(n, n is same)  # expect: n @= b True
print([a @ b for a, b in [(a, n)]], (lambda x, y: x @ y)(b, b))  # expect: [((a @ b) @ n @= b)] (b @ b)
print(1 @ 2)
# error: TypeError: @
