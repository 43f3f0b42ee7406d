from collections import *
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
c = Counter('abracadabra')
print(c, c.most_common(2), c['zz'], c.total(), sorted(c.elements()), list(Counter(a=2, b=0, c=-1).elements()))
d = Counter(a=3, b=1, z=2)
print(c + d, c - d, c | d, c & d, +Counter(a=-1, b=2), -Counter(a=-1, b=2))
c += d; print(c); c -= d; print(c); c |= d; print(c); c &= d; print(c)
c.subtract('aab'); print(c); c.update(a=10); print(c); del c['nope']; print(c.copy() == c, type(c.copy()))
print(Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2), Counter(a=1) < Counter(a=1), Counter() == {}, Counter(a=1) == {'a': 1})
attempt(lambda: Counter.fromkeys('ab')); attempt(lambda: {Counter(): 1}); attempt(lambda: Counter(3))
print(Counter(), Counter({'a': 1.5}), isinstance(c, dict), dict(c), sum(c.values()))
dd = defaultdict(list, {'x': [1]}, y=[2])
dd['z'].append(3)
print(dd, dd['x'], dd.get('q'), 'q' in dd, dd.default_factory, dd.copy(), dd == {'x': [1], 'y': [2], 'z': [3]})
attempt(lambda: defaultdict(3)); attempt(lambda: defaultdict(None)['a'])
class DD(defaultdict):
    def __missing__(self, k):
        return k * 2
print(DD()['ab'], DD(int, a=1))
nested = defaultdict(lambda: defaultdict(int)); nested['a']['b'] += 2; print(nested['a'], len(nested))
print(defaultdict(int, a=1) | {'b': 2}, {'b': 2} | defaultdict(int, a=1))
q = deque([1,2,3,4], maxlen=3)
q.append(5); q.appendleft(0); print(q, q.maxlen); q.rotate(1); print(q); q.rotate(-2); print(q)
attempt(lambda: q.insert(0, 1)); attempt(lambda: deque([]).pop()); attempt(lambda: q[7]); attempt(lambda: q.remove(99)); attempt(lambda: q.index(99)); attempt(lambda: deque([], -1))
q.extend([7,8]); q.extendleft([9]); print(q, list(reversed(q)), q.count(7), 7 in q, q.index(7), q == deque(q), deque([1]) < deque([2]), deque([1]) + deque([2]), deque([1]) * 3)
def setmax(): q.maxlen = 3
attempt(setmax)
m = ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(m['a'], m['b'], list(m), len(m), m, m.new_child({'c': 1}), m.parents, dict(m), m.get('zz', 4), 'b' in m)
m['b'] = 9; print(m.maps); attempt(lambda: m['nope'])
def delit(): del m['zzz']
attempt(delit); attempt(lambda: m.pop('zz'))
P = namedtuple('P', 'x y z', defaults=[1, 2])
p = P(5)
print(p, p._replace(y=9), p._asdict(), P._fields, P._field_defaults, P._make([1,2,3]), p[0], p + (1,), P.__doc__)
attempt(lambda: P()); attempt(lambda: P(1,2,3,4)); attempt(lambda: p._replace(q=1)); attempt(lambda: namedtuple('Q', 'a a')); attempt(lambda: namedtuple('Q', 'a def')); attempt(lambda: namedtuple('Q', '_a')); attempt(lambda: namedtuple('Q', ['a','b'], defaults=[1,2,3])); attempt(lambda: P(1, x=3)); attempt(lambda: P(1, w=3))
print(namedtuple('Q', 'a def _b a', rename=True)._fields)
def setx(): p.x = 3
attempt(setx)
o = OrderedDict(a=1, b=2, c=3); o.move_to_end('a'); print(o, list(o), o.popitem(last=False), o.popitem()); o.move_to_end('c', last=False); print(o)
attempt(lambda: o.move_to_end('zz'))
print(OrderedDict(a=1,b=2) == OrderedDict(b=2,a=1), OrderedDict(a=1,b=2) == dict(b=2,a=1), list(reversed(OrderedDict(a=1,b=2))))
