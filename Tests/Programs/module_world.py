import sys
import os
import torch
import torch.nn as nn
import torch.nn.functional as F


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


print(torch.cuda.is_available(), torch.cuda.device_count(), torch.cuda.is_initialized())
print(torch.backends.mps.is_available(), torch.backends.cudnn.version(), torch.backends.cudnn.is_available())
torch.backends.cudnn.benchmark = True
torch.backends.cudnn.deterministic = True
torch.backends.cuda.matmul.allow_tf32 = True
print(torch.backends.cudnn.benchmark, torch.backends.cuda.matmul.allow_tf32, torch.backends.cudnn.allow_tf32)
print(hasattr(torch.backends, 'cudnn'), hasattr(torch.cuda, 'amp'), torch.version.cuda)
print(torch.jit.is_scripting(), torch.jit.is_tracing(), torch.compiler.is_compiling())
torch.set_float32_matmul_precision('high')
print(torch.get_float32_matmul_precision(), torch.are_deterministic_algorithms_enabled())
torch.use_deterministic_algorithms(True)
print(torch.are_deterministic_algorithms_enabled())
print(torch.get_default_dtype(), torch.is_tensor(torch.ones(1)), torch.is_tensor(1), torch.is_floating_point(torch.ones(1)))
d = torch.device('cuda', 1)
print(d, repr(d), d.type, d.index, torch.device('cpu'), torch.device('cpu').index, torch.device('cuda:0') == torch.device('cuda', 0))
attempt(lambda: torch.device('gpu'))
x = torch.ones(2)
print(x.device, x.is_cuda, x.device == torch.device('cpu'), x.device.type, x.is_contiguous(), x.is_leaf, x.grad)
print(torch.typename(x), torch.typename(3), torch.onnx.is_in_onnx_export())
print(sys.platform, os.environ.get('NOTHING'), os.environ.get('NOTHING', 'x'))


@torch.jit.script
def scripted(a, b: int):
    return a + b


@torch.jit.ignore
def ignored(a):
    return a


@torch.jit.unused
def unused(a):
    return a


@torch.compile
def compiled(a):
    return a * 2


@torch.compile(dynamic=True)
def compiled2(a):
    return a * 3


@torch.no_grad()
def no_grad(a):
    return a * 4


@torch.inference_mode()
def inference(a):
    return a * 5


@torch.amp.autocast('cuda', enabled=False)
def cast(a):
    return a * 6


@torch.compiler.disable
def disabled(a):
    return a * 7


@torch.compiler.disable(recursive=False)
def disabled2(a):
    return a * 8


@torch._dynamo.disable
def disabled3(a):
    return a * 9


torch.fx.wrap('ignored')
print(scripted(x, 1).tolist(), ignored(1), unused(2), compiled(1), compiled2(1), no_grad(1), inference(1), cast(1))
print(disabled(1), disabled2(1), disabled3(1))
lin = nn.Identity()
print(torch.compile(lin) is not None, torch.jit.annotate(int, 3))
with torch.no_grad(), torch.inference_mode(), torch.set_grad_enabled(False), torch.enable_grad():
    y = x * 2
with torch.autocast('cuda', enabled=False), torch.cuda.amp.autocast(enabled=False), torch.amp.autocast('cpu', enabled=False):
    y = y * 2
with torch.autocast(device_type='cpu', dtype=torch.bfloat16, enabled=False):
    y = y + 1
with torch.profiler.record_function('a'), torch.autograd.profiler.record_function('b'):
    y = y + 1
print(y.tolist())
from torch.utils.checkpoint import checkpoint, checkpoint_sequential
print(checkpoint(lambda a, b=1: a + b, x, use_reentrant=False).tolist())
print(checkpoint_sequential(nn.Sequential(nn.ReLU(), nn.Identity()), 2, x, use_reentrant=False).tolist())
from torch.nn.attention import SDPBackend, sdpa_kernel
with sdpa_kernel(SDPBackend.MATH):
    q = torch.ones(1, 1, 2, 4)
    print(F.scaled_dot_product_attention(q, q, q).sum().item())


class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, scale):
        ctx.save_for_backward(x)
        ctx.scale = scale
        return x * x * scale

    @staticmethod
    def backward(ctx, grad):
        x, = ctx.saved_tensors
        return grad * 2 * x * ctx.scale, None


print(Square.apply(torch.tensor([1.0, 3.0]), 2).tolist())


class Setup(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return x + 1

    @staticmethod
    def setup_context(ctx, inputs, output):
        x, = inputs
        ctx.save_for_backward(x)


print(Setup.apply(torch.tensor([1.0])).tolist())
print(torch.distributed.is_available() and torch.distributed.is_initialized())
print(torch.is_autocast_enabled(), torch.is_deterministic_algorithms_warn_only_enabled() if False else 0)
print(torch.overrides.has_torch_function((x,)), torch.overrides.is_tensor_like(x))
attempt(lambda: torch.cuda.current_device())
