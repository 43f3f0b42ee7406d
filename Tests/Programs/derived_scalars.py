import torch


class Level(int):
    def __new__(cls, value, name='none'):
        self = super().__new__(cls, value)
        self.name = name
        return self

    def describe(self):
        return f'{self.name}:{int(self)}'

    def __add__(self, other):
        return Level(int(self) + int(other), self.name)

    __radd__ = __add__


class Name(str):
    sep = '.'

    def parts(self):
        return self.split(self.sep)

    def __truediv__(self, other):
        return Name(f'{self}/{other}')

    def __getitem__(self, index):
        return Name(super().__getitem__(index))


class Rate(float):
    unit = 'hz'

    def __repr__(self):
        return f'Rate({float(self)})'


class Plain(int):
    pass


class Text(str):
    pass


x = Level(3, 'low')
print(x, repr(x), x.name, x.describe(), x + 1, type(x + 1).__name__, (x + 1).name, 1 + x, (1 + x).name, x * 2, type(x * 2).__name__)
print(x == 3, 3 == x, x != 4, x < 4, 2 < x, x > Level(2), hash(x) == hash(3), {3: 'three'}[x], {x: 'q'}[3], x in [1, 3], x in {3})
print([10, 20, 30, 40][x], 'abcd'[x], range(x), list(range(x)), 'ab' * x, [0] * x, f'{x} {x:03d} {x:>5} {x:.1f}', '%d %s %5.2f' % (x, x, x))
print(isinstance(x, int), isinstance(x, Level), isinstance(3, Level), int(x), type(int(x)).__name__, float(x), bool(x), bool(Level(0)), -x, abs(Level(-4)), ~x, x ** 2, x // 2, x % 2, x / 2, divmod(x, 2), x << 1, x & 1, x | 4)
print(torch.zeros(x).shape, torch.arange(x).tolist(), (torch.ones(2) * x).tolist(), (x * torch.ones(2)).tolist(), torch.ones(4, 4)[x].tolist(), torch.full((2,), x).tolist(), torch.tensor([x, 1]).tolist(), torch.tensor(x).item(), torch.softmax(torch.zeros(2, 2), dim=Plain(1)).tolist(), torch.zeros(2, 3).size(Plain(1)), torch.ones(2, 3).sum(Plain(0)).tolist())
n = Name('model.layer.0')
print(n, repr(n), n.parts(), n / 'x', type(n / 'x').__name__, n[0], type(n[0]).__name__, n + '!', type(n + '!').__name__, len(n), n.upper(), 'layer' in n, n.startswith('model'), n == 'model.layer.0', 'model.layer.0' == n)
print({'a': 1}[Name('a')], {Name('a'): 2}['a'], sorted([Name('b'), 'a']), ','.join([Name('x'), 'y']), '%s|%5s|' % (Name('q'), Name('r')), f'{Name("f"):>4}|{Name("g")!r}', Name('a') < 'b', 'a' < Name('b'), 'pre' + Name('fix'), Name('%s!') % 'hi', Name('{}').format(3), Name('abc').replace('b', 'x'))
print([c for c in Name('ab')], list(Name('xy')), Name('7').isdigit(), int(Name('7')), float(Name('1.5')), hash(Name('a')) == hash('a'), str(Name('s')), type(str(Name('s'))).__name__, isinstance(n, str), Name(), bool(Name()), Name(5), max(Name('a'), Name('b')))
r = Rate(0.5)
print(r, repr(r), [r], r * 2, r + 1, r.unit, r == 0.5, f'{r:.2f}', round(Rate(1.26), 1), r < 1, int(Rate(2.7)), (torch.ones(2) * r).tolist(), r.is_integer(), max(r, 0.1), sum([r, r]), '%.3f' % r, -r, abs(Rate(-1.0)), Rate('2.5'), Rate(3))
print(getattr(torch.ones(2), Text('sum'))().item(), setattr(x, Text('tag'), 9), x.tag, hasattr(x, 'tag'), torch.zeros(2, dtype=torch.float32).to('cpu').shape, dict(**{Text('k'): 1}))
print(Plain(), Plain('12'), Plain(3.9), Plain(True), Plain(5).bit_length(), Plain(5).__add__(2), Plain(5).__class__.__name__, Plain(2) + Plain(3), type(Plain(2) + Plain(3)).__name__, [1, 2, 3][Plain(0):Plain(2)], max([Plain(3), 1]), sum([Plain(1), 2]), min(Plain(1), 2), Plain(3) is Plain(3), str(Plain(3)), Plain(10).__index__())
match x:
    case 3:
        print('three')
match n:
    case str(value):
        print('text', value)
match Text('go'):
    case 'stop':
        print('no')
    case 'go':
        print('go')
try:
    class Bad(bool):
        pass
except TypeError as error:
    print(error)
try:
    x + 'a'
except ValueError as error:
    print(error)
try:
    Plain('a')
except ValueError as error:
    print(error)
try:
    Text('a') + 1
except TypeError as error:
    print(error)
try:
    Plain(1) + 'a'
except TypeError as error:
    print(error)
