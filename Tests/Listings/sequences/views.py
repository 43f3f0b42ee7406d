d = {'a': 1, 'b': 2}
keys, values, items = d.keys(), d.values(), d.items()
print(keys, values, items)  # expect: dict_keys(['a', 'b']) dict_values([1, 2]) dict_items([('a', 1), ('b', 2)])
print(len(keys), 'a' in keys, 3 in values, ('b', 2) in items, ('b', 3) in items)  # expect: 2 True False True False
d['c'] = 3
print(list(keys), list(values), list(items), len(items))
# expect: ['a', 'b', 'c'] [1, 2, 3] [('a', 1), ('b', 2), ('c', 3)] 3
for key, value in d.items():
    print(key, value)
# expect: a 1
# expect: b 2
# expect: c 3
print(sorted(values, reverse=True), max(keys), sum(values), dict(items), [*keys])
# expect: [3, 2, 1] c 6 {'a': 1, 'b': 2, 'c': 3} ['a', 'b', 'c']
print(keys == {'c': 0, 'b': 0, 'a': 0}.keys(), list(values) == [1, 2, 3])  # expect: True True
print(bool({}.keys()), bool(keys), list({}.items()), type(keys).__name__, type(items).__name__)
# expect: False True [] dict_keys dict_items
first, *rest = items
print(first, rest, f'{keys}', str({}.values()))
# expect: ('a', 1) [('b', 2), ('c', 3)] dict_keys(['a', 'b', 'c']) dict_values([])
print(list(zip(d, d.values())), list(reversed([*keys])), next(iter(values)))
# expect: [('a', 1), ('b', 2), ('c', 3)] ['c', 'b', 'a'] 1
e = {k: v for k, v in zip(keys, map(str, values))}
print(e, isinstance(keys, list), list(d) == list(keys))  # expect: {'a': '1', 'b': '2', 'c': '3'} False True
e.update([('a', 0)], z=9)
print(e)  # expect: {'a': 0, 'b': '2', 'c': '3', 'z': 9}
e.update((k, 1) for k in 'xy')
print(e)  # expect: {'a': 0, 'b': '2', 'c': '3', 'z': 9, 'x': 1, 'y': 1}
for key in d.keys():
    d[key + key] = 0  # error: RuntimeError: changed size
