base = 10
class A:
    sizes = [1, 2, 3]
    doubled = [s * 2 for s in sizes]
    table = {s: s + base for s in sizes}
    first = [s for s in sizes if s < 3][0]
    n = 2
    def method(self):
        return [s * n for s in self.sizes for n in (self.n,)]
print(A.doubled, A.table, A.first, A().method(), hasattr(A, "s"))
# expect: [2, 4, 6] {1: 11, 2: 12, 3: 13} 1 [2, 4, 6] False
