import torch.nn as nn
class Scale(nn.Module):
    def __init__(self, factor, inner=None):
        super().__init__()
        self.factor = factor
        if inner is not None:
            self.inner = inner
    def extra_repr(self):
        return f"factor={self.factor}, {super().extra_repr() or 'nothing more'}"
class Wide(nn.Linear):
    def extra_repr(self):
        return "wide, " + super().extra_repr()
class Lines(nn.Module):
    def extra_repr(self) -> str:
        return "one\ntwo"
print(Scale(2))  # expect: Scale(factor=2, nothing more)
print(Scale(2).extra_repr(), "|", Wide(2, 3).extra_repr(), "|", nn.ReLU().extra_repr(), "|", nn.Linear(1, 1).extra_repr())
# expect: factor=2, nothing more | wide, in_features=2, out_features=3, bias=True |  | in_features=1, out_features=1, bias=True
print(Scale(0.5, nn.Sequential(Wide(2, 3), Scale(1), nn.Identity())))
# expect: Scale(
# expect:   factor=0.5, nothing more
# expect:   (inner): Sequential(
# expect:     (0): Wide(wide, in_features=2, out_features=3, bias=True)
# expect:     (1): Scale(factor=1, nothing more)
# expect:     (2): Identity()
# expect:   )
# expect: )
print(nn.ModuleList([Scale(1), Scale(1), Scale(3)]))
# expect: ModuleList(
# expect:   (0-1): 2 x Scale(factor=1, nothing more)
# expect:   (2): Scale(factor=3, nothing more)
# expect: )
print(f"{Wide(1, 2, bias=False)!r:>60}", str(Scale("x")))
# expect:        Wide(wide, in_features=1, out_features=2, bias=False) Scale(factor=x, nothing more)
print(Lines())
# expect: Lines(
# expect:   one
# expect:   two
# expect: )
