class A:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __repr__(self): return f'A{self.v}'
xs = [A(3), A(1), A(2)]
print(sorted(xs), max(xs), min(xs), sorted(xs, reverse=True))
xs.sort(); print(xs)
