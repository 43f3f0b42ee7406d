import torch


def rounded(x):
    return [round(v, 3) + 0.0 for v in x.flatten().tolist()]


def main():
    a = torch.tensor([[4.0, 1.0, 2.0], [1.0, 3.0, 0.5], [2.0, 0.5, 5.0]])
    b = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    batch = torch.stack([a, a.T @ a, a * 2 - 1])
    L = torch.linalg
    print(rounded(L.inv(a)), rounded(L.inv(batch)), rounded(torch.inverse(a)), rounded(a.inverse()))
    print(rounded(L.solve(a, b)), rounded(L.solve(a, b[:, 0])), rounded(L.solve(batch, b)),
          rounded(L.solve(a, b.T, left=False)), L.solve(batch, torch.ones(3, 3)).shape)
    print(rounded(L.det(batch)), rounded(torch.det(a)), [rounded(p) for p in L.slogdet(-batch)], rounded(a.logdet()))
    print(rounded(L.cholesky(a)), rounded(L.cholesky(a, upper=True)), rounded(torch.cholesky_solve(b, L.cholesky(a))))
    q, r = L.qr(b)
    print(rounded(q), rounded(r), rounded(L.qr(b, mode='complete').Q), rounded(L.qr(b, mode='r').R))
    u, s, vh = L.svd(b)
    print(u.shape, rounded(s), vh.shape, rounded(u[:, :2] @ torch.diag(s) @ vh), rounded(L.svdvals(batch)))
    u, s, vh = L.svd(b, full_matrices=False)
    print(u.shape, rounded(u @ torch.diag(s) @ vh), L.svd(b).S.shape)
    values, vectors = L.eigh(a)
    print(rounded(values), rounded(vectors @ torch.diag(values) @ vectors.T), rounded(L.eigvalsh(batch[:2])))
    print(rounded(L.lstsq(b, a).solution), L.lstsq(b, a).rank.tolist(), rounded(L.pinv(b)), rounded(torch.pinverse(b)))
    print(rounded(L.matrix_power(a, 3)), rounded(L.matrix_power(a, 0)), rounded(L.matrix_power(a, -1)))
    print(rounded(L.matrix_exp(a / 2)), L.matrix_rank(batch).tolist(), L.matrix_rank(torch.ones(3, 3)).tolist())
    print(rounded(L.norm(a)), rounded(L.norm(a, 2)), rounded(L.norm(a, 'nuc')), rounded(L.norm(a, 1)),
          rounded(L.norm(a, float('inf'))), rounded(L.norm(a, -1)), rounded(L.norm(a, dim=1)),
          rounded(L.norm(batch, 'fro', dim=(1, 2))), rounded(L.norm(a[0], 3)), rounded(L.cond(a)), rounded(L.cond(a, 1)))
    print(rounded(L.vector_norm(batch, 1)), rounded(L.vector_norm(a, float('inf'), dim=0)), rounded(L.matrix_norm(batch)),
          L.matrix_norm(batch, keepdim=True).shape)
    print(rounded(L.cross(a, a.flip(0))), rounded(L.multi_dot([a, a, b])), rounded(L.vecdot(a, b[:, :1])),
          rounded(L.vander(a[0])), rounded(L.diagonal(batch)))
    print(rounded(L.solve_triangular(a.triu(), b, upper=True)), rounded(L.solve_triangular(a.tril(), b, upper=False)),
          rounded(L.solve_triangular(a.triu(), b.T, upper=True, left=False)),
          rounded(L.solve_triangular(a, b, upper=True, unitriangular=True)))
    p, l, u = L.lu(a)
    print(rounded(p), rounded(l), rounded(u), [x.dtype for x in L.lu_factor(a)])
    for call in (lambda: L.inv(torch.ones(2, 2)), lambda: L.solve(torch.zeros(2, 2), torch.ones(2)),
                 lambda: L.cholesky(-a), lambda: L.inv(b)):
        try:
            call()
            print('no error')
        except RuntimeError as error:
            print('RuntimeError')
    print(L.inv(a.double()).dtype, L.inv(torch.zeros(0, 3, 3)).shape, L.det(torch.zeros(0, 0)).item(),
          L.svdvals(torch.zeros(0, 3)).shape)


main()
