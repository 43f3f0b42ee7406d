d = {"a": 1}
for key in list(d):
    d[key + "x"] = 1
print(d)  # expect: {'a': 1, 'ax': 1}
for key in d:
    d[key + "y"] = 1
# error: RuntimeError: changed size
