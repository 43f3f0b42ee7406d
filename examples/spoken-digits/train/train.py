#!/usr/bin/env python3
"""Trains a small Conformer with CTC on spoken English digit strings, on a CPU.

    train.py --fsdd DIR --synthesised DIR --asterisk DIR --an4 DIR --out RUN --minutes 46
    train.py --export-from RUN/final.pt --out FOLDER
"""
import argparse
import json
import math
import os
import time

import numpy as np
import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn

from data import VOCABULARY, Feed
from export import export
from features import BINS, Fbank, mask_features
from model import Model
from scoring import evaluate, evaluation_sets

CMVN_BATCHES = 40  # for each process


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add = parser.add_argument
    add("--out", required=True, help="folder to write into")
    add("--export-from", default="", metavar="CHECKPOINT",
        help="write this checkpoint's model folder and stop")

    group = parser.add_argument_group("data")
    add = group.add_argument
    add("--fsdd", default="", metavar="DIR", help="the Free Spoken Digit Dataset")
    add("--synthesised", default="", metavar="DIR", help="what synthesise.py wrote")
    add("--asterisk", default="", metavar="DIR", help="0.wav to 9.wav and oh.wav of one more voice")
    add("--an4", default="", metavar="DIR",
        help="16 kHz recordings and a file text (NAME word word ...): a test set")
    add("--also", nargs="*", default=[], metavar="NAME=FILE:two_nine,...", help="more test sets")

    group = parser.add_argument_group("network")
    add = group.add_argument
    add("--size", type=int, default=64, help="width of the encoder (%(default)s)")
    add("--heads", type=int, default=4, help="attention heads (%(default)s)")
    add("--units", type=int, default=256, help="hidden units of the feed-forward (%(default)s)")
    add("--blocks", type=int, default=6, help="Conformer blocks (%(default)s)")
    add("--kernel", type=int, default=15, help="frames a convolution sees, odd (%(default)s)")
    add("--dropout", type=float, default=0.1, help="(%(default)s)")
    add("--attention-dropout", type=float, default=0.0, help="(%(default)s)")

    group = parser.add_argument_group("training")
    add = group.add_argument
    add("--minutes", type=float, default=40, help="how long to train (%(default)s)")
    add("--lr", type=float, default=2e-3, help="highest learning rate (%(default)s)")
    add("--warmup", type=int, default=400, help="steps up to it (%(default)s)")
    add("--batch", type=int, default=16, help="strings per process and step (%(default)s)")
    add("--reuse", type=float, default=0.4, help="share of batches seen before (%(default)s)")
    add("--synthesised-share", type=float, default=0.4, help="of the strings (%(default)s)")
    add("--average-from", type=float, default=0.85, metavar="SHARE",
        help="the result is the mean of the weights after this share of the time (%(default)s)")
    add("--init", default="", metavar="CHECKPOINT", help="start from these weights and statistics")
    add("--seed", type=int, default=7)
    add("--ranks", type=int, default=2,
        help="processes, one thread each, that share the work (%(default)s)")
    add("--port", type=int, default=29511, help="where they meet (%(default)s)")
    return parser.parse_args()


def average(tensors, ranks):
    """Replaces each tensor by its mean over all processes, in place."""
    if ranks == 1:
        return
    flat = torch.cat([tensor.reshape(-1) for tensor in tensors])
    dist.all_reduce(flat)
    flat /= ranks
    for tensor, mean in zip(tensors, flat.split([tensor.numel() for tensor in tensors])):
        tensor.copy_(mean.view_as(tensor))


def measure_cmvn(feed, ranks):
    """Returns the sums of the features and of their squares, and the frame count, as PaddleSpeech stores them."""
    sums = torch.zeros(2 * BINS + 1, dtype=torch.float64)
    for _ in range(CMVN_BATCHES):
        frames = feed()[0].double().reshape(-1, BINS)
        count = torch.tensor([float(len(frames))], dtype=torch.float64)
        sums += torch.cat([frames.sum(0), (frames * frames).sum(0), count])
    if ranks > 1:
        dist.all_reduce(sums)
    return {
        "mean_stat": sums[:BINS].tolist(),
        "var_stat": sums[BINS:2 * BINS].tolist(),
        "frame_num": int(sums[-1]),
    }


def set_cmvn(model, cmvn):
    mean = np.array(cmvn["mean_stat"]) / cmvn["frame_num"]
    variance = np.array(cmvn["var_stat"]) / cmvn["frame_num"] - mean ** 2
    model.mean.copy_(torch.tensor(mean))
    model.istd.copy_(torch.tensor(1 / np.sqrt(variance)))


def make_optimizer(parameters, lr):
    """Returns an AdamW optimizer. Weight decay applies only to matrices and kernels, not to vectors."""
    return torch.optim.AdamW(
        [
            {"params": [p for p in parameters if p.ndim > 1], "weight_decay": 0.01},
            {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0.0},
        ],
        lr=lr, betas=(0.9, 0.98))


def learning_rate(settings, step, share):
    """Rises linearly over the warm-up steps, and falls as a cosine of the elapsed share of the time."""
    rising = min(1, (step + 1) / settings.warmup)
    falling = max(0.01, 0.5 * (1 + math.cos(math.pi * share)))
    return settings.lr * rising * falling


def ctc_loss(model, feats, labels, rng):
    logits = model(mask_features(feats, model.mean, rng))
    log_probs = F.log_softmax(logits, -1).transpose(0, 1)  # (time, batch, token)
    lengths = torch.tensor([len(label) for label in labels])
    return F.ctc_loss(log_probs, torch.tensor(sum(labels, [])),
                      torch.full_like(lengths, log_probs.shape[0]), lengths, zero_infinity=True)


class WeightAverage:
    """The mean of a model's weights at several steps. Its error rate is lower than that of the last weights."""

    def __init__(self):
        self.sums, self.count = None, 0

    def add(self, model):
        weights = {name: value.double() for name, value in model.state_dict().items()}
        if self.sums is None:
            self.sums = weights
        else:
            self.sums = {name: self.sums[name] + weights[name] for name in weights}
        self.count += 1

    def put_into(self, model):
        if self.count:
            now = model.state_dict()
            model.load_state_dict({
                name: (value / self.count).to(now[name].dtype) for name, value in self.sums.items()
            })


def train(rank, settings):
    """Trains the model in one of settings.ranks processes. Process 0 also measures error rates, logs and saves."""
    torch.set_num_threads(1)
    torch.manual_seed(settings.seed)
    os.makedirs(settings.out, exist_ok=True)
    if settings.ranks > 1:
        dist.init_process_group("gloo", init_method=f"tcp://127.0.0.1:{settings.port}",
                                rank=rank, world_size=settings.ranks)
    model = Model(settings, len(VOCABULARY))
    model.encoder.embed.conv.to(memory_format=torch.channels_last)  # faster
    feed = Feed(settings, settings.seed * 100 + rank)
    fbank = Fbank()
    rng = np.random.default_rng(settings.seed * 100 + rank)
    sets = evaluation_sets(settings) if rank == 0 else {}

    if settings.init:
        saved = torch.load(settings.init)
        model.load_state_dict(saved["model"])
        cmvn = saved["cmvn"]
    else:
        cmvn = measure_cmvn(feed, settings.ranks)
    set_cmvn(model, cmvn)

    parameters = list(model.parameters())
    batch_norms = [value for name, value in model.named_buffers() if "running" in name]
    with torch.no_grad():
        average(parameters, settings.ranks)
    optimizer = make_optimizer(parameters, settings.lr)
    log = open(f"{settings.out}/train.log", "a") if rank == 0 else None

    def say(line):
        if rank == 0:
            print(line, flush=True)
            log.write(line + "\n")
            log.flush()

    def save(name):
        state = {"model": model.state_dict(), "cmvn": cmvn, "step": step}
        torch.save(state, f"{settings.out}/{name}")

    count = sum(parameter.numel() for parameter in parameters)
    say(f"parameters {count}, frames for CMVN {cmvn['frame_num']}")
    torch.manual_seed(settings.seed + rank)
    mean_weights = WeightAverage()
    step, losses = 0, []
    start = last = time.time()
    model.train()
    while True:
        now = torch.tensor([(time.time() - start) / (settings.minutes * 60)])
        average([now], settings.ranks)  # so that all processes stop at the same step
        share = now.item()
        if share >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(settings, step, share)
        loss = ctc_loss(model, *feed(), rng)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        average([parameter.grad for parameter in parameters], settings.ranks)
        nn.utils.clip_grad_norm_(parameters, 5.0)
        optimizer.step()
        losses.append(loss.item())
        step += 1

        if share > settings.average_from and step % 20 == 0:
            mean_weights.add(model)
        if step % 100 == 0:
            line = (f"step {step} t {time.time() - start:.0f}s"
                    f" {(time.time() - last) / 100:.3f}s/step loss {np.mean(losses[-100:]):.4f}")
            last = time.time()
            if step % 500 == 0:
                average(batch_norms, settings.ranks)
                if rank == 0:
                    line += " " + json.dumps(evaluate(model, sets, fbank))
                    save("last.pt")
            say(line)

    if rank == 0:
        mean_weights.put_into(model)
        save("final.pt")
        export(settings.out, model.state_dict(), cmvn, settings)
        shown = ["an4_digits"] + [argument.split("=")[0] for argument in settings.also]
        rates = json.dumps(evaluate(model, sets, fbank, shown))
        say(f"final after {step} steps, mean of {mean_weights.count} {rates}")


def main():
    settings = arguments()
    if settings.export_from:
        saved = torch.load(settings.export_from)
        export(settings.out, saved["model"], saved["cmvn"], settings)
    elif settings.ranks > 1:
        torch.multiprocessing.spawn(train, (settings,), nprocs=settings.ranks)
    else:
        train(0, settings)


if __name__ == "__main__":
    main()
