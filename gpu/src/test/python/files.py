"""Files as NumPy, safetensors and PyTorch write them, for FilesOfOthersTest.

Run it with NumPy 2, safetensors and PyTorch after adding a file: python3 gpu/src/test/python/files.py
Element i, counted row by row, is i - 3 of signed integers, i of unsigned ones, (i - 3) / 4 of floats, i odd of booleans.
"""
import pathlib
import zipfile
import numpy as np
import safetensors.numpy
import safetensors.torch
import torch

here = pathlib.Path(__file__).parent.parent / "resources/org/jolab/gpu/io"
here.mkdir(parents=True, exist_ok=True)
TYPES = ["f8", "f4", "f2", "i8", "i4", "i2", "i1", "u1", "u2", "u4", "b1"]


def numbers(kind, *shape):
    i = np.arange(int(np.prod(shape))).reshape(shape)
    values = {"f": (i - 3) / 4, "i": i - 3, "u": i, "b": i % 2 == 1}[np.dtype(kind).kind]
    return np.asarray(values, dtype=kind)


for kind in TYPES:
    np.save(here / f"little-{kind}.npy", numbers("<" + kind, 2, 3))
    np.save(here / f"big-{kind}.npy", numbers(">" + kind, 2, 3))
    np.save(here / f"fortran-{kind}.npy", np.asfortranarray(numbers(kind, 3, 2, 4)))
np.save(here / "scalar.npy", numbers("f8"))
np.save(here / "vector.npy", numbers("f4", 5))
np.save(here / "empty.npy", numbers("i4", 3, 0, 2))
for version in (2, 3):
    with open(here / f"version{version}.npy", "wb") as file:
        np.lib.format.write_array(file, numbers("f4", 2, 3), version=(version, 0))
refused = {
    "records": np.array([(1, 2.0)], dtype=[("number", "<i4"), ("größe", "<f8")]),
    "objects": np.array([{"a": 1}, None], dtype=object),
    "strings": np.array(["ab", "c"]),
    "complex": np.array([1 + 2j]),
    "times": np.array(["2026-11-22"], dtype="datetime64[D]"),
    "void": np.zeros(3, dtype="V2"),
    "u8": np.zeros(3, dtype="u8"),
    "f16": np.zeros(3, dtype=np.longdouble),
}
for name, values in refused.items():
    np.save(here / f"refused-{name}.npy", values, allow_pickle=True)

np.savez(here / "plain.npz", numbers("f4", 2, 3), weights=numbers("i2", 4), **{"a/b": numbers("b1", 2, 2)})
np.savez_compressed(here / "compressed.npz", numbers("f4", 2, 3), weights=numbers("i2", 4), large=np.zeros((50, 30)))
with zipfile.ZipFile(here / "deflated64.npz", "w", zipfile.ZIP_DEFLATED) as archive:
    with archive.open("x.npy", "w", force_zip64=True) as file:
        np.lib.format.write_array(file, numbers("f8", 2, 3))

names = {"f8": "F64", "f4": "F32", "f2": "F16", "i8": "I64", "i4": "I32", "i2": "I16", "i1": "I8", "u1": "U8",
         "u2": "U16", "u4": "U32", "b1": "BOOL"}
safetensors.numpy.save_file({names[kind]: numbers(kind, 2, 3) for kind in TYPES}
                            | {"scalar": numbers("f4"), "empty": numbers("f4", 0, 5)},
                            here / "numpy.safetensors", metadata={"format": "np", "who": "„Jolab“ \"x\"\n"})
plain = torch.tensor(numbers("f4", 2, 3))
safetensors.torch.save_file({"BF16": plain.to(torch.bfloat16), "F16": plain.to(torch.float16), "größe": plain,
                             "F8": plain.to(torch.float8_e4m3fn), "C64": plain.to(torch.complex64)},
                            here / "torch.safetensors")
