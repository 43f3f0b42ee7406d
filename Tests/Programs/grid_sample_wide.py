# grid_sample on an image with more than 2 ** 24 columns, and with grid values that are not finite.
import torch
import torch.nn.functional as F

width = 2 ** 24 + 4
image = torch.stack([torch.zeros(1, width), torch.ones(1, width)]).unsqueeze(0)
for x in (1.0, 1.5, -1.0, 0.0):
    grid = torch.tensor([[[[x, 0.0]]]])
    for mode in ("nearest", "bilinear", "bicubic"):
        print(x, mode, F.grid_sample(image, grid, mode, align_corners=True)[0, 0].item())
small = torch.arange(12.0).view(1, 1, 3, 4)
for x in (float("inf"), float("-inf"), 1e30, -1e30, float("nan")):
    grid = torch.tensor([[[[x, 0.25]]]])
    for align in (False, True):
        for padding in ("zeros", "border"):
            print(x, align, padding, F.grid_sample(small, grid, "nearest", padding, align_corners=align).item())
