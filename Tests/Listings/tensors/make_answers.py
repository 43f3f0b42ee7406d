#!/usr/bin/env python3
"""Runs the programs of this folder in torch or Paddle and writes their results: `make_answers.py torch`.

An answer is one line: `float32 (2, 3) 0.0 1.0 …` for a tensor, `[…, …]` for a sequence of answers, and Python's text for
other values. It is `error` if the framework refuses the program. It is `absent` if the framework has no CPU kernel for
the dtype; tests do not compare this answer. The files were written with torch 2.13.0 and paddle 2.6.2.

NAME.rows has rows of expressions. Each expression runs on every operand of the row's groups (operands.txt).
NAME.answers.rows has one line of answers for each row, in the same order. On a line, ` | ` separates the operands and
` ; ` separates the row's expressions.
"""
import pathlib, sys, warnings

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


def groups(file):
    """Yields each line of the file as (group names, line). The group names are on the last `= ` line above it."""
    names = []
    for line in (HERE / file).read_text().splitlines():
        if line.startswith("= "):
            names = line[2:].split()
        elif line and not line.startswith("#"):
            yield names, line


def short(number):
    return format(number, ".8g") if isinstance(number, float) else repr(number)


def parts(text):
    """Splits a row into expressions at the commas outside of brackets."""
    found, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            found.append(text[start:place].strip())
            start = place + 1
    return found + [text[start:].strip()]


ABSENT = ("not implemented for", "kernel", "NotImplemented", "not supported", "not registered", "data type")


# Cases whose answer depends on the processor's kernels. Paddle's CPU kernels lose NaN when they order elements, replace
# infinities by the greatest float, and refuse empty tensors that Paddle's other kernels accept. In both frameworks, the
# conversion of a float outside an integer type's range is undefined.
QUIRKS = {
    "torch": ["x.int()", "x.byte()", "x.short()", "x.char()", "x.long()", "x.to(dtype=T.int32)", "gelu(", "std_mean("],
    "paddle": [
        "max(", "min(", "maximum(", "minimum(", "clip(", "relu", "amax(", "amin(", "argmax(", "argmin(", "norm", "gelu(",
        "sigmoid(", "logsumexp(", "logcumsumexp(", "softmax(", "shrink(", "heaviside(", "topk(", "sort(", "astype(", "cast(",
        "cos", "sin", "mish(", "silu(", "swish(", "tanh", "selu(", "celu(", "elu(", "softplus(", "hard", "layer_norm(",
        "nonzero(", "fmax(", "fmin(", "to(", "Sigmoid", "ReLU6", "lerp(", "scale(", "softsign(", "x.T", "%", "**", "remainder(",
        "nan_to_num(", "mod(", "floor_divide(", "std(", "var(", "erfinv(", "logit(",
    ],
}


def says_nothing(name, part, operand):
    special = "nan" in operand or "inf" in operand
    if special and any(word in part for word in QUIRKS[name]):
        return True
    if name == "paddle":
        empty = "zeros([0" in operand or "zeros([2, 0" in operand
        return empty or part.startswith(("T.atan2(x, y", "x.atan2(y", "T.broadcast_shape(x")) or "T.full([]" in operand and (
            "-1" in part or any(word in part for word in ("norm", "flip", "nonzero")))
    return False


def rows(name, names, library):
    operands = {}
    for (group,), line in groups("operands.txt"):
        operands.setdefault(group, []).append(line)
    lines = []
    for row, text in groups(f"{name}.rows"):
        answers = []
        for operand in [operand for group in row for operand in operands[group]]:
            cases = []
            for part in parts(text):
                if says_nothing(name, part, operand):
                    cases.append("absent")
                    continue
                try:
                    arguments = eval(f"({operand},)", names)
                    cases.append(answer(eval(f"(lambda x, y=None: ({part}))", names)(*arguments), library, short))
                except Exception as error:
                    words = str(error)
                    absent = any(sign in words for sign in ABSENT)
                    cases.append("absent" if absent else "error")
                    if not absent:
                        print(f"{part}   of   {operand}\n    {type(error).__name__}: {words.strip()[-150:]!r}")
            answers.append(cases)
        for part, column in zip(parts(text), zip(*answers)):
            if all(case in ("absent", "error") for case in column):
                print(f"*** no answer at all: {part}")
        lines.append(" | ".join(" ; ".join(cases) for cases in answers))
    (HERE / f"{name}.answers.rows").write_text("\n".join(lines) + "\n")


def answer(value, library, show=repr):
    if isinstance(value, library.Tensor):
        dtype = str(value.dtype).split(".")[-1]
        flat = value.reshape([-1]).tolist()
        shape = tuple(int(size) for size in value.shape)
        return " ".join([dtype, str(shape).replace(" ", "")] + [show(number) for number in flat])
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(answer(item, library, show) for item in value) + "]"
    if isinstance(value, library.dtype):
        return str(value).split(".")[-1]
    return repr(value)


def main(name):
    library = __import__(name)
    functional = __import__(f"{name}.nn.functional", fromlist=["x"])
    nn = __import__(f"{name}.nn", fromlist=["x"])
    warnings.simplefilter("ignore")
    fresh = {"T": library, name: library, "F": functional, "nn": nn, "V": getattr(library, "to_tensor", library.tensor)}
    rows(name, fresh, library)
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
