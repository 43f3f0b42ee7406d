# Paddle's scale of integers drops fractions. An empty list of axes means all axes.
import paddle

x = paddle.to_tensor([4, -4, 2, 0])
print(paddle.scale(x, 2.5).tolist(), paddle.scale(x, 2.5, 1.7).tolist())
print(paddle.scale(x, 2.5, 1.7, bias_after_scale=False).tolist(), paddle.scale(x.astype("int32"), -0.5).tolist())
print(paddle.scale(x.astype("float32"), 2.5, 1.5).tolist())
y = paddle.to_tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]])
for value in (y.sum(axis=[]), y.mean([]), y.max(axis=[]), y.min(axis=[]), paddle.prod(y, []), (y > 0).all(axis=[]),
              (y > 6).any(axis=[]), paddle.amax(y, axis=[]), paddle.logsumexp(y, axis=[]), paddle.std(y, axis=[]),
              y.sum(axis=[], keepdim=True)):
    print(list(value.shape), value.tolist())
