def f(**named):
    return named
print(f(**{"a": 1}, **{"b": 2}, c=3), {**{"a": 1}, **{"a": 2}})  # expect: {'a': 1, 'b': 2, 'c': 3} {'a': 2}
f(**{"a": 1}, **{"a": 2})
# error: TypeError: f() got multiple values for keyword argument 'a'
