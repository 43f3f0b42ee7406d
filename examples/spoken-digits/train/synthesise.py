#!/usr/bin/env python3
"""Synthesises spoken digit strings with espeak-ng, flite and festival.

For each string, writes OUT/NAME.wav and a line "NAME word word ..." in OUT/text. Skips programs
that are not installed.
"""
import argparse
import os
import random
import shutil
import subprocess
import tempfile

DIGITS = "zero one two three four five six seven eight nine".split()
LENGTHS = [1, 1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8]
ESPEAK_ACCENTS = ["en-us"] * 4 + ["en-us-nyc", "en-gb", "en-gb-x-rp", "en-gb-scotland", "en-029"]
ESPEAK_VARIANTS = [
    "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "f1", "f2", "f3", "f4", "f5",
    "klatt", "klatt2", "klatt3",
]
FLITE_VOICES = ["kal16", "rms", "slt", "awb"]
FESTIVAL_VOICES = ["kal_diphone", "ked_diphone", "cmu_us_slt_arctic_hts"]


def random_words(rng):
    words = [rng.choice(DIGITS) for _ in range(rng.choice(LENGTHS))]
    return ["oh" if word == "zero" and rng.random() < 0.4 else word for word in words]


def punctuate(rng, words):
    """Joins the words by spaces and some commas, so that the phrasing varies."""
    comma_share = rng.choice([0.0, 0.0, 0.15, 0.5])
    text = words[0]
    for word in words[1:]:
        text += (", " if rng.random() < comma_share else " ") + word
    return text + rng.choice(["", "."])


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def festival(rng, out, number):
    """Yields (name, words) of `number` strings for each voice. Festival runs once for each voice."""
    for voice in FESTIVAL_VOICES:
        script, made = [f"(voice_{voice})"], []
        for i in range(number):
            words, name = random_words(rng), f"fest-{voice}-{i}"
            stretch = rng.uniform(0.75, 1.3)
            script.append(f"(Parameter.set 'Duration_Stretch {stretch:.2f})")
            script.append(
                f'(utt.save.wave (utt.synth (Utterance Text "{punctuate(rng, words)}"))'
                f' "{out}/{name}.wav" \'riff)')
            made.append((name, words))
        with tempfile.NamedTemporaryFile("w", suffix=".scm") as file:
            file.write("\n".join(script))
            file.flush()
            # If the voice is not installed, festival ends early. The loop below skips missing files.
            subprocess.run(["festival", "-b", file.name],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for name, words in made:
            if os.path.exists(f"{out}/{name}.wav"):
                yield name, words


def espeak(rng, out, number):
    for i in range(number):
        words, name = random_words(rng), f"espeak-{i}"
        run("espeak-ng", "-v", f"{rng.choice(ESPEAK_ACCENTS)}+{rng.choice(ESPEAK_VARIANTS)}",
            "-s", str(rng.randint(110, 210)), "-p", str(rng.randint(20, 80)),
            "-w", f"{out}/{name}.wav", punctuate(rng, words))
        yield name, words


def flite(rng, out, number):
    for voice in FLITE_VOICES:
        for i in range(number):
            words, name = random_words(rng), f"flite-{voice}-{i}"
            settings = ["--setf", f"duration_stretch={rng.uniform(0.7, 1.3):.2f}"]
            if voice == "kal16":
                settings += ["--setf", f"int_f0_target_mean={rng.uniform(80, 170):.0f}"]
            run("flite", "-voice", voice, *settings, "-t", punctuate(rng, words),
                "-o", f"{out}/{name}.wav")
            yield name, words


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", required=True, help="folder to write into")
    parser.add_argument("--espeak", type=int, default=1300, help="strings in all (%(default)s)")
    parser.add_argument("--flite", type=int, default=300, help="strings per voice (%(default)s)")
    parser.add_argument("--festival", type=int, default=200, help="strings per voice (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    settings = parser.parse_args()
    rng = random.Random(settings.seed)
    os.makedirs(settings.out, exist_ok=True)
    with open(f"{settings.out}/text", "w") as text:
        for program, strings in [
            ("festival", festival(rng, settings.out, settings.festival)),
            ("espeak-ng", espeak(rng, settings.out, settings.espeak)),
            ("flite", flite(rng, settings.out, settings.flite)),
        ]:
            if shutil.which(program) is None:
                print(f"{program} is not installed: left out")
                continue
            for name, words in strings:
                text.write(f"{name} {' '.join(words)}\n")


if __name__ == "__main__":
    main()
