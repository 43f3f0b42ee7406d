# `:=` in a comprehension binds its name in the scope that contains the comprehension.
def last(items):
    kept = [y for x in items if (y := x * 2) > 2]
    return kept, y


print(last([1, 2, 3]))
total = 0
print([total := total + x for x in [1, 2, 3]], total)


def found(items):
    if any((hit := x) > 2 for x in items):
        return hit
    return None


print(found([1, 2, 3, 4]))


def nested():
    rows = [[(cell := x + y) for x in [1, 2]] for y in [10, 20]]
    return rows, cell


print(nested())
while (n := total - 1) > 3:
    total = n
print(n)


def sends():
    echo = lambda: (yield 3)
    return list(echo())


print(sends())


class Base:
    name = "base"


bases = (Base,)


class Derived(*bases):
    pass


print(Derived.name)

# expect: ([4, 6], 6)
# expect: [1, 3, 6] 6
# expect: 3
# expect: ([[11, 12], [21, 22]], 22)
# expect: 3
# expect: [3]
# expect: base
