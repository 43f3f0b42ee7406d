import math
import copy
import torch
x = torch.zeros(1, 90, 512)
s = x.shape
print(s, x.size(), f"{s}", f"{x.shape=}", [s], str(s[1:]), s[:0], type(s), type(s[1:]))
# expect: torch.Size([1, 90, 512]) torch.Size([1, 90, 512]) torch.Size([1, 90, 512]) x.shape=torch.Size([1, 90, 512]) [torch.Size([1, 90, 512])] torch.Size([90, 512]) torch.Size([]) <class 'torch.Size'> <class 'torch.Size'>
print(s + (1,), type(s + (1,)), (1,) + s, type((1,) + s), s * 2, type(s*2), 2*s)
# expect: torch.Size([1, 90, 512, 1]) <class 'torch.Size'> torch.Size([1, 1, 90, 512]) <class 'torch.Size'> torch.Size([1, 90, 512, 1, 90, 512]) <class 'torch.Size'> torch.Size([1, 90, 512, 1, 90, 512])
print(s == (1, 90, 512), (1, 90, 512) == s, s == [1, 90, 512], s != (1,), s < (2,), hash(s) == hash((1, 90, 512)), {s: 1}[(1, 90, 512)])
# expect: True True False True True True 1
print(s.numel(), len(s), list(s), tuple(s), isinstance(s, tuple), isinstance(s, torch.Size), isinstance((1,), torch.Size), s.count(1), s.index(90), 90 in s)
# expect: 46080 3 [1, 90, 512] (1, 90, 512) True True False 1 1 True
print(torch.Size((2, 3)), torch.Size([2, 3]), torch.Size(), torch.Size([]).numel(), torch.zeros(()).shape)
# expect: torch.Size([2, 3]) torch.Size([2, 3]) torch.Size([]) 1 torch.Size([])
print("%s and %s" % (s, s[0]), "{}".format(s), "%d %d %d" % s, repr(s), hasattr(s, "_fields"), bool(torch.Size([])))
# expect: torch.Size([1, 90, 512]) and 1 torch.Size([1, 90, 512]) 1 90 512 torch.Size([1, 90, 512]) False False
a, b, c = s
*rest, d = s
print(a, b, c, rest, d, max(s), sum(s), [n * 2 for n in s], s[-1], s[::2], s[1:2] + s[2:], sorted(s))
# expect: 1 90 512 [1, 90] 512 512 603 [2, 180, 1024] 512 torch.Size([1, 512]) torch.Size([90, 512]) [1, 90, 512]
print(torch.zeros(s).shape, torch.ones(s[1:]).size(), x.new_zeros(s[:2]).shape, x.view(s).shape, x.expand(s).shape, x.reshape(*s[:1], -1).shape, torch.empty(s + (2,)).shape)
# expect: torch.Size([1, 90, 512]) torch.Size([90, 512]) torch.Size([1, 90]) torch.Size([1, 90, 512]) torch.Size([1, 90, 512]) torch.Size([1, 46080]) torch.Size([1, 90, 512, 2])
print(torch.broadcast_shapes((1, 2), (3, 1)), torch.zeros(2, 3).stride(), copy.deepcopy(s), s is s, torch.nn.LayerNorm(x.shape[1:]).normalized_shape, torch.Size([1,2]).__class__.__name__)
# expect: torch.Size([3, 2]) (3, 1) torch.Size([1, 90, 512]) True (90, 512) Size
print(x.split(45,1)[0].shape, x.max(1).values.shape, torch.nn.Parameter(torch.zeros(2)).shape, torch.tensor(3.).size(), [t.shape for t in (x, x[0])], dict(a=s))
# expect: torch.Size([1, 45, 512]) torch.Size([1, 512]) torch.Size([2]) torch.Size([]) [torch.Size([1, 90, 512]), torch.Size([90, 512])] {'a': torch.Size([1, 90, 512])}
print(math.prod(s), torch.Size([1]) + torch.Size([2]), type(torch.Size([1]) + torch.Size([2])))
# expect: 46080 torch.Size([1, 2]) <class 'torch.Size'>
