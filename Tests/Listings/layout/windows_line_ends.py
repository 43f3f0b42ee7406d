# The lines of this file end with CR LF, as on Windows.
def f(x):
    if x:

        return """a
b"""
    # comment
    return [
        1,
    ]
print(f(0), len(f(1)), f(1).split("\n"))  # expect: [1] 3 ['a', 'b']
y = 1 + \
    2
print(y)  # expect: 3
