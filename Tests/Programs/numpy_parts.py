import numpy as np


def rounded(x):
    return [round(float(v), 6) + 0.0 for v in np.asarray(x).reshape(-1)]


def main():
    state = np.random.RandomState(0)
    print(rounded(state.rand(3)), len(state.rand(2, 2)), round(state.rand(), 6), rounded(state.uniform(-1, 1, 2)))
    print(rounded(state.randn(3)), rounded(state.normal(2.0, 0.5, size=(1, 2))), round(state.randn(), 6))
    print(state.randint(0, 10, 5).tolist(), state.randint(3), state.randint(5, 6, size=2).tolist())
    again = np.random.RandomState(12345)
    print(rounded(again.random_sample(2)), again.randint(0, 1000, (2, 3)).tolist())
    x = np.array([[1.0, 2.0], [3.0, 5.0]])
    print(np.pad(x, 1).tolist(), np.pad(x, (1, 0)).tolist(), np.pad(x, ((0, 1), (2, 0)), constant_values=7).tolist())
    print(np.pad(np.arange(3), 2, mode='edge').tolist(), np.pad(np.arange(4), (2, 1), 'reflect').tolist(),
          np.pad(np.arange(3), (1, 2), 'wrap').tolist())
    print(round(np.linalg.norm(x), 6), rounded(np.linalg.norm(x, axis=1)), round(np.linalg.det(x), 6),
          rounded(np.linalg.inv(x)), rounded(np.linalg.solve(x, np.array([1.0, 2.0]))),
          np.linalg.norm(np.array([3, 4])), rounded(np.linalg.pinv(x)), round(np.linalg.norm(x, 1), 6))
    spectrum = np.fft.rfft(np.arange(5))
    print(rounded(abs(spectrum)), rounded(np.fft.irfft(spectrum, 5)), rounded(np.fft.fft(x).real))
    print(np.int64(3) + 1, np.int32(7) // 2, float(np.float64(2)), np.bool_(1) == True)


main()
