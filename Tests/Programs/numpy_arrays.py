import numpy as np, torch
def main():
    a = np.array([1.0, 2.5]); b = np.arange(6).reshape(2, 3)
    print(isinstance(a, np.ndarray), isinstance(a, torch.Tensor), isinstance(torch.ones(2), np.ndarray), torch.is_tensor(a), type(a).__name__, type(a))
    print(isinstance(a * 2, np.ndarray), isinstance(2 - a, np.ndarray), isinstance(-a, np.ndarray), isinstance(a[:1], np.ndarray), isinstance(b[0], np.ndarray), isinstance(np.sqrt(a), np.ndarray), isinstance(a > 1, np.ndarray), isinstance(torch.ones(2).numpy(), np.ndarray), isinstance(torch.from_numpy(a), torch.Tensor), isinstance(a.reshape(1, 2), np.ndarray), isinstance(a.astype(np.float32), np.ndarray), isinstance(torch.tensor(a), torch.Tensor), isinstance(torch.as_tensor(a), torch.Tensor))
    print(a, b, a.tolist(), a.shape, b.size, b.ndim, b.T.shape)
    print([a], (b,)); print(repr(a), repr(b), repr(np.zeros((0, 3))), repr(np.array([1, 2], dtype=np.int32)), repr(np.array([1.5], dtype=np.float32)))
    print(np.array([True, False]), np.array([1e-5, 1.0]), np.array([1e10, 1.5]), np.array([0.1, 0.25, 100.0]), np.array([1/3, 2/3]), np.array([np.nan, 1.0, -np.inf]), np.array([1e-300, 1.0]), np.arange(2000), np.linspace(0, 1, 11), np.array([[1.5, -2.25], [3.0, 4.125]]), np.array([1/3], dtype=np.float32), np.array([-1, 10, 100]), np.array([123456789.123]), np.array([0.0, -0.0]), np.array([1e8]), np.array([99999999.0]), np.array([1e-4, 1e-3]), np.arange(24).reshape(2, 3, 4), np.arange(30) * 1.5)
    print((np.arange(3) / 2).tolist(), (np.arange(3) * 1.5).tolist(), (np.arange(3) + 1).tolist(), (b / 2).dtype == np.float64, (np.ones(2, dtype=np.float32) * 2.0).dtype == np.float32, (np.arange(2) * np.ones(2, dtype=np.float32)).dtype == np.float64)
    print(a.sum(), a.mean(), b.sum(axis=0).tolist(), b.max(), b.mean(axis=1).tolist(), b.argmax(), a.std(), np.prod((2, 3)), b.transpose(1, 0).shape, b.flatten().tolist(), b.reshape(3, -1).shape, a.max() + 1)
    print(np.pad(np.ones(2), (1, 1)).tolist(), np.pad(np.ones((2, 2)), ((0, 1), (1, 0)), constant_values=5).tolist(), np.pad(np.arange(3), 1).tolist(), np.linalg.norm(np.array([3.0, 4.0])), np.linalg.norm(np.ones((2, 2)), axis=1).tolist())
    print(np.float32(3.5), np.int64(3) + 1, np.float64(1.5) * 2, np.int32(2.7), np.bool_(1), float(np.float32(0.1)), np.array([1, 2]) @ np.array([3, 4]), a[0], a[-1] + 1, b[1, 2], b[1].tolist(), b[:, 1].tolist(), [r.tolist() for r in b], len(a), 2.5 in a)
    np.random.seed(0); print(np.random.rand(3).tolist(), np.random.randn(3).tolist(), np.random.randint(0, 10, 5).tolist(), np.random.uniform(-1, 1, (2,)).tolist(), np.random.normal(0, 1, 3).tolist(), np.random.permutation(6).tolist(), np.random.randint(5), np.random.random(), np.random.randint(0, 2**40, size=3).tolist())
    r = np.random.RandomState(42); print(r.rand(2, 2).tolist(), r.randn(2).tolist(), r.randint(3, 9, size=(2, 2)).tolist(), r.uniform(), r.normal(2, 3), r.permutation(4).tolist(), r.standard_normal(2).tolist(), r.random_sample((1,)).tolist())
    x = torch.ones(2); n = x.numpy(); n += 1; print(x.tolist(), (torch.ones(2) + torch.from_numpy(np.ones(2))).dtype)
    def f(x):
        if isinstance(x, np.ndarray): x = torch.from_numpy(x)
        return x * 2
    print(f(a), f(torch.ones(1)), np.array([[1, 2], [3, 4]]).T.tolist(), (a == 1).tolist(), (a >= 1).all(), np.where(a > 1, a, 0).tolist(), np.concatenate([a, a]).tolist(), np.stack([a, a]).shape, torch.tensor(np.array([1, 2])).dtype, torch.tensor([np.float32(1.5)]), a.dtype == np.float64, np.zeros(2, dtype=bool).tolist(), np.array([1, 2.5]).dtype == float if False else 0)
main()
