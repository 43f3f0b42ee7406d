"""Decodes the model's output and measures the word error rate on test strings."""
import numpy as np
import torch

from audio import join, load, read_wav
from data import HELD_OUT_SPEAKER, VOCABULARY, WORDS, load_fsdd
from features import SAMPLE_RATE


def greedy(logits):
    """Returns the words of greedy decoding: the best token of each frame, without repeats and blanks."""
    words, previous = [], 0
    for token in logits.argmax(-1).tolist():
        if token != previous and token != 0:
            words.append(VOCABULARY[token])
        previous = token
    return words


def edits(reference, hypothesis):
    """Returns the edit distance of two lists of words: the least count of insertions, deletions and substitutions."""
    row = list(range(len(hypothesis) + 1))
    for i, wanted in enumerate(reference, 1):
        diagonal, row[0] = row[0], i
        for j, found in enumerate(hypothesis, 1):
            best = min(row[j] + 1, row[j - 1] + 1, diagonal + (wanted != found))
            diagonal, row[j] = row[j], best
    return row[-1]


def joined_strings(banks, keys, rng, number):
    """Returns test strings of 1 to 6 digits: joined recordings with a little noise and no other augmentation."""
    strings = []
    for _ in range(number):
        bank = banks[keys[rng.integers(len(keys))]]
        words = [WORDS[i] for i in rng.integers(10, size=rng.integers(1, 7))]
        parts = [bank[word][rng.integers(len(bank[word]))][0] for word in words]
        x = join(parts, [int(SAMPLE_RATE * rng.uniform(0.05, 0.3)) for _ in parts])
        x = np.pad(x, (4000, 4000))
        x = x + rng.standard_normal(len(x)) * x.std() * 0.01
        x = np.clip(np.round(x), -32768, 32767).astype(np.float32)
        strings.append((x, words))
    return strings


def evaluation_sets(settings):
    """Returns the test sets: name -> [(samples, words)]."""
    rng = np.random.default_rng(99)
    banks = load_fsdd(settings.fsdd, rng)
    known = [key for key in banks if key[1] == "test"]
    sets = {
        "fsdd_test": joined_strings(banks, known, rng, 120),
        f"fsdd_{HELD_OUT_SPEAKER}": joined_strings(
            banks, [(HELD_OUT_SPEAKER, "heldout")], rng, 120),
    }
    if settings.an4:
        sets["an4_digits"] = []
        with open(f"{settings.an4}/text") as text:
            for line in text:
                name, *words = line.split()
                if words and all(word in WORDS for word in words):
                    sets["an4_digits"].append((read_wav(f"{settings.an4}/{name}.wav")[0], words))
    for argument in settings.also:
        name, clips = argument.split("=", 1)
        sets[name] = []
        for clip in clips.split(","):
            path, words = clip.rsplit(":", 1)
            sets[name].append((load(path), words.split("_")))
    return sets


def evaluate(model, sets, fbank, show=()):
    """Returns the word error rate of each set in per cent. Prints the strings of the sets named in show."""
    model.eval()
    rates = {}
    with torch.no_grad():
        for name, strings in sets.items():
            errors = 0
            for x, words in strings:
                found = greedy(model(fbank(torch.from_numpy(x))[None])[0])
                errors += edits(words, found)
                if name in show:
                    print(f"   {name}: {' '.join(words)} -> {' '.join(found)}", flush=True)
            total = sum(len(words) for _, words in strings)
            rates[name] = round(100.0 * errors / max(total, 1), 2)
    model.train()
    return rates
