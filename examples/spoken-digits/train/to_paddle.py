#!/usr/bin/env python3
"""Converts a folder's model.safetensors to checkpoints/avg_1.pdparams.

Paddle stores a Linear's weight transposed, and has other names for the statistics of a batch
norm.
"""
import argparse
import json
import os

import numpy as np
import paddle


def read_safetensors(path):
    with open(path, "rb") as file:
        raw = file.read()
    start = 8 + int.from_bytes(raw[:8], "little")
    tensors = {}
    for name, entry in json.loads(raw[8:start]).items():
        if name == "__metadata__":
            continue
        first, last = entry["data_offsets"]
        values = np.frombuffer(raw[start + first:start + last], "<f4")
        tensors[name] = values.reshape(entry["shape"]).copy()
    return tensors


def paddle_name(name):
    return name.replace(".running_mean", "._mean").replace(".running_var", "._variance")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", help="a model folder that train.py wrote")
    folder = parser.parse_args().folder
    paddle.set_device("cpu")
    state = {}
    for name, value in read_safetensors(f"{folder}/model.safetensors").items():
        if name.endswith(".weight") and value.ndim == 2:  # in this model, only Linear weights have two axes
            value = np.ascontiguousarray(value.T)
        state[paddle_name(name)] = paddle.to_tensor(value)
    os.makedirs(f"{folder}/checkpoints", exist_ok=True)
    path = f"{folder}/checkpoints/avg_1.pdparams"
    paddle.save(state, path, protocol=4)
    print(f"{path}: {len(state)} tensors, {os.path.getsize(path)} bytes")


if __name__ == "__main__":
    main()
