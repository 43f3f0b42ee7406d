import torch
import torch.nn as nn
from collections import OrderedDict


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


ml = nn.ModuleList([nn.Identity(), nn.ReLU()])
ml.append(nn.Tanh()).extend([nn.Sigmoid(), nn.GELU()])
ml.insert(1, nn.SiLU())
print(ml)
print(len(ml), ml[-1], ml[1:3], [type(m).__name__ for m in ml])
del ml[0]
print([n for n, _ in ml.named_children()], ml[0])
print(ml.pop(1), ml.pop(-1), len(ml))
ml += [nn.ELU()]
both = ml + nn.ModuleList([nn.Mish()])
print(type(both).__name__, len(both), len(ml))
ml[0] = nn.Softplus()
print(ml[0], ml[0] in ml, nn.ReLU() in ml)
del ml[0:2]
print(ml)
attempt(lambda: ml[7])
attempt(lambda: ml.extend(3))
attempt(lambda: nn.ModuleList([1]))
print(nn.ModuleList(), bool(nn.ModuleList()))
print(nn.ModuleList(nn.Linear(i, i) for i in (1, 1, 2)))
print(list(reversed([type(m).__name__ for m in ml])))

md = nn.ModuleDict({'a': nn.ReLU(), 'b': nn.Tanh()})
md['c'] = nn.Sigmoid()
md.update({'d': nn.GELU()})
md.update([('e', nn.SiLU()), ['f', nn.ELU()]])
print(list(md.keys()), 'a' in md, 'z' in md, len(md))
print(md.pop('b'), list(md))
del md['a']
print([(k, type(v).__name__) for k, v in md.items()], [type(v).__name__ for v in md.values()])
attempt(lambda: md['q'])
attempt(lambda: md.update(3))
attempt(lambda: md.update([1]))
attempt(lambda: md.update([(1, 2, 3)]))
print(md)
md.clear()
print(md, len(md))
print(nn.ModuleDict([['x', nn.ReLU()], ['y', nn.ReLU()]]))

seq = nn.Sequential(OrderedDict([('first', nn.ReLU()), ('second', nn.Tanh())]))
print(seq, seq.first, seq[1])
seq.append(nn.Sigmoid())
print(seq[:2])
print([n for n, _ in seq.named_children()])
two = nn.Sequential(nn.ReLU()) + nn.Sequential(nn.Tanh(), nn.ReLU())
print(two)
two += nn.Sequential(nn.GELU())
print(len(two), len(two * 2), len(2 * two))
two *= 2
print(len(two))
two.insert(0, nn.Identity())
print(two[0], two.pop(0), two[0])
del two[1:4]
print(two)
two.extend(nn.Sequential(nn.ReLU()))
two[0] = nn.Softsign()
print(two, len(two))
attempt(lambda: two + [1])
attempt(lambda: two * 0)
attempt(lambda: two * 1.5)
attempt(lambda: two[99])
attempt(lambda: nn.Sequential(1))
attempt(lambda: nn.Sequential(nn.ReLU(), None))
x = torch.tensor([-1.0, 1.0])
print(nn.Sequential()(x).tolist(), nn.Sequential(nn.ReLU(), nn.Identity())(x).tolist())
for m in two:
    print(type(m).__name__, end=' ')
print()

pl = nn.ParameterList([nn.Parameter(torch.ones(2)), torch.zeros(3)])
pl.append(torch.arange(2.0))
pl += [nn.Parameter(torch.ones(1))]
print(len(pl), [tuple(p.shape) for p in pl], pl[-1].item(), isinstance(pl[1], nn.Parameter))
print([n for n, _ in pl.named_parameters()], len(pl[1:3]))
pl[0] = torch.full((2,), 5.0)
print(pl[0].tolist(), pl)
attempt(lambda: pl[9])
attempt(lambda: pl.extend(torch.ones(2)))

pd = nn.ParameterDict({'b': nn.Parameter(torch.ones(2)), 'a': torch.zeros(1)})
pd['c'] = torch.ones(3)
print(sorted(pd.keys()), 'a' in pd, len(pd), tuple(pd['c'].shape))
print(pd.pop('a').tolist(), pd.get('a'), pd.get('a', 4), pd.setdefault('d', torch.ones(1)).tolist())
print(sorted(n for n, p in pd.named_parameters()), pd.popitem()[0])
print({k: v.tolist() for k, v in (pd | {'z': torch.zeros(1)}).items()})
del pd['b']
print(list(pd), pd)
pd.clear()
print(len(pd))
attempt(lambda: pd['nothing'])
