"""Activation functions by the name a config gives them.

Follows PaddleSpeech r1.0.1 and develop (969f33999),
paddlespeech/s2t/modules/activation.py.
"""
from paddle import nn


def get_activation(act):
    """Make the activation called act; "swish" is x * sigmoid(x)."""
    activation_funcs = {
        "hardshrink": nn.Hardshrink,
        "hardswish": nn.Hardswish,
        "hardtanh": nn.Hardtanh,
        "tanh": nn.Tanh,
        "relu": nn.ReLU,
        "relu6": nn.ReLU6,
        "leakyrelu": nn.LeakyReLU,
        "selu": nn.SELU,
        "swish": nn.Swish,
        "gelu": nn.GELU,
        "elu": nn.ELU,
    }
    assert act in activation_funcs, (
        f"activation_type: {act} is not one of "
        f"{', '.join(activation_funcs)}")
    return activation_funcs[act]()
