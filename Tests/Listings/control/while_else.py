def search(n, wanted):
    while n > 0:
        if n == wanted:
            found = "found"
            break
        n -= 1
    else:
        found = "ended"
    return found, n
print(search(3, 2), search(3, 9), search(0, 0))  # expect: ('found', 2) ('ended', 0) ('ended', 0)
def outer():
    log = []
    for i in range(3):
        j = 0
        while j < 3:
            j += 1
            if j == 2: continue
            if i == 1: break
            log.append((i, j))
        else:
            log.append(("else", i))
            if i == 2: break
        log.append(("after", i))
    else:
        log.append("never")
    return log
print(outer())  # expect: [(0, 1), (0, 3), ('else', 0), ('after', 0), ('after', 1), (2, 1), (2, 3), ('else', 2)]
def returns():
    for i in range(3):
        while True:
            return i
        else:
            return "never"
    else:
        return "never"
print(returns())  # expect: 0
n = 3
while n:
    n -= 1
    try_again = n
else:
    print("left", n, try_again)
# expect: left 0 0
print(n)  # expect: 0
