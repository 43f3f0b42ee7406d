assert True
assert 1 < 2, "never shown"
def explode():
    return 1 / 0
assert True, explode()
x = 3
assert x == 4, f"x is {x}"
# error: AssertionError: x is 3
