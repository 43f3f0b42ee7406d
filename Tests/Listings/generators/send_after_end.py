def two():
    yield 1
t = two()
print(t.send(None))  # expect: 1
t.send(5)
# error: StopIteration
