import functools
import itertools
import operator
from collections import deque
from itertools import chain, groupby, islice
from operator import itemgetter, mul

print(list(chain([1, 2], 'ab')), list(chain.from_iterable([[1], [2, 3]])))
c = chain([1], [2])
print(next(c), next(c), next(c, 'end'))
print(list(itertools.accumulate([1, 2, 3])), list(itertools.accumulate([1, 2, 3], mul, initial=10)))
print(list(itertools.combinations('abcd', 2)))
print(list(itertools.combinations_with_replacement('ab', 2)))
print(list(itertools.permutations([1, 2, 3], 2)))
print(list(itertools.product('ab', [1, 2])), list(itertools.product([0, 1], repeat=2)), list(itertools.product()))
print(list(islice(itertools.count(5, 2), 3)), list(islice('abcdefg', 1, None, 3)), list(islice('abc', 0)))
print(list(islice(itertools.cycle('ab'), 5)), list(itertools.repeat(0, 3)))
print(list(itertools.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(itertools.dropwhile(lambda x: x < 3, [1, 2, 3, 1])))
print([(k, list(g)) for k, g in groupby([1, 1, 2, 0, 0, 1])])
print([(k, len(list(g))) for k, g in groupby('aAbBB', key=str.lower)])
print([k for k, _ in groupby('aabbc')])
print(list(itertools.zip_longest('abc', [1], fillvalue='-')), list(itertools.pairwise('abcd')))
print(list(itertools.starmap(pow, [(2, 3), (3, 2)])), list(itertools.filterfalse(None, [0, 1, '', 2])))
print(list(itertools.compress('abcd', [1, 0, 1, 0])))
a, b = itertools.tee([1, 2, 3])
print(next(a), list(b), list(a))
it = iter(range(5))
print(list(islice(it, 2)), list(it))
print(operator.add(1, 2), operator.mul(3, 4), itemgetter(1)([5, 6]), itemgetter(0, 2)('abc'))
print(operator.attrgetter('real')(3) if hasattr(3, 'real') else 3, operator.methodcaller('upper')('x'))
print(functools.reduce(operator.or_, [1, 2, 4]))
d = deque([1, 2, 3], maxlen=3)
d.append(4)
d.appendleft(0)
print(d, len(d), d[0], d[-1], list(reversed(d)), 3 in d, bool(deque()))
d.rotate(1)
print(d.popleft(), d.pop(), list(d), d == deque([0]), deque('ab'))
