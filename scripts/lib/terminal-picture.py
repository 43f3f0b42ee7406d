#!/usr/bin/python3
"""Draws a screen that tmux captured as a PNG.

    tmux capture-pane -p -e | terminal-picture.py COLUMNS ROWS OUT.png

It draws the styles that fwdb uses: 16, 256 and 24-bit colours, bold, dim, italic, underline and reverse. Blocks, half
blocks and bars are drawn as rectangles, because fonts leave gaps between them. Needs Pillow and the fonts
DejaVu Sans Mono and Noto Sans CJK (Debian: python3-pil fonts-dejavu-core fonts-noto-cjk).
"""
import re
import sys
import unicodedata

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 8, 16
FOREGROUND, BACKGROUND = (0xD4, 0xD4, 0xD4), (0x12, 0x12, 0x14)
FONTS = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono{}.ttf"
CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
ANSI = [0x000000, 0xCD3131, 0x0DBC79, 0xE5E510, 0x2472C8, 0xBC3FBC, 0x11A8CD, 0xE5E5E5,
        0x666666, 0xF14C4C, 0x23D18B, 0xF5F543, 0x3B8EEA, 0xD670D6, 0x29B8DB, 0xFFFFFF]


def rgb(value):
    return value >> 16, value >> 8 & 255, value & 255


def indexed(number):
    if number < 16:
        return rgb(ANSI[number])
    if number >= 232:
        return (8 + 10 * (number - 232),) * 3
    steps = [0, 95, 135, 175, 215, 255]
    number -= 16
    return steps[number // 36], steps[number // 6 % 6], steps[number % 6]


class Style:
    def __init__(self):
        self.reset()

    def reset(self):
        self.fore = self.back = None
        self.flags = set()

    def change(self, codes):
        numbers = [int(code) for code in re.split("[;:]", codes) if code] or [0]
        while numbers:
            code = numbers.pop(0)
            if code == 0:
                self.reset()
            elif code in (1, 2, 3, 4, 7):
                self.flags.add(code)
            elif code == 22:
                self.flags -= {1, 2}
            elif 23 <= code <= 27:
                self.flags.discard(code - 20)
            elif code in (38, 48):
                kind = numbers.pop(0)
                color = indexed(numbers.pop(0)) if kind == 5 else tuple(numbers[:3])
                if kind == 2:
                    del numbers[:3]
                self.set(code == 38, color)
            elif code in (39, 49):
                self.set(code == 39, None)
            elif 30 <= code % 60 <= 37:
                self.set(True, rgb(ANSI[code % 10 + (8 if code > 60 else 0)]))
            elif 40 <= code % 60 <= 47:
                self.set(False, rgb(ANSI[code % 10 + (8 if code > 60 else 0)]))

    def set(self, is_fore, color):
        if is_fore:
            self.fore = color
        else:
            self.back = color

    def colors(self):
        fore, back = self.fore or FOREGROUND, self.back or BACKGROUND
        if 7 in self.flags:
            fore, back = back, fore
        if 2 in self.flags:
            fore = tuple((2 * a + b) // 3 for a, b in zip(fore, back))
        return fore, back


def block(character):
    """Returns the area of a cell that a block character fills, as fractions of width and height; else None."""
    code = ord(character)
    if 0x2581 <= code <= 0x2588:
        return 0, 1 - (code - 0x2580) / 8, 1, 1
    if 0x2589 <= code <= 0x258F:
        return 0, 0, (0x2590 - code) / 8, 1
    return {"▀": (0, 0, 1, 0.5), "▐": (0.5, 0, 1, 1), "─": (0, 0.47, 1, 0.53), "━": (0, 0.42, 1, 0.58),
            "│": (0.44, 0, 0.56, 1)}.get(character)


def main():
    columns, rows, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    fonts = {flags: ImageFont.truetype(FONTS.format(name), 13) for flags, name in
             [(0, ""), (1, "-Bold"), (3, "-Oblique"), (4, "-BoldOblique")]}
    wide = ImageFont.truetype(CJK, 13)
    image = Image.new("RGB", (columns * WIDTH, rows * HEIGHT), BACKGROUND)
    draw = ImageDraw.Draw(image)
    style = Style()
    for y, line in enumerate(sys.stdin.read().split("\n")[:rows]):
        x = 0
        for codes, character in re.findall("\x1b\\[([0-9;:]*)m|(.)", line):
            if not character:
                style.change(codes)
                continue
            cells = 2 if unicodedata.east_asian_width(character) in "WF" else 1
            fore, back = style.colors()
            left, top = x * WIDTH, y * HEIGHT
            draw.rectangle([left, top, left + cells * WIDTH - 1, top + HEIGHT - 1], fill=back)
            part = block(character)
            if part:
                draw.rectangle([left + round(part[0] * WIDTH), top + round(part[1] * HEIGHT),
                                left + round(part[2] * WIDTH) - 1, top + round(part[3] * HEIGHT) - 1], fill=fore)
            elif character in "░▒▓":
                share = {"░": 1, "▒": 2, "▓": 3}[character] / 4
                mixed = tuple(round(share * a + (1 - share) * b) for a, b in zip(fore, back))
                draw.rectangle([left, top, left + WIDTH - 1, top + HEIGHT - 1], fill=mixed)
            elif character != " ":
                key = (1 if 1 in style.flags else 0) + (3 if 3 in style.flags else 0)
                font = wide if cells == 2 else fonts[key]
                draw.text((left, top + (0 if cells == 1 else -3)), character, fill=fore, font=font)
            if 4 in style.flags:
                draw.line([left, top + HEIGHT - 2, left + cells * WIDTH - 1, top + HEIGHT - 2], fill=fore)
            x += cells
    image.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


main()
