import torch


def show(*values):
    print(*[[round(v, 4) + 0.0 if isinstance(v, float) else v for v in x.flatten().tolist()]
            if isinstance(x, torch.Tensor) else x for x in values])


def main():
    x = torch.tensor([[1.0, 5.0, 2.0], [4.0, 3.0, 6.0]])
    nan = float('nan')
    gaps = torch.tensor([[1.0, nan, 2.0], [nan, nan, nan], [4.0, 3.0, 6.0]])
    show(torch.quantile(x, 0.4), torch.quantile(x, torch.tensor([0.1, 0.9]), dim=1), x.quantile(0.5, 0, True),
         torch.quantile(x, 0.3, interpolation='lower'), torch.quantile(x, 0.3, interpolation='higher'),
         torch.quantile(x, 0.3, interpolation='nearest'), torch.quantile(x, 0.3, interpolation='midpoint'))
    show(torch.nanquantile(gaps, 0.5, dim=1), torch.quantile(gaps, 0.5, dim=1), torch.nanmedian(gaps),
         *torch.nanmedian(gaps, 1), *gaps.nanmedian(0, keepdim=True))
    show(torch.cov(x), torch.cov(x[0]), torch.corrcoef(x), x.cov(correction=0),
         torch.cov(x, fweights=torch.tensor([1, 2, 3])), torch.cov(x, aweights=torch.tensor([0.2, 0.5, 0.3])))
    show(torch.histc(x, 4), torch.histc(x, bins=5, min=2, max=6), *torch.histogram(x, 3),
         *torch.histogram(x, torch.tensor([0.0, 2.0, 6.0])), torch.bincount(torch.tensor([1, 4, 1, 0]), minlength=7))
    show(torch.cartesian_prod(torch.tensor([1, 2]), torch.tensor([4, 5, 6])), torch.cartesian_prod(x[0]))
    show(torch.combinations(torch.tensor([1, 2, 3])), torch.combinations(torch.tensor([1, 2, 3]), 2, True),
         torch.combinations(torch.tensor([1, 2, 3]), r=3), torch.combinations(torch.tensor([1]), 2).shape)
    show(torch.block_diag(x, torch.tensor([7.0]), torch.tensor(8.0)), torch.block_diag().shape)
    show(torch.unique(torch.tensor([[2, 1], [1, 2], [2, 1]]), dim=0), *torch.unique(
        torch.tensor([[2, 1, 2], [1, 2, 1]]), dim=1, return_inverse=True, return_counts=True))
    show(*torch.unique_consecutive(torch.tensor([1, 1, 2, 2, 1]), return_inverse=True, return_counts=True),
         torch.unique_consecutive(torch.tensor([[1, 2], [1, 2], [3, 4]]), dim=0))
    show(*torch.mode(torch.tensor([[1, 2, 2, 3, 1], [5, 4, 4, 5, 5]])), *torch.tensor([3.0, 1.0, 3.0]).mode())
    show(torch.trapezoid(x), torch.trapezoid(x, dx=0.5, dim=0), torch.trapezoid(x, torch.tensor([0.0, 1.0, 3.0])),
         torch.cumulative_trapezoid(x), torch.trapz(x[0]))
    show(torch.renorm(x, 2, 0, 3.0), torch.vander(torch.tensor([1, 2, 3])), torch.vander(x[0], 2, increasing=True))
    show(*[p for p in x.hsplit(3)], *x.vsplit([1]), *torch.tensor_split(torch.arange(7), 3))
    show(torch.dstack([x, x]), torch.column_stack([x, x]), torch.hstack([x, x]), torch.vstack([x[0], x[1]]))
    show(*torch.atleast_2d(torch.tensor(1.0), x[0]), torch.atleast_3d(x).shape, torch.atleast_1d(torch.tensor(3)))
    show(x.diagonal_scatter(torch.tensor([9.0, 8.0])), x.select_scatter(torch.tensor([7.0, 7.0]), 1, 0),
         torch.slice_scatter(x, torch.zeros(2, 2), 1, 1), x)
    show(torch.zeros(3).scatter_reduce(0, torch.tensor([0, 0, 2]), torch.tensor([2.0, 4.0, 5.0]), 'mean'),
         torch.ones(3).scatter_reduce(0, torch.tensor([0, 0, 2]), torch.tensor([2.0, 4.0, 5.0]), 'amax',
                                      include_self=False),
         torch.tensor([1, 1, 1]).scatter_reduce(0, torch.tensor([0, 0, 1]), torch.tensor([4, 5, 6]), 'prod'),
         torch.ones(2, 3).index_reduce(0, torch.tensor([0, 0]), x, 'amin'))
    show(x.repeat_interleave(torch.tensor([0, 2, 1]), dim=1), torch.repeat_interleave(torch.tensor([1, 0, 2])),
         x.repeat_interleave(torch.tensor([2]), 0), torch.repeat_interleave(x, 2))
    show(torch.addr(torch.zeros(2, 3), x[:, 0], x[0]), torch.addmv(x[:, 0], x, x[0], beta=0.5, alpha=2),
         torch.addbmm(torch.ones(2, 2), x[None], x.T[None]))
    show(torch.special.i0(x), torch.special.expit(x), torch.special.entr(x / 10), torch.special.ndtr(x - 3),
         torch.special.ndtri(x / 7), torch.special.zeta(x + 1, 2.0), torch.special.log_ndtr(-x * 10),
         torch.special.erfcx(x), torch.polygamma(1, x), torch.digamma(-x - 0.5), torch.special.xlog1py(x, x))
    show(torch.heaviside(torch.tensor([nan, -1.0, 0.0, 2.0]), torch.tensor([0.5])), torch.isposinf(x / 0),
         torch.logspace(0, 2, 3), torch.msort(x), torch.diagflat(x[0])[1], x.put(torch.tensor([0, 5]), x[:, 0]))
    show(*torch.frexp(x), torch.ldexp(x, torch.tensor([1, 2, 3])), torch.gcd(torch.tensor(12), torch.tensor([18, -8])))


main()
