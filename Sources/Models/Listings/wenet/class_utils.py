"""The classes that a config names.

Follows WeNet 015469960, wenet/utils/class_utils.py, as far as this
listing goes: without rope, RMSNorm, gated and mixed feed-forwards, and
the layers of other encoders.
"""
import torch

from .attention import (MultiHeadedAttention, RelPositionMultiHeadedAttention)
from .embedding import (NoPositionalEncoding, PositionalEncoding, RelPositionalEncoding)
from .positionwise_feed_forward import PositionwiseFeedForward
from .subsampling import (Conv1dSubsampling2, Conv2dSubsampling2,
                          Conv2dSubsampling4, Conv2dSubsampling6,
                          Conv2dSubsampling8, EmbedinigNoSubsampling,
                          LinearNoSubsampling)

WENET_ACTIVATION_CLASSES = {
    "hardtanh": torch.nn.Hardtanh,
    "tanh": torch.nn.Tanh,
    "relu": torch.nn.ReLU,
    "selu": torch.nn.SELU,
    "swish": torch.nn.SiLU,
    "gelu": torch.nn.GELU,
}

WENET_SUBSAMPLE_CLASSES = {
    "linear": LinearNoSubsampling,
    "embed": EmbedinigNoSubsampling,
    "conv1d2": Conv1dSubsampling2,
    "conv2d2": Conv2dSubsampling2,
    "conv2d": Conv2dSubsampling4,
    "conv2d6": Conv2dSubsampling6,
    "conv2d8": Conv2dSubsampling8,
}

WENET_EMB_CLASSES = {
    "embed": PositionalEncoding,
    "abs_pos": PositionalEncoding,
    "rel_pos": RelPositionalEncoding,
    "no_pos": NoPositionalEncoding,
}

WENET_ATTENTION_CLASSES = {
    "selfattn": MultiHeadedAttention,
    "rel_selfattn": RelPositionMultiHeadedAttention,
}

WENET_MLP_CLASSES = {
    "position_wise_feed_forward": PositionwiseFeedForward,
}

WENET_NORM_CLASSES = {
    "layer_norm": torch.nn.LayerNorm,
    "batch_norm": torch.nn.BatchNorm1d,
}


def choose(classes: dict, key: str, name: str):
    """The class that a config's key names. One that is not here is
    refused by that name."""
    assert name in classes, (f"{key}: {name} is not one of {', '.join(classes)}")
    return classes[name]
