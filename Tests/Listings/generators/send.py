def running_mean():
    total, count, mean = 0, 0, None
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total / count
m = running_mean()
print(next(m), m.send(4), m.send(8), m.send(0))  # expect: None 4.0 6.0 4.0
def echo():
    got = []
    while len(got) < 2:
        got.append((yield len(got)))
    yield got
e = echo()
print(e.send(None), e.send("a"), next(e), next(e, "end"))  # expect: 0 1 ['a', None] end
e.close()
print(list(e), next(e, "closed"))  # expect: [] closed
def one():
    x = yield 1
    print("got", x)
    try:
        yield 2
    finally:
        pass
o = one()
for i in o:
    if i == 1:
        print(o.send("sent"))
# expect: got sent
# expect: 2
fresh = one()
print(type(fresh).__name__)  # expect: generator
fresh.send(3)
# error: TypeError
