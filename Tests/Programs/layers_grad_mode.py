# The gradient mode, and results for which torch selects the kernel by the gradient mode.
import torch
from torch import nn


def mode():
    return torch.is_grad_enabled(), torch.is_inference_mode_enabled()


print(mode())
with torch.no_grad():
    print(mode())
    with torch.enable_grad():
        print(mode())
    print(mode())
    with torch.set_grad_enabled(True):
        print(mode())
    print(mode())
print(mode())
with torch.inference_mode():
    print(mode())
    with torch.inference_mode(False):
        print(mode())
    print(mode())
print(mode())
torch.set_grad_enabled(False)
print(mode())
torch.set_grad_enabled(True)
print(mode())


@torch.no_grad()
def plain(x):
    """Says something."""
    return x, mode()


@torch.no_grad
def bare():
    return mode()


@torch.enable_grad()
def enabled():
    return mode()


@torch.inference_mode()
def inferring(*, last=1):
    return mode(), last


@torch.set_grad_enabled(False)
def setting():
    return mode()


@torch.no_grad()
def items(count):
    for index in range(count):
        got = yield index, mode()
        if got:
            print("got", got, mode())
    return "end"


print(plain(1), plain.__name__, plain.__doc__, bare(), enabled(), inferring(last=2), setting(), mode())
with torch.no_grad():
    print(enabled(), plain(2))
    print(mode())
for item in items(2):
    print(item, mode())
numbers = items(3)
print(next(numbers), numbers.send("x"), list(numbers), mode())


class Model(nn.Module):
    @torch.no_grad()
    def forward(self, x):
        return x, mode()

    @staticmethod
    @torch.inference_mode()
    def static():
        return mode()


print(Model()(1), Model.static())
try:
    with torch.no_grad():
        raise ValueError("x")
except ValueError:
    print(mode())
context = torch.no_grad()
with context:
    with context.clone():
        print(mode())
print(mode())

torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True).eval()
encoder = nn.TransformerEncoder(layer, 2).eval()
attention = nn.MultiheadAttention(8, 2, batch_first=True).eval()
x = torch.randn(2, 4, 8)
mask = torch.linspace(-1, 1, 16).view(4, 4)
padding = torch.tensor([[0.0, 0.5, 0, 0], [0, 0, 0, -1.0]])
left = torch.tensor([[False, False, False, True], [False, False, False, False]])
holes = torch.tensor([[False, True, False, True], [True, False, False, False]])
unchecked = nn.TransformerEncoder(layer, 2, mask_check=False).eval()
plain_encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False).eval()


def results(title):
    print(title, mode())
    for name, value in [
        ("layer", layer(x)), ("float mask", layer(x, mask)), ("float padding", layer(x, None, padding)),
        ("encoder", encoder(x, src_key_padding_mask=left)), ("holes", encoder(x, src_key_padding_mask=holes)),
        ("unchecked", unchecked(x, src_key_padding_mask=holes)),
        ("unchecked left", unchecked(x, src_key_padding_mask=left)),
        ("plain", plain_encoder(x, src_key_padding_mask=left)),
        ("encoder mask", encoder(x, mask, left)),
        ("attention", attention(x, x, x, attn_mask=torch.ones(4, 4).tril() == 0)[0]),
        ("hidden row", attention(x, x, x, attn_mask=torch.eye(4) == 0, key_padding_mask=holes, need_weights=False)[0]),
    ]:
        print(name, [round(v, 4) for v in value.flatten()[::7].tolist()])


results("with gradients")
with torch.no_grad():
    results("without")
with torch.inference_mode():
    results("inference")
for parameter in list(layer.parameters()) + list(encoder.parameters()) + list(attention.parameters()):
    parameter.requires_grad_(False)
results("frozen")
handle = layer.norm1.register_forward_hook(lambda module, args, result: None)
with torch.no_grad():
    print("hook", [round(v, 4) for v in layer(x, mask).flatten()[::7].tolist()])
handle.remove()
with torch.no_grad():
    print("removed", [round(v, 4) for v in layer(x, mask).flatten()[::7].tolist()])


# A decorated generator receives the values that `send` passes. A decorated function keeps its attributes.
@torch.no_grad()
def counted():
    try:
        while True:
            try:
                print("got", (yield torch.is_grad_enabled()), torch.is_grad_enabled())
            except ValueError:
                print("inner")
    finally:
        print("closed", torch.is_grad_enabled())


def tagged():
    return torch.is_grad_enabled()


tagged.tag = "x"
items = counted()
print(next(items), items.send(1), items.throw(ValueError()), torch.is_grad_enabled())
items.close()
print(getattr(torch.no_grad()(tagged), "tag", "lost"), torch.no_grad()(tagged)())

# When torch copies a decoder layer whose activation is a module, the copy uses relu.
import copy

torch.manual_seed(0)
layer = torch.nn.TransformerDecoderLayer(4, 2, 8, 0.0, activation=torch.nn.GELU(), batch_first=True).eval()
x = torch.randn(1, 3, 4)
print(layer(x, x).sum().item() == copy.deepcopy(layer)(x, x).sum().item(), copy.deepcopy(layer).activation is torch.nn.functional.relu)
stack = torch.nn.TransformerDecoder(layer, 1).eval()
stack.layers[0].activation = torch.nn.Tanh()
print([round(value, 4) for value in stack(x, x)[0, 0].tolist()])
