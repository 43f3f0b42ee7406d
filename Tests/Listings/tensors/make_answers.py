#!/usr/bin/env python3
"""Writes what torch or Paddle answers to the programs here: `make_answers.py torch`, `make_answers.py paddle`.

An answer is one line: `float32 (2, 3) 0.0 1.0 …` for a tensor, `[…, …]` for a sequence of answers, Python's own text for what is
neither, and `error` where the library refuses. Written with torch 2.13.0 and paddle 2.6.2.
"""
import pathlib, sys

HERE = pathlib.Path(__file__).resolve().parent


def programs(name):
    blocks, lines = [], []
    for line in (HERE / f"{name}.txt").read_text().splitlines() + [""]:
        if line.startswith("#"):
            continue
        if line:
            lines.append(line)
        elif lines:
            blocks.append(lines)
            lines = []
    return blocks


def answer(value, library):
    if isinstance(value, library.Tensor):
        dtype = str(value.dtype).split(".")[-1]
        flat = value.reshape([-1]).tolist()
        shape = tuple(int(size) for size in value.shape)
        return " ".join([dtype, str(shape).replace(" ", "")] + [repr(number) for number in flat])
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(answer(item, library) for item in value) + "]"
    if isinstance(value, library.dtype):
        return str(value).split(".")[-1]
    return repr(value)


def main(name):
    library = __import__(name)
    functional = __import__(f"{name}.nn.functional", fromlist=["x"])
    nn = __import__(f"{name}.nn", fromlist=["x"])
    answers = []
    for lines in programs("common") + programs(name):
        names = {"T": library, name: library, "F": functional, "nn": nn}
        try:
            exec("\n".join(lines[:-1]), names)
            answers.append(answer(eval(lines[-1], names), library))
        except Exception as error:
            print(f"{lines[-1]}\n    {type(error).__name__}: {str(error).strip().splitlines()[-1][:150]}")
            answers.append("error")
    (HERE / f"{name}.answers").write_text("\n".join(answers) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
