"""Writes the fixtures from a reference trace: python3 make.py FOLDER.

FOLDER has test.wav, mean_std.json, and trace.safetensors with features that the upstream front ends computed. The
fixtures have every fifth frame, beginning with frame 3: speech, silence, and frame 93, where the front ends differ
most."""

import ctypes
import json
import math
import pathlib
import shutil
import struct
import sys

source, here = pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parent
trace = (source / "trace.safetensors").read_bytes()
(length,) = struct.unpack("<Q", trace[:8])
header = json.loads(trace[8 : 8 + length])

for name in ("fbank.paddlespeech", "fbank.wenet", "fbank.kaldi_native", "cmvn.paddlespeech"):
    frames, width = header[name]["shape"]
    start = 8 + length + header[name]["data_offsets"][0]
    row = 4 * width
    kept = [trace[start + i * row : start + (i + 1) * row] for i in range(3, frames, 5)]
    (here / f"{name}.f32").write_bytes(b"".join(kept))  # little-endian float32, row-major

for name in ("test.wav", "mean_std.json"):
    shutil.copyfile(source / name, here / name)

# libsndfile writes tone.flac: 50 ms of a 440 Hz tone at half of full scale, 8 kHz, 16 bits.
class Info(ctypes.Structure):
    _fields_ = [("frames", ctypes.c_int64)] + [
        (name, ctypes.c_int) for name in ("samplerate", "channels", "format", "sections", "seekable")
    ]


sndfile = ctypes.CDLL("libsndfile.so.1")
sndfile.sf_open.restype = ctypes.c_void_p
FLAC_16, WRITE, RATE = 0x170002, 0x20, 8000
tone = [round(16384 * math.sin(2 * math.pi * 440 * i / RATE)) for i in range(RATE // 20)]
info = Info(0, RATE, 1, FLAC_16, 0, 0)
handle = ctypes.c_void_p(sndfile.sf_open(str(here / "tone.flac").encode(), WRITE, ctypes.byref(info)))
sndfile.sf_write_short(handle, (ctypes.c_int16 * len(tone))(*tone), ctypes.c_int64(len(tone)))
sndfile.sf_close(handle)
