"""Computes log-mel features from samples, as Kaldi does, and masks them for augmentation."""
import math

import numpy as np
import torch

SAMPLE_RATE = 16000
BINS = 80
FRAME_LENGTH = 400  # 25 ms
FRAME_SHIFT = 160  # 10 ms
FFT_SIZE = 512
LOWEST_HZ = 20.0


def mel(hz):
    return 1127.0 * np.log(1.0 + np.asarray(hz, np.float64) / 700.0)


def mel_filters():
    """Returns triangular filters at equal distances in mel: a weight for each filter and FFT bin, (80, 257)."""
    edges = np.linspace(mel(LOWEST_HZ), mel(SAMPLE_RATE / 2), BINS + 2)
    left, middle, right = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    bins = mel(np.arange(FFT_SIZE // 2) * SAMPLE_RATE / FFT_SIZE)[None]
    rising = (bins - left) / (middle - left)
    falling = (right - bins) / (right - middle)
    weights = np.maximum(0.0, np.minimum(rising, falling))
    weights = np.pad(weights, ((0, 0), (0, 1)))  # the Nyquist bin gets no weight
    return torch.tensor(weights, dtype=torch.float32)


class Fbank:
    """Computes 80 log-mel energies for each frame: povey windows of 25 ms every 10 ms, without dither.

    Shapes: (..., samples) -> (..., frames, 80). The samples are in the range of int16.
    """

    def __init__(self):
        n = torch.arange(FRAME_LENGTH, dtype=torch.float64)
        hann = 0.5 - 0.5 * torch.cos(2 * math.pi * n / (FRAME_LENGTH - 1))
        self.window = hann.pow(0.85).float()
        self.mel = mel_filters().T.contiguous()

    def __call__(self, samples):
        frames = samples.unfold(-1, FRAME_LENGTH, FRAME_SHIFT)
        frames = frames - frames.mean(-1, keepdim=True)
        before = torch.cat([frames[..., :1], frames[..., :-1]], -1)
        frames = frames - 0.97 * before
        power = torch.fft.rfft(frames * self.window, FFT_SIZE).abs().pow(2)
        return torch.log(torch.clamp(power @ self.mel, min=1.1920929e-07))


def mask_features(x, mean, rng):
    """Augments features x of shape (batch, frames, 80).

    Stretches each utterance by up to 7 % along the mel axis, like a shorter or longer vocal tract.
    Then replaces random bands and time ranges by the global mean; in 15 % of the utterances also
    the band above 3.7 kHz.
    """
    batch, frames, bins = x.shape
    stretch = torch.tensor(rng.uniform(0.93, 1.07, (batch, 1)), dtype=torch.float32)
    position = torch.clamp(torch.arange(bins)[None] * stretch, max=bins - 1.001)
    below = position.long()
    fraction = (position - below)[:, None]

    def take(index):
        return x.gather(2, index[:, None].expand(-1, frames, -1))

    x = take(below) * (1 - fraction) + take(below + 1) * fraction
    for b in range(batch):
        for _ in range(2):
            width = rng.integers(0, 13)
            start = rng.integers(0, bins - width)
            x[b, :, start:start + width] = mean[start:start + width]
            width = rng.integers(0, 13)
            start = rng.integers(0, max(1, frames - width))
            x[b, start:start + width] = mean
        if rng.random() < 0.15:
            x[b, :, 58:] = mean[58:]  # bin 58 is at about 3.7 kHz
    return x
