"""Makes training utterances: digit strings that are joined from recorded words, or synthesised as a whole.

A word in a bank is (samples, folded, noise). The last two are guesses of the word's
4-8 kHz band (see `extend_band`); None if the word needs no guess.
"""
import glob
import os

import numpy as np
import torch

from audio import (band, change_speed, equalise, extend_band, join, load, noise_bank,
                   reverb, trim)
from features import SAMPLE_RATE, Fbank

WORDS = "zero one two three four five six seven eight nine oh".split()
VOCABULARY = ["<blank>", "<unk>"] + WORDS + ["<eos>"]
TOKEN = {word: i for i, word in enumerate(VOCABULARY)}
HELD_OUT_SPEAKER = "lucas"

# The possible counts of digits in a training string, and the probability of each count.
LENGTHS = [1, 2, 3, 4, 5, 6, 8]
LENGTH_SHARES = [.10, .16, .20, .20, .18, .11, .05]


def load_fsdd(folder, rng):
    """Reads the Free Spoken Digit Dataset: banks[speaker, split][word] -> recordings of the word.

    File names are DIGIT_SPEAKER_INDEX.wav. One speaker is not used for training. Of the other
    speakers, indices 0 to 4 are the data set's official test part.
    """
    banks = {}
    for path in sorted(glob.glob(f"{folder}/recordings/*.wav")):
        digit, speaker, index = os.path.basename(path)[:-4].split("_")
        x = load(path)
        if speaker == HELD_OUT_SPEAKER:
            split = "heldout"
        else:
            split = "test" if int(index) < 5 else "train"
        guesses = extend_band(x, rng) if split == "train" else (None, None)
        bank = banks.setdefault((speaker, split), {})
        bank.setdefault(WORDS[int(digit)], []).append((x, *guesses))
    return banks


def load_asterisk(folder):
    """Reads one additional speaker from 0.wav to 9.wav and oh.wav."""
    bank = {}
    for path in sorted(glob.glob(f"{folder}/*.wav")):
        name = os.path.basename(path)[:-4]
        word = WORDS[int(name)] if name.isdigit() else name
        bank.setdefault(word, []).append((trim(load(path)), None, None))
    return bank


def load_synthesised(folder):
    """Reads the output of synthesise.py: strings[number of digits] -> list of (samples, words)."""
    strings = {}
    with open(f"{folder}/text") as text:
        for line in text:
            name, *words = line.split()
            x = load(f"{folder}/{name}.wav")
            if np.abs(x).max() > 0:
                strings.setdefault(len(words), []).append((trim(x), words))
    return strings


def make_string(banks, synthesised, rng, count, speakers, synthesised_share):
    """Returns the samples and the words of one utterance of count digits. `finish` sets its level and adds noise."""
    if synthesised and rng.random() < synthesised_share and count in synthesised:
        choices = synthesised[count]
        x, words = choices[rng.integers(len(choices))]
        x = change_speed(x, rng.uniform(0.85, 1.18))
        x = x / (np.abs(x).max() + 1e-9)
        if rng.random() < 0.4:  # limits the band, as a telephone does
            x = band(x, rng.choice([0, 200, 300]), rng.uniform(3400, 4000))
        return x, words

    bank = banks[speakers[rng.integers(len(speakers))]]
    names = list(bank)
    words = [names[i] for i in rng.integers(len(names), size=count)]
    speed = rng.uniform(0.82, 1.25)
    upper_band = 0 if rng.random() < 0.35 else 10 ** (rng.uniform(-30, 3) / 20)
    use_folded = rng.random() < 0.4
    same_level = rng.random() < 0.5
    jitter = rng.uniform(0, 0.08)
    parts = []
    for word in words:
        x, folded, noise = bank[word][rng.integers(len(bank[word]))]
        if folded is not None:
            x = x + upper_band * (folded if use_folded else noise)
        elif rng.random() < 0.3:
            x = band(x, 0, 3800)
        x = change_speed(x, speed * (1 + rng.uniform(-jitter, jitter)))
        fade = min(80, len(x) // 4)
        x[:fade] *= np.linspace(0, 1, fade)
        x[-fade:] *= np.linspace(1, 0, fade)
        level = np.abs(x).max() if same_level else 8000
        parts.append(x / level * rng.uniform(0.7, 1.0))
    shortest, longest = (-0.04, 0.06) if rng.random() < 0.5 else (0.0, 0.32)
    gaps = [int(SAMPLE_RATE * rng.uniform(shortest, longest)) for _ in parts]
    x = join(parts, gaps)
    return x / (np.abs(x).max() + 1e-9), words


def finish(x, rng, length, noises):
    """Adds a random room, microphone, noise and level to a string.

    Returns `length` samples, rounded to integers of int16's range.
    """
    if rng.random() < 0.3:
        x = reverb(x, rng)
    if rng.random() < 0.5:
        tilt = rng.uniform(-0.35, 0.35)
        x = equalise(x, lambda hz: np.maximum(hz, 60) ** tilt)
        x /= np.abs(x).max() + 1e-9
    y = np.zeros(length, np.float32)
    start = rng.integers(0, max(1, length - len(x)))
    y[start:start + len(x)] = x[:length - start]
    noise = noises[rng.integers(len(noises))]
    offset = rng.integers(0, max(1, len(noise) - length))
    noise = np.resize(noise[offset:offset + length], length)
    y += noise * (x.std() + 1e-9) * 10 ** (-rng.uniform(8, 60) / 20)
    peak = np.abs(y).max() + 1e-9
    gain = 10 ** (-rng.uniform(0, 32) / 20)
    return np.clip(np.round(y / peak * 32767 * gain), -32768, 32767).astype(np.float32)


class Feed:
    """Returns a training batch at each call: features (batch, frames, 80) and token IDs.

    Noise extends all strings of a batch to the same length, so no batch has padding. Some calls
    return an earlier batch again. The random feature masks then differ.
    """

    def __init__(self, settings, seed):
        self.settings = settings
        self.rng = np.random.default_rng(seed)
        self.lengths = np.random.default_rng(settings.seed)  # the same in all processes
        banks = load_fsdd(settings.fsdd, self.rng)
        if settings.asterisk:
            banks["allison", "train"] = load_asterisk(settings.asterisk)
        self.synthesised = load_synthesised(settings.synthesised) if settings.synthesised else {}
        self.banks = {key: bank for key, bank in banks.items() if key[1] == "train"}
        # Allison recorded each word only once: draw her half as often as the other speakers.
        self.speakers = [
            key for key in self.banks for _ in range(1 if key[0] == "allison" else 2)]
        self.fbank = Fbank()
        self.noises = noise_bank(self.rng)
        self.earlier = {}

    def __call__(self):
        count = int(self.lengths.choice(LENGTHS, p=LENGTH_SHARES))
        again = self.lengths.random() < self.settings.reuse
        earlier = self.earlier.setdefault(count, [])
        if again and len(earlier) >= 10:
            return earlier[self.rng.integers(len(earlier))]
        batch = self.make(count)
        earlier.append(batch)
        del earlier[:-60]
        return batch

    def make(self, count):
        """Makes a batch. Each of its strings has count digits or count - 1 digits."""
        made = []
        for _ in range(self.settings.batch):
            shorter = int(self.rng.random() < 0.3)
            made.append(make_string(self.banks, self.synthesised, self.rng, max(1, count - shorter),
                                    self.speakers, self.settings.synthesised_share))
        # Fits the length to the second longest string: the longest may be an outlier, and may be dropped.
        second_longest = sorted(len(x) for x, _ in made)[-2]
        length = int(second_longest + SAMPLE_RATE * self.rng.uniform(0.05, 0.5))
        made = [(x, words) for x, words in made if len(x) <= length]
        samples = np.stack([finish(x, self.rng, length, self.noises) for x, _ in made])
        tokens = [[TOKEN[word] for word in words] for _, words in made]
        return self.fbank(torch.from_numpy(samples)), tokens
