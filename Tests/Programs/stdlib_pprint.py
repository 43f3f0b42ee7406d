import pprint
import io
obs = [1, [1, 2], list(range(40)), {'a': 1, 'b': list(range(30))}, {'z': {'y': {'x': list(range(25))}}, 'a': 'text ' * 30}, ('a' * 50, 'b' * 50), ['word ' * 10, 'x'], {i: i * i for i in range(30)}, 'hello world ' * 10, ('single' * 20,), [[], {}, ()], {'k' * 30: 'v' * 60, 'j': None}, {'b': 1, 'a': {'d': 2, 'c': 3}}, [{'name': 'n%d' % i, 'value': [i] * 10} for i in range(4)], {1, 2, 3}, set(range(40)), 'line1\nline2\n' * 8, {(1, 2): 'x', (0, 1): 'y'}]
for o in obs:
    for kw in [{}, {'width': 40}, {'indent': 4}, {'compact': True}, {'depth': 1}, {'depth': 2}, {'sort_dicts': False}, {'width': 20, 'compact': True}]:
        print(pprint.pformat(o, **kw))
pprint.pprint({'b': 1, 'a': 2}); pprint.pp({'b': 1, 'a': 2}); pprint.PrettyPrinter(width=10).pprint([1, 2, 3, 4, 5]); s = io.StringIO(); pprint.pprint([1], stream=s); print(repr(s.getvalue()))
