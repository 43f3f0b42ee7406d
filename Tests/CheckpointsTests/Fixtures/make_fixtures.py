"""Writes the fixtures in `made/`: cases that do not occur in the frameworks' files in this folder.

    python3 make_fixtures.py        # Python 3.11, numpy 2.4
"""

import io
import json
import os
import pickle
import struct
import zipfile

import numpy as np

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "made")
os.makedirs(here, exist_ok=True)


def save(name, data):
    with open(os.path.join(here, name), "wb") as file:
        file.write(data)


def safetensors(arrays, notes=None):
    codes = {"f2": "F16", "f4": "F32", "f8": "F64", "i1": "I8", "i2": "I16", "i4": "I32", "i8": "I64",
             "u1": "U8", "u2": "U16", "u4": "U32", "u8": "U64", "b1": "BOOL"}
    header = {"__metadata__": notes} if notes else {}
    data = b""
    for name, array in arrays.items():
        array = array.astype(array.dtype.newbyteorder("<"))
        piece = array.tobytes("C")
        header[name] = {"dtype": codes[array.dtype.str[1:]], "shape": list(array.shape),
                        "data_offsets": [len(data), len(data) + len(piece)]}
        data += piece
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def every_type():
    """One array of each element type, with the type's extreme values."""
    arrays = {}
    for code in ["i1", "i2", "i4", "i8", "u1", "u2", "u4"]:
        limits = np.iinfo(code)
        arrays[code] = np.array([limits.min, 0, 1, limits.max], dtype=code)
    arrays["u8"] = np.array([0, 1, 2**63 - 1], dtype="u8")
    for code in ["f2", "f4", "f8"]:
        limits = np.finfo(code)
        arrays[code] = np.array([limits.min, -0.0, 0.5, limits.max, np.inf, np.nan], dtype=code)
    arrays["b1"] = np.array([True, False, True])
    arrays["empty"] = np.zeros((0, 3), dtype="f4")
    arrays["scalar"] = np.array(1.5, dtype="f4")
    return arrays


types = every_type()
save("types.safetensors", safetensors(types, {"format": "np", "note": 'quotes " and \\ and é and 𝄞'}))
for protocol in range(2, 6):
    save(f"types_p{protocol}.pdparams", pickle.dumps(types, protocol=protocol))

# Column-major and big-endian arrays in a pickle. Protocol 5 writes the column-major array as `_frombuffer(…, 'F')`.
grid = np.arange(24, dtype="f4").reshape(2, 3, 4)
save("orders.safetensors", safetensors({"grid": grid, "fortran": grid, "big": grid, "number": np.float32(2.5)}))
orders = {"grid": grid, "fortran": np.asfortranarray(grid), "big": grid.astype(">f4"), "number": np.float32(2.5)}
for protocol in [4, 5]:
    save(f"orders_p{protocol}.pdparams", pickle.dumps(orders, protocol=protocol))

# With protocols 2 and 3, Paddle saves parameters over 2**30 - 1 bytes in slices. These slices are small.
sliced = {"before": np.arange(3, dtype="f4")}
flat = np.arange(20, dtype="f4")
plan = {"OriginShape": (4, 5), "slices": []}
for index in range(3):
    name = f"big.weight@@.{index}"
    plan["slices"].append(name)
    sliced[name] = flat[index * 8 : index * 8 + 8]
sliced["after"] = np.arange(2, dtype="i8")
sliced["UnpackBigParamInfor@@"] = {"big.weight": plan}
for protocol in [2, 3]:
    save(f"sliced_p{protocol}.pdparams", pickle.dumps(sliced, protocol=protocol))
save("sliced.safetensors", safetensors(
    {"before": sliced["before"], "big.weight": flat.reshape(4, 5), "after": sliced["after"]}))

# The three versions of the npy header differ in the size of the length field and in the text encoding.
for version in [(1, 0), (2, 0), (3, 0)]:
    out = io.BytesIO()
    np.lib.format.write_array(out, grid, version=version)
    save(f"version{version[0]}.npy", out.getvalue())

# A ZIP archive whose directory has the sizes in its 64-bit extension.
zipfile.ZIP64_LIMIT = 1
out = io.BytesIO()
with zipfile.ZipFile(out, "w") as archive:
    for name, array in [("grid", grid), ("big", grid)]:
        one = io.BytesIO()
        np.lib.format.write_array(one, array)
        archive.writestr(zipfile.ZipInfo(name + ".npy"), one.getvalue())
save("zip64.npz", out.getvalue())

# A compressed array that is longer than the part that the reader decompresses for the header.
zipfile.ZIP64_LIMIT = (1 << 31) - 1
out = io.BytesIO()
np.savez_compressed(out, long=np.arange(50000, dtype="i4") % 7)
save("long_z.npz", out.getvalue())
