a = [3, 1, 2]
a.append(4)
a.extend((5, 6))
a.insert(0, 0)
a.insert(100, 7)
a.insert(-1, "m")
print(a, len(a))  # expect: [0, 3, 1, 2, 4, 5, 6, 'm', 7] 9
print(a.pop(), a.pop(0), a.pop(-2), a)  # expect: 7 0 6 [3, 1, 2, 4, 5, 'm']
a.remove("m") if "m" in a else None
print(a, a.index(2), a.count(1))  # expect: [3, 1, 2, 4, 5] 2 1
a.reverse()
print(a)  # expect: [5, 4, 2, 1, 3]
a.sort()
print(a)  # expect: [1, 2, 3, 4, 5]
a.sort(reverse=True)
print(a)  # expect: [5, 4, 3, 2, 1]
a.sort(key=lambda x: x % 3)
print(a)  # expect: [3, 4, 1, 5, 2]
b = a.copy()
b.clear()
print(a, b, [1] + [2], [0] * 3, [1, 2] * 2, 2 * [1], [[]] * 2)
# expect: [3, 4, 1, 5, 2] [] [1, 2] [0, 0, 0] [1, 2, 1, 2] [1, 1] [[], []]
rows = [[0] * 2] * 2
rows[0][0] = 1
print(rows)  # expect: [[1, 0], [1, 0]]
c = a
c += [100]
print(a is c, a[-1])  # expect: True 100
c = c + [200]
print(a is c, a[-1], c[-1])  # expect: False 100 200
a *= 2
print(a)  # expect: [3, 4, 1, 5, 2, 100, 3, 4, 1, 5, 2, 100]
print([1, 2, 3].index(3), [] or "empty", [*a[:2], *"xy"], [1, *[], 2], list((1, 2)), list({1: 2}), list("ab"))
# expect: 2 empty [3, 4, 'x', 'y'] [1, 2] [1, 2] [1] ['a', 'b']
print([1, 2, 2, 3].index(2), [1, 2, 2, 3].index(2, 2), 2 in a)  # expect: 1 2 True
x = [1, 2, 3]
for i in x:
    if i == 1:
        x.append(9)
print(x)  # expect: [1, 2, 3, 9]
print([[1, 2], [3]][0][1], [1, 2, 3][-2], [(i, j) for i, j in [(1, 2)]])  # expect: 2 2 [(1, 2)]
a = [1, 2]
a += (3,)
a += "x"
print(a)  # expect: [1, 2, 3, 'x']
