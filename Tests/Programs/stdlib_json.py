import json
def t(f):
    try: print(f())
    except json.JSONDecodeError as e: print('JDE', e, e.msg, e.pos, e.lineno, e.colno)
    except Exception as e: print(type(e).__name__, e)
for s in ['1', '-1.5e3', '"a\\nb\\u00e9\\ud83d\\ude00"', '[1, 2, [3]]', '{"a": {"b": [null, true, false]}}', '', ' ', '[1,]', '{"a":1,}', '{a:1}', '[1 2]', '{"a" 1}', '"abc', '"a\nb"', '"\\q"', '"\\u12"', '01', '-', '1.', 'nul', 'NaN', '-Infinity', '[', '{', '{"a":', '{"a":1', '[1', '1 2', '\n\n x', '"\\', '{"a":1,"a":2}', '  [ ]  ', '{ }', '1e5', '1E-2', '123456789012', '"\t"', "'a'", '[1,\n2,\n x]', '"\\ud83d"' if 0 else '"x"', '{"a": [1, {"b": "c"}]}', '[[[[]]]]', '\ufeff1', '-0', '-0.0', '{1: 2}', '{"a":1 "b":2}', 'tru', '[1}', '1.5.2']:
    t(lambda: repr(json.loads(s)))
obs = [None, True, 1, 1.5, 'a"b\\c\n\té\u2028\x7f\U0001f600', [], {}, [1, [2, [3]]], {'b': 1, 'a': [1, 2, {'c': None}]}, (1, 2), {1: 'a', 2.5: 'b', None: 'c', True: 'd'}, float('nan'), float('inf'), 1e16, 1e-7, 1e22, [[], {}, [[]]], {'a': {}}, 'x' * 3]
for o in obs:
    for kw in [{}, {'indent': 2}, {'indent': 0}, {'indent': '\t'}, {'separators': (',', ':')}, {'ensure_ascii': False}, {'indent': 1, 'separators': (', ', '=')}, {'allow_nan': False}, {'skipkeys': True}]:
        t(lambda: json.dumps(o, **kw))
t(lambda: json.dumps({'b': 1, 'a': 2, 'c': {'z': 1, 'y': 2}}, sort_keys=True))
t(lambda: json.dumps({1, 2}))
t(lambda: json.dumps({(1, 2): 3})); t(lambda: json.dumps({(1, 2): 3, 'a': 1}, skipkeys=True))
t(lambda: json.dumps({'a': object}, default=str)); t(lambda: json.dumps([{1}], default=list))
a = []; a.append(a); t(lambda: json.dumps(a))
class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex if 0 else set): return sorted(o)
        return super().default(o)
t(lambda: json.dumps({'s': {3, 1, 2}}, cls=E)); t(lambda: E(indent=1).encode([{1}])); t(lambda: json.dumps([E], cls=E))
t(lambda: json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())))
t(lambda: json.loads('{"a": {"b": 1}, "a": 3}', object_pairs_hook=list))
t(lambda: json.loads('[1, 2.5, NaN]', parse_int=str, parse_float=str, parse_constant=str)); t(lambda: json.loads('[1, -Infinity, "x", true]', parse_int=float))
t(lambda: json.JSONDecoder().raw_decode('[1] x')); t(lambda: json.loads('"a\tb"', strict=False)); t(lambda: json.loads(3))
