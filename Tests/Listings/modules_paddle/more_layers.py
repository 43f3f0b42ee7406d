import paddle
from paddle import nn
for layer in [nn.GroupNorm(2, 4), nn.LeakyReLU(), nn.ELU(0.5), nn.ReLU6(), nn.Softplus(), nn.LogSoftmax(), nn.Hardswish(), nn.Hardsigmoid(), nn.LogSigmoid(), nn.Conv1D(2, 3, 2, data_format="NLC", padding="same"), nn.Conv1D(1, 1, 2, padding=[1, 0]), nn.Conv2D(1, 1, 2, padding="VALID", data_format="NHWC"), nn.BatchNorm1D(2, data_format="NLC"), nn.BatchNorm2D(2), nn.Dropout(0.5, mode="downscale_in_infer")]:
    print(layer)
# expect: GroupNorm(num_groups=2, num_channels=4, epsilon=1e-05)
# expect: LeakyReLU(negative_slope=0.01)
# expect: ELU(alpha=0.5)
# expect: ReLU6()
# expect: Softplus(beta=1, threshold=20)
# expect: LogSoftmax(axis=-1)
# expect: Hardswish()
# expect: Hardsigmoid()
# expect: LogSigmoid()
# expect: Conv1D(2, 3, kernel_size=[2], padding=same, data_format=NLC)
# expect: Conv1D(1, 1, kernel_size=[2], padding=[1, 0], data_format=NCL)
# expect: Conv2D(1, 1, kernel_size=[2, 2], padding=VALID, data_format=NHWC)
# expect: BatchNorm1D(num_features=2, momentum=0.9, epsilon=1e-05, data_format=NLC)
# expect: BatchNorm2D(num_features=2, momentum=0.9, epsilon=1e-05)
# expect: Dropout(p=0.5, axis=None, mode=downscale_in_infer)
