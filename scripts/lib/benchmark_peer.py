"""The encoder that scripts/benchmark compares fwdb with: the same weights, in PyTorch and in onnxruntime.

    benchmark_peer.py torch WEIGHTS FEATURES    PyTorch, eager, 2 threads
    benchmark_peer.py ort WEIGHTS FEATURES      onnxruntime on the CPU, all optimisations, 2 threads
    benchmark_peer.py load WEIGHTS              loads the weights in PyTorch and prints the seconds

WEIGHTS is the .safetensors file that `fwdb new-checkpoint` writes, with PaddleSpeech's names and layouts. FEATURES is a
.npy file of shape (batch, time, 80). For later runs, `load` writes the weights as .pt beside WEIGHTS, and `ort` writes
the graph as .onnx. `torch` and `ort` print "ready" after a first pass. Then they answer each line of standard input:

    idle               the seconds of a pass
    summaries          PyTorch only: the seconds of a pass with hooks that summarise the output of each leaf module
    ids                the best token of each frame
    peak               the peak of memory in bytes
    compare TRACE.npz  PyTorch only: the greatest difference between PyTorch's and fwdb's encoder.after_norm, relative
                       to the greatest element
"""
import json
import math
import os
import resource
import struct
import sys
import time

THREADS = 2
HEADS, SIZE, BLOCKS = 8, 512, 12


def read_safetensors(torch, path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        first, end = entry["data_offsets"]
        values = torch.frombuffer(bytearray(data[first:end]), dtype=torch.float32)
        tensors[name] = values.reshape(entry["shape"])
    return tensors


def build(torch):
    nn, functional = torch.nn, torch.nn.functional

    class FeedForward(nn.Module):
        def __init__(self):
            super().__init__()
            self.w_1, self.w_2 = nn.Linear(SIZE, 2048), nn.Linear(2048, SIZE)
            self.activation = nn.SiLU()

        def forward(self, x):
            return self.w_2(self.activation(self.w_1(x)))

    class Attention(nn.Module):
        def __init__(self):
            super().__init__()
            self.linear_q, self.linear_k, self.linear_v, self.linear_out = (nn.Linear(SIZE, SIZE) for _ in range(4))
            self.linear_pos = nn.Linear(SIZE, SIZE, bias=False)
            self.pos_bias_u = nn.Parameter(torch.zeros(HEADS, SIZE // HEADS))
            self.pos_bias_v = nn.Parameter(torch.zeros(HEADS, SIZE // HEADS))

        def heads(self, x):
            return x.view(x.size(0), -1, HEADS, SIZE // HEADS)

        def forward(self, x, mask, positions):
            q = self.heads(self.linear_q(x))
            k, v = (self.heads(linear(x)).transpose(1, 2) for linear in (self.linear_k, self.linear_v))
            p = self.heads(self.linear_pos(positions)).transpose(1, 2)
            content = torch.matmul((q + self.pos_bias_u).transpose(1, 2), k.transpose(-2, -1))
            position = torch.matmul((q + self.pos_bias_v).transpose(1, 2), p.transpose(-2, -1))
            scores = (content + position) / math.sqrt(SIZE // HEADS)
            hidden = mask.unsqueeze(1).eq(0)
            weights = torch.softmax(scores.masked_fill(hidden, -float("inf")), dim=-1).masked_fill(hidden, 0.0)
            context = torch.matmul(weights, v).transpose(1, 2).contiguous()
            return self.linear_out(context.view(x.size(0), -1, SIZE))

    class Convolution(nn.Module):
        def __init__(self):
            super().__init__()
            self.pointwise_conv1 = nn.Conv1d(SIZE, 2 * SIZE, 1)
            self.depthwise_conv = nn.Conv1d(SIZE, SIZE, 15, padding=7, groups=SIZE)
            self.norm = nn.LayerNorm(SIZE)
            self.pointwise_conv2 = nn.Conv1d(SIZE, SIZE, 1)
            self.activation = nn.SiLU()

        def forward(self, x, mask):
            x = x.transpose(1, 2).masked_fill(mask.eq(0), 0.0)
            x = self.depthwise_conv(functional.glu(self.pointwise_conv1(x), dim=1))
            x = self.activation(self.norm(x.transpose(1, 2))).transpose(1, 2)
            return self.pointwise_conv2(x).masked_fill(mask.eq(0), 0.0).transpose(1, 2)

    class Layer(nn.Module):
        def __init__(self):
            super().__init__()
            self.self_attn, self.conv_module = Attention(), Convolution()
            self.feed_forward_macaron, self.feed_forward = FeedForward(), FeedForward()
            # In PaddleSpeech, the layer norms outside the convolution have eps 1e-12.
            for name in ("norm_ff_macaron", "norm_mha", "norm_conv", "norm_ff", "norm_final"):
                setattr(self, name, nn.LayerNorm(SIZE, eps=1e-12))

        def forward(self, x, mask, positions):
            x = x + 0.5 * self.feed_forward_macaron(self.norm_ff_macaron(x))
            x = x + self.self_attn(self.norm_mha(x), mask, positions)
            x = x + self.conv_module(self.norm_conv(x), mask)
            x = x + 0.5 * self.feed_forward(self.norm_ff(x))
            return self.norm_final(x)

    class Subsampling(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Sequential(nn.Conv2d(1, SIZE, 3, 2), nn.ReLU(), nn.Conv2d(SIZE, SIZE, 3, 2), nn.ReLU())
            self.out = nn.Sequential(nn.Linear(SIZE * 19, SIZE))
            position = torch.arange(0, 5000, dtype=torch.float32).unsqueeze(1)
            pace = torch.exp(torch.arange(0, SIZE, 2, dtype=torch.float32) * -(math.log(10000.0) / SIZE))
            table = torch.zeros(1, 5000, SIZE)
            table[0, :, 0::2], table[0, :, 1::2] = torch.sin(position * pace), torch.cos(position * pace)
            self.register_buffer("table", table, persistent=False)

        def forward(self, x, mask):
            x = self.conv(x.unsqueeze(1))
            x = self.out(x.transpose(1, 2).contiguous().view(x.size(0), x.size(2), -1))
            return x * math.sqrt(SIZE), self.table[:, : x.size(1)], mask[:, :, :-2:2][:, :, :-2:2]

    class Encoder(nn.Module):
        def __init__(self):
            super().__init__()
            self.embed = Subsampling()
            self.encoders = nn.ModuleList(Layer() for _ in range(BLOCKS))
            self.after_norm = nn.LayerNorm(SIZE, eps=1e-12)

        def forward(self, x, mask):
            x, positions, mask = self.embed(x, mask)
            for layer in self.encoders:
                x = layer(x, mask, positions)
            return self.after_norm(x)

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.encoder = Encoder()
            self.ctc = nn.Module()
            self.ctc.ctc_lo = nn.Linear(SIZE, 5537)

        def forward(self, features, mask):
            return torch.log_softmax(self.ctc.ctc_lo(self.encoder(features, mask)), dim=-1)

    return Model().eval()


def load_model(torch, path):
    model = build(torch)
    linears = {name for name, module in model.named_modules() if isinstance(module, torch.nn.Linear)}
    state = {}
    for name, tensor in read_safetensors(torch, path).items():
        # PaddleSpeech stores a Linear's weight as (in, out).
        turned = name.endswith(".weight") and name.removesuffix(".weight") in linears
        state[name] = tensor.t().contiguous() if turned else tensor
    model.load_state_dict(state)
    return model


def watch(torch, model):
    """A hook on each leaf module that computes a summary: counts, range, mean, deviation, a histogram of magnitudes."""
    noted = []

    def look(module, inputs, output):
        finite = torch.isfinite(output)
        kept = output[finite]
        exponents = torch.histc(torch.frexp(kept)[1].float(), bins=256, min=-128, max=127)
        noted.append((torch.isnan(output).sum(), torch.isinf(output).sum(), (output == 0).sum(), kept.min(), kept.max(),
                      kept.mean(), kept.std(), exponents))

    return [m.register_forward_hook(look) for m in model.modules() if not list(m.children())], noted


def serve(passes, ids, compare=None):
    passes["idle"]()
    print("ready", flush=True)
    for line in sys.stdin:
        way = line.strip()
        if way == "ids":
            print(*ids(), flush=True)
        elif way == "peak":
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, flush=True)
        elif way.startswith("compare "):
            print(compare(way.split(" ", 1)[1]), flush=True)
        else:
            began = time.perf_counter()
            passes[way]()
            print(time.perf_counter() - began, flush=True)


def main(kind, weights, features=None):
    import numpy
    import torch
    torch.set_num_threads(THREADS)
    if kind == "load":
        # Written once, for all later runs.
        path = weights + ".pt"
        if not os.path.exists(path):
            torch.save(load_model(torch, weights).state_dict(), path)
        began = time.perf_counter()
        torch.load(path)
        print(time.perf_counter() - began)
        return
    x = numpy.load(features)
    x = torch.from_numpy(x if x.ndim == 3 else x[None])
    mask = torch.ones(x.size(0), 1, x.size(1), dtype=torch.bool)
    if kind == "torch":
        path = weights + ".pt"
        if os.path.exists(path):
            model = build(torch)
            model.load_state_dict(torch.load(path, mmap=True), assign=True)
        else:
            model = load_model(torch, weights)

        def idle():
            with torch.inference_mode():
                return model(x, mask)

        def summaries():
            hooks, noted = watch(torch, model)
            idle()
            for hook in hooks:
                hook.remove()

        def compare(trace):
            given = torch.from_numpy(numpy.load(trace)["encoder.after_norm"])
            with torch.inference_mode():
                own = model.encoder(x, mask)
            return float((own - given).abs().max() / own.abs().max())

        serve({"idle": idle, "summaries": summaries}, lambda: idle().argmax(-1)[0].tolist(), compare)
    else:
        import onnxruntime
        path = weights + ".onnx"
        if not os.path.exists(path):
            model = load_model(torch, weights)
            with torch.inference_mode():
                torch.onnx.export(
                    model, (x, mask), path, input_names=["features", "mask"], output_names=["scores"],
                    dynamic_axes={"features": {1: "frames"}, "mask": {2: "frames"}}, dynamo=False)
            del model
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        given = {"features": x.numpy(), "mask": mask.numpy()}

        def idle():
            return session.run(None, given)[0]

        serve({"idle": idle}, lambda: idle().argmax(-1)[0].tolist())


if __name__ == "__main__":
    main(*sys.argv[1:])
