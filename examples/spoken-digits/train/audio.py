"""Reads recordings and changes their sound for augmentation."""
import math
import wave

import numpy as np

from features import SAMPLE_RATE


def read_wav(path):
    """Returns the samples of a 16-bit mono WAV file, in the range of int16, and the sample rate."""
    with wave.open(path, "rb") as file:
        assert file.getsampwidth() == 2 and file.getnchannels() == 1, path
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return samples.astype(np.float32), file.getframerate()


def resample(x, rate, to=SAMPLE_RATE):
    """Resamples x with a Fourier transform, without aliasing."""
    if rate == to:
        return x
    divisor = math.gcd(rate, to)
    step = rate // divisor * 16
    units = -(-len(x) // step) * 16
    length, new_length = units * (rate // divisor), units * (to // divisor)
    wanted = int(round(len(x) * to / rate))
    spectrum = np.fft.rfft(x, length)
    new_spectrum = np.zeros(new_length // 2 + 1, spectrum.dtype)
    common = min(len(spectrum), len(new_spectrum))
    new_spectrum[:common] = spectrum[:common]
    return (np.fft.irfft(new_spectrum, new_length)[:wanted] * (new_length / length)).astype(np.float32)


def load(path):
    return resample(*read_wav(path))


def equalise(x, gain):
    """Filters x. The function gain maps frequencies in Hz to amplitude factors."""
    length = -(-len(x) // 512) * 512  # the Fourier transform of this length is fast
    spectrum = np.fft.rfft(x, length) * gain(np.fft.rfftfreq(length, 1 / SAMPLE_RATE))
    return np.fft.irfft(spectrum, length)[:len(x)].astype(np.float32)


def band(x, lowest, highest):
    return equalise(x, lambda hz: (hz >= lowest) & (hz <= highest))


def trim(x, threshold_db=-38, keep=400):
    """Cuts silence off both ends, but keeps some samples of it. A window of 20 ms below the threshold is silent."""
    energy_so_far = np.cumsum(np.pad(x.astype(np.float64) ** 2, (160, 160)))
    energy = energy_so_far[320:] - energy_so_far[:-320]
    loud = np.nonzero(energy > energy.max() * 10 ** (threshold_db / 10))[0]
    return x[max(0, loud[0] - keep):loud[-1] + keep]


def extend_band(x, rng):
    """Returns two guesses of the 4-8 kHz band for a recording without this band.

    The first guess is the mirrored spectrum below 4 kHz. The second guess is noise. At each
    moment it is as loud as the band from 2.5 to 4 kHz.
    """
    mirrored = np.zeros_like(x)
    mirrored[::2] = 2 * x[::2]
    folded = equalise(
        mirrored,
        lambda hz: np.where(hz < 4000, 0.0, 10 ** (-2.0 * np.clip((hz - 4000) / 2500, 0, 1))))
    power = np.convolve(band(x, 2500, 4000) ** 2, np.hanning(240) / 120, "same")
    envelope = np.sqrt(power + 1e-3)
    noise = rng.standard_normal(len(x)).astype(np.float32)
    noise = band(noise, 4000, rng.uniform(5500, 8000)) * envelope
    return folded, noise.astype(np.float32)


def change_speed(x, factor):
    """Changes pitch, formants and tempo by the same factor, like a tape at another speed."""
    return np.interp(np.arange(0, len(x) - 1, factor), np.arange(len(x)), x).astype(np.float32)


def reverb(x, rng):
    """Adds the reverberation of a random room: noise that decays in 50 to 350 ms."""
    length = int(SAMPLE_RATE * rng.uniform(0.05, 0.35))
    room = rng.standard_normal(length) * np.exp(-6.9 * np.arange(length) / length)
    room *= rng.uniform(0.05, 0.35) / np.sqrt((room ** 2).sum())
    room[0] = 1
    size = 1 << (len(x) + length).bit_length()
    return np.fft.irfft(np.fft.rfft(x, size) * np.fft.rfft(room, size), size)[:len(x)].astype(np.float32)


def noise_bank(rng, count=60, seconds=12):
    """Returns noises of random spectral tilt and unit variance. 30 % of them end at 4 kHz."""
    noises = []
    for i in range(count):
        tilt = rng.uniform(0, 1.2)
        top = 4000 if i % 10 < 3 else SAMPLE_RATE
        white = rng.standard_normal(SAMPLE_RATE * seconds)
        noise = equalise(white, lambda hz: (np.maximum(hz, 40) / 1000) ** -tilt * (hz < top))
        noises.append(noise / noise.std())
    return noises


def join(parts, gaps):
    """Joins the parts, with a gap (in samples) after each part. After a negative gap, two parts overlap."""
    placed, position = [], 0
    for part, gap in zip(parts, gaps):
        placed.append((position, part))
        position = max(position + len(part) + gap, position + 1)
    out = np.zeros(max(start + len(part) for start, part in placed), np.float32)
    for start, part in placed:
        out[start:start + len(part)] += part
    return out
