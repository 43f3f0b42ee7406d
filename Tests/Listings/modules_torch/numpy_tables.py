import numpy as np
import torch
def table(n, d):
    angles = np.array([[pos / np.power(10000, 2 * (j // 2) / d) for j in range(d)] for pos in range(n)])
    angles[:, 0::2] = np.sin(angles[:, 0::2])
    angles[:, 1::2] = np.cos(angles[:, 1::2])
    return torch.FloatTensor(angles).unsqueeze(0)
t = table(3, 4)
print(list(t.shape), t.dtype, [round(v, 4) for v in t[0, 2].tolist()])
# expect: [1, 3, 4] torch.float32 [0.9093, -0.4161, 0.02, 0.9998]
mask = torch.from_numpy(np.triu(np.ones((1, 3, 3)), k=1).astype('uint8')) == 0
print(mask.tolist(), mask.dtype)
# expect: [[[True, False, False], [True, True, False], [True, True, True]]] torch.bool
print(np.sqrt(16) == 4.0, round(float(np.log(10.0)), 6), np.prod([2, 3, 4]) == 24, np.pi > 3, np.inf > 1, int(np.ceil(2.1)), float(np.power(2, -1.0)))
# expect: True 2.302585 True True True 3 0.5
a = np.arange(6).reshape(2, 3)
print(a.tolist(), np.arange(3.0).dtype == np.float64, np.sum(a, axis=0).tolist(), np.mean(a, axis=1, keepdims=True).tolist(), np.max(a) == 5, np.argmax(a) == 5)
# expect: [[0, 1, 2], [3, 4, 5]] True [3, 5, 7] [[1.0], [4.0]] True True
print(np.concatenate([a, a], axis=1).tolist(), np.stack([a, a]).shape[0], np.expand_dims(a, 1).tolist(), np.transpose(a).tolist(), np.clip(a, 1, 4).tolist())
# expect: [[0, 1, 2, 0, 1, 2], [3, 4, 5, 3, 4, 5]] 2 [[[0, 1, 2]], [[3, 4, 5]]] [[0, 3], [1, 4], [2, 5]] [[1, 1, 2], [3, 4, 4]]
print(np.where(a > 2, a, 0).tolist(), np.outer([1, 2], [3, 4]).tolist(), np.linspace(0, 1, 3).tolist(), np.eye(2).tolist(), np.tile([1, 2], 2).tolist(), round(float(np.std([1.0, 3.0])), 3))
# expect: [[0, 0, 0], [3, 4, 5]] [[3, 4], [6, 8]] [0.0, 0.5, 1.0] [[1.0, 0.0], [0.0, 1.0]] [1, 2, 1, 2] 1.0
print(np.zeros((2,)).tolist(), np.full((2,), 7).tolist(), np.array([1, 2], dtype=np.float32).dtype == np.float32, (10000 ** (np.arange(0, 4, 2) / 4)).tolist(), np.exp(np.array([0.0])).tolist(), a[:, np.newaxis].shape[1])
# expect: [0.0, 0.0] [7, 7] True [1.0, 100.0] [1.0] 1
print(isinstance(torch.zeros(1), np.ndarray), np.divide(1, 4) == 0.25, np.maximum([1, 5], [3, 2]).tolist(), np.any([False, True]) == True, np.abs(-3) == 3, np.cumsum([1, 2, 3], 0).tolist())
# expect: False True [3, 5] True True [1, 3, 6]
