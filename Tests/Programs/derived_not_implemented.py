class D(dict):
    def __eq__(s, o): return NotImplemented
    def __lt__(s, o): return NotImplemented
class L(list):
    def __eq__(s, o): return NotImplemented
    def __add__(s, o): return NotImplemented
class I(int):
    def __eq__(s, o): return NotImplemented
    def __lt__(s, o): return NotImplemented
    def __add__(s, o): return NotImplemented
    __hash__ = int.__hash__
print(D() == {}, {} == D(), D() == 3, D(a=1) != {}, D() == D(), L() == [], [] == L(), L() == L([1]), I(3) == 3, 3 == I(3), I(3) < 4, I(3) == I(3))
try: print(L() + [1])
except TypeError as e: print(e)
try: print(I(2) + 1)
except TypeError as e: print(e)
try: print(D() < {})
except TypeError as e: print(e)
print([D()] == [{}], [I(3)] == [3], (I(3),) == (3,), {1: D()} == {1: {}}, I(3) in [3], 3 in [I(3)])
