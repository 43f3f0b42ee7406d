from dataclasses import dataclass

class Color:
    RED = "red colour"
    BLUE = 9.5
@dataclass
class Point:
    x: int
    y: int
def m(v):
    match v:
        case None: return 'none'
        case True: return 'true'
        case 0 | 1: return 'small'
        case int(n) if n > 100: return f'big {n}'
        case int(): return 'int'
        case float(f): return f'float {f}'
        case "a" | "b" as s: return f'letter {s}'
        case str(): return 'str'
        case Color.RED: return 'red'
        case []: return 'empty'
        case [x]: return f'one {x}'
        case [x, *rest] if rest == [2]: return f'two {x}'
        case (1, (2, y)): return f'nested {y}'
        case [first, *_, last]: return f'{first}..{last}'
        case {'kind': 'p', 'v': v2, **rest}: return f'dict {v2} {rest}'
        case {}: return 'anydict'
        case Point(x=0, y=y): return f'on y {y}'
        case Point(x, y): return f'pt {x} {y}'
        case _: return 'other'
for v in [None, True, 0, 1, 50, 500, 2.5, 'a', 'zzz', [], [7], [5, 2], (1, (2, 3)), [1, 2, 3, 4], {'kind': 'p', 'v': 3, 'w': 4}, {'z': 1}, Point(0, 5), Point(2, 3), {1}]:
    print(m(v))
print(m("red colour"))
class Pair:
    __match_args__ = ("left", "right")
    def __init__(self, left, right):
        self.left, self.right = left, right
def walk(tree):
    total = 0
    for item in tree:
        match item:
            case Pair(left=0):
                continue
            case Pair(a, Pair(b, c)) if a == b:
                total += c
            case Pair(int(a) | float(a), (1 | 2) as b):
                total += 100 * b
            case {"stop": True, **others} if len(others) == 1:
                print(others)
                break
            case -1 | 2.5:
                total -= 1
            case [[x, *_], y]:
                total += x + y
            case _:
                total += 1000
    return total
print(walk([Pair(0, 1), Pair(1, Pair(1, 5)), Pair(2.5, 2), -1, ([7, 8], 3), "ab", {"stop": True, "n": 1}, -1]))
def returns(x):
    for i in [1, 2]:
        try:
            match x, i:
                case [a, 2]:
                    return a, i
                case 1, _:
                    raise ValueError("one")
        except ValueError as e:
            print(e)
        finally:
            print("end", i)
print(returns(1))
try:
    match Pair(1, 2):
        case Pair(a, b, c):
            pass
except TypeError as e:
    print(e)
match = {"case": 1}
print(match["case"])

# The expected output is from CPython 3.11.
# expect: none
# expect: true
# expect: small
# expect: small
# expect: int
# expect: big 500
# expect: float 2.5
# expect: letter a
# expect: str
# expect: empty
# expect: one 7
# expect: two 5
# expect: nested 3
# expect: 1..4
# expect: dict 3 {'w': 4}
# expect: anydict
# expect: on y 5
# expect: pt 2 3
# expect: other
# expect: str
# expect: {'n': 1}
# expect: 1214
# expect: one
# expect: end 1
# expect: end 2
# expect: (1, 2)
# expect: Pair() accepts 2 positional sub-patterns (3 given)
# expect: 1
