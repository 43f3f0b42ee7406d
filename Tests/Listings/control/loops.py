for i in range(3):
    print(i)
else:
    print("done")
# expect: 0
# expect: 1
# expect: 2
# expect: done
for i in range(5):
    if i == 1:
        continue
    if i == 3:
        break
    print(i)
else:
    print("never")
# expect: 0
# expect: 2
n = 0
while n < 3:
    n += 1
    if n == 2:
        continue
    print("n", n)
else:
    print("while done", n)
# expect: n 1
# expect: n 3
# expect: while done 3
while True:
    n += 1
    if n > 5:
        break
else:
    print("never")
for i in range(3):
    for j in range(3):
        if j == 1:
            break
        if i == 1:
            continue
        print(i, j)
    else:
        print("never")
# expect: 0 0
# expect: 2 0
print(i, j)  # expect: 2 1
for x in []:
    pass
else:
    print("empty")
# expect: empty
def find(rows, wanted):
    for i, row in enumerate(rows):
        for j, x in enumerate(row):
            if x == wanted:
                return i, j
    return None
print(find([[1, 2], [3, 4]], 3), find([[1]], 9))  # expect: (1, 0) None
def nested():
    out = []
    for a in range(3):
        k = 0
        while True:
            k += 1
            if k == a + 2:
                break
            for c in "xyz":
                if c == "y":
                    break
                out.append((a, k, c))
            else:
                out.append("never")
            if a == 2:
                continue
        else:
            out.append("never")
    return out
print(nested())  # expect: [(0, 1, 'x'), (1, 1, 'x'), (1, 2, 'x'), (2, 1, 'x'), (2, 2, 'x'), (2, 3, 'x')]
for i in range(2):
    for j in range(2):
        continue
    else:
        print("inner ended", i)
        continue
    print("never")
# expect: inner ended 0
# expect: inner ended 1
for i in range(3):
    i = 10
print(i)  # expect: 10
items = [1, 2, 3, 4]
for item in items:
    if item == 2:
        items.remove(item)
print(items)  # expect: [1, 3, 4]
for i, (a, b) in enumerate(zip("ab", (1, 2))):
    print(i, a, b)
# expect: 0 a 1
# expect: 1 b 2
x = 10
while x: x -= 3 if x > 3 else x
print(x)  # expect: 0
if x: print("no")
elif x == 0: print("elif")
else: print("no")  # expect: elif
