import torch, torch.nn as nn, torch.nn.functional as F, math
def show(name, x):
    print(name, x.dtype, list(x.shape), sum(x.flatten().double().tolist()), x.flatten().tolist()[:6], x.flatten().tolist()[-3:])
def main():
    for seed in (0, 42, 123456789012, -5):
        torch.manual_seed(seed)
        print(torch.initial_seed() if seed >= 0 else 0)
        for n in (0, 1, 3, 15, 16, 17, 31, 32, 100, 1000):
            for dt in (torch.float32, torch.float64, torch.float16, torch.bfloat16):
                show('rand', torch.rand(n, dtype=dt))
                show('randn', torch.randn(n, dtype=dt))
        show('randint', torch.randint(10, (7,)))
        show('randint', torch.randint(-5, 10, (2, 3)))
        show('randint', torch.randint(low=0, high=2**40, size=(5,)))
        show('randint', torch.randint(0, 100, (5,), dtype=torch.int32))
        show('randint', torch.randint(0, 2, (5,)).bool())
        show('randint', torch.randint(3, (2,), dtype=torch.float32))
        show('randperm', torch.randperm(10)); show('randperm', torch.randperm(1)); show('randperm', torch.randperm(1000)); show('rp', torch.randperm(5, dtype=torch.int32))
        show('rl', torch.rand_like(torch.zeros(2, 3))); show('rnl', torch.randn_like(torch.zeros(20, dtype=torch.float64)))
        show('rnl', torch.randn_like(torch.zeros(4, 8).t())); show('rl', torch.rand_like(torch.zeros(4, 8).t())); show('rnl', torch.randn_like(torch.zeros(40)[::2])); show('rnl', torch.randn_like(torch.zeros(6, 8)[:, ::2]))
        show('ril', torch.randint_like(torch.zeros(3), 10)); show('ril', torch.randint_like(torch.zeros(3, dtype=torch.int64), 2, 10))
        show('normal', torch.normal(2.0, 3.0, size=(5,))); show('normal', torch.normal(2.0, 3.0, (20,)))
        show('normal', torch.normal(torch.arange(4.), 2.0)); show('normal', torch.normal(torch.arange(20.), 2.0)); show('normal', torch.normal(torch.arange(20.), torch.arange(20.) / 3)); show('normal', torch.normal(1.5, torch.arange(20.) / 3)); show('normal', torch.normal(torch.zeros(3), torch.ones(3)))
        show('normal_', torch.zeros(5).normal_(1, 2)); show('normal_', torch.zeros(50).normal_(mean=0.3, std=0.02)); show('n', torch.zeros(5, 8).t().normal_()); show('n', torch.zeros(8, 8)[:, 2:5].normal_(1, 3)); show('n64', torch.zeros(33, dtype=torch.float64).normal_(0.1, 0.7))
        show('uniform_', torch.zeros(50).uniform_(-0.1, 0.3)); show('u', torch.zeros(5, 8).t().uniform_()); show('u64', torch.zeros(5, dtype=torch.float64).uniform_(-2, 3)); show('u16', torch.zeros(50, dtype=torch.float16).uniform_(-2, 3)); show('ub', torch.zeros(50, dtype=torch.bfloat16).uniform_(0, 1))
        show('exp', torch.zeros(20).exponential_()); show('exp', torch.zeros(20, dtype=torch.float64).exponential_(2.5)); show('exp', torch.zeros(5, dtype=torch.float16).exponential_(0.5))
        show('geo', torch.zeros(20).geometric_(0.3)); show('cauchy', torch.zeros(20).cauchy_()); show('cauchy', torch.zeros(20).cauchy_(1., 2.)); show('ln', torch.zeros(20).log_normal_()); show('ln', torch.zeros(20).log_normal_(0.5, 0.25))
        show('bern', torch.bernoulli(torch.full((20,), 0.3))); show('bern', torch.bernoulli(torch.full((20,), 0.3, dtype=torch.float64))); show('bern', torch.zeros(20).bernoulli_(0.3)); show('bern', torch.zeros(20).bernoulli_()); show('bern', torch.bernoulli(torch.zeros(10), 0.7)); show('bern', torch.zeros(3, 4).bernoulli_(torch.tensor([0.1, 0.5, 0.9, 1.0])))
        show('random_', torch.zeros(5).random_()); show('random_', torch.zeros(5, dtype=torch.int64).random_()); show('random_', torch.zeros(5, dtype=torch.int64).random_(10)); show('random_', torch.zeros(5, dtype=torch.int32).random_(3, 10)); show('random_', torch.zeros(5, dtype=torch.uint8).random_()); show('random_', torch.zeros(5, dtype=torch.bool).random_()); show('random_', torch.zeros(5, dtype=torch.float64).random_())
        show('multi', torch.multinomial(torch.tensor([0.1, 0.2, 0.3, 0.4]), 1)); show('multi', torch.multinomial(torch.tensor([0.1, 0.2, 0.3, 0.4]), 4)); show('multi', torch.multinomial(torch.tensor([[0.1, 0.2, 0.3, 0.4], [4., 0, 1, 1]]), 2)); show('multi', torch.multinomial(torch.tensor([0.1, 0.2, 0.3, 0.4]), 20, replacement=True)); show('multi', torch.tensor([[0.1, 0.2], [3, 4]]).multinomial(5, True)); show('multi', torch.multinomial(torch.rand(1000, dtype=torch.float64), 10)); show('multi', torch.softmax(torch.randn(2, 50), -1).multinomial(1))
        show('gumbel', F.gumbel_softmax(torch.zeros(3, 4))); show('gumbel', F.gumbel_softmax(torch.randn(3, 4), tau=0.5, hard=True, dim=0))
        g = torch.Generator(); print(g.initial_seed()); g.manual_seed(7); print(g.initial_seed()); show('g', torch.rand(3, generator=g)); show('g', torch.randn(3, generator=g)); show('g', torch.randn(30, generator=g)); show('g', torch.randperm(5, generator=g)); show('g', torch.randint(0, 9, (4,), generator=g)); show('g', torch.zeros(4).normal_(generator=g)); show('g', torch.zeros(4).uniform_(0, 1, generator=g)); show('g', torch.multinomial(torch.ones(4), 2, generator=g)); show('g', torch.bernoulli(torch.full((4,), .5), generator=g)); show('g', torch.normal(0., 1., (3,), generator=g))
        s = g.get_state(); show('gs', torch.rand(2, generator=g)); g.set_state(s); show('gs', torch.rand(2, generator=g))
        s = torch.get_rng_state(); print(s.shape, s.dtype, s.long().sum().item()); show('st', torch.randn(3)); torch.set_rng_state(s); show('st', torch.randn(3)); print(torch.get_rng_state().long().sum().item())
        with torch.random.fork_rng():
            torch.manual_seed(1); show('fork', torch.rand(2))
        show('after', torch.rand(2))
        x = torch.manual_seed(3); show('m', torch.randn(2, generator=x)); show('m', torch.rand(2))
main()
