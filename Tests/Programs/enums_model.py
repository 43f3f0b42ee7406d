import torch
from torch import nn
from dataclasses import dataclass, field
from enum import Enum, IntEnum, auto
from typing import Dict, Optional, Union


class ExplicitEnum(str, Enum):
    @classmethod
    def _missing_(cls, value):
        raise ValueError(
            f"{value} is not a valid {cls.__name__}, please select one of {list(cls._value2member_map_.keys())}")


class TensorType(ExplicitEnum):
    PYTORCH = "pt"
    NUMPY = "np"


class Pool(str, Enum):
    MEAN = 'mean'
    MAX = 'max'
    CLS = 'cls'

    @classmethod
    def parse(cls, value: Union[str, 'Pool']) -> 'Pool':
        return value if isinstance(value, cls) else cls(value)

    @property
    def needs_mask(self):
        return self is not Pool.CLS


class Activation(Enum):
    RELU = auto()
    GELU = auto()
    SILU = auto()

    def layer(self):
        return {Activation.RELU: nn.ReLU, Activation.GELU: nn.GELU, Activation.SILU: nn.SiLU}[self]()


class Stage(IntEnum):
    STEM = 0
    BODY = 1
    HEAD = 2


@dataclass
class Config:
    pool: Pool = Pool.MEAN
    activation: Activation = Activation.GELU
    stages: Dict[Stage, int] = field(default_factory=lambda: {Stage.STEM: 1, Stage.BODY: 2})
    last: Optional[Stage] = None


class Net(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.act = config.activation.layer()
        self.pool = Pool.parse(config.pool)
        self.layers = nn.ModuleList([nn.Identity() for _ in range(config.stages[Stage.BODY])])

    def forward(self, x, mode='train'):
        for layer in self.layers:
            x = layer(x)
        x = self.act(x)
        match self.pool:
            case Pool.MEAN:
                x = x.mean(dim=Stage.BODY)
            case Pool.MAX:
                x = x.amax(dim=1)
            case Pool.CLS:
                x = x[:, 0]
        return x


x = torch.tensor([[1.0, -2.0, 3.0]])
print([round(v, 4) for v in Net(Config())(x).tolist()])
print(Net(Config(pool=Pool.MAX, activation=Activation.RELU))(x).tolist(), Net(Config(pool='cls', activation=Activation.RELU))(x).tolist())
print(Config(), Config() == Config(), Config(pool=Pool.MAX) == Config())
print(TensorType('pt'), TensorType.PYTORCH == 'pt', {'pt': 1}[TensorType.PYTORCH], Pool.CLS.needs_mask, Pool.parse('max').needs_mask)
try:
    TensorType('tf')
except ValueError as error:
    print(error)
table = nn.ModuleDict({Pool.MEAN.value: nn.Identity(), Pool.MAX: nn.ReLU()})
print(len(table), table['max'], table[Pool.MAX])
print(x[:, Stage.BODY].tolist(), x.size(Stage.BODY), torch.stack([x, x], dim=Stage.STEM).shape, torch.zeros(Stage.HEAD, 2).shape, [Stage.HEAD] * Stage.HEAD)
print(getattr(torch, Pool.MEAN)(x).item(), hasattr(x, Pool.MAX), f'{Stage.HEAD:>3}', f'pool={Config().pool.value}', 'pool=' + Pool.MAX)
print(isinstance(Pool.MAX, (str, int)), isinstance(Stage.STEM, bool), any(p == 'max' for p in Pool), [s for s in Stage if s > Stage.STEM], Stage.BODY.name.lower(), Stage(2).name, sorted({Stage.HEAD: 1, Stage.STEM: 2}))
