"""What NumPy says, for NumpyTest: writes numpy.txt beside the test's classes.

Run it with NumPy 2 after adding a case, here and in NumpyTest: python3 gpu/src/test/python/expected.py
A line is a case: its name, its inputs and its result, each as type, shape and elements, separated by " | ".
"""
import pathlib
import numpy as np

TYPES = {"float64": "F64", "float32": "F32", "float16": "F16", "int64": "I64", "int32": "I32", "int16": "I16",
         "int8": "I8", "uint8": "U8", "bool": "BOOL"}
random = np.random.default_rng(20261122)


def written(x):
    x = np.asarray(x)
    shape = ",".join(map(str, x.shape)) or "scalar"
    numbers = (repr(float(v)) if x.dtype.kind == "f" else str(int(v)) for v in x.ravel())
    return f"{TYPES[x.dtype.name]} {shape} {' '.join(numbers)}".strip()


def real(*shape, dtype=np.float64):
    return np.round(random.standard_normal(shape) * 3, 3).astype(dtype)


def whole(*shape, dtype=np.int32, low=-50, high=50):
    return random.integers(low, high, shape).astype(dtype)


odd = np.array([0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.5, np.inf, -np.inf, np.nan, 1e-300, 700.0, -745.5, 1e300])
x = real(3, 4)
y = real(4)
m = real(4, 3)
cube = real(2, 3, 4)
i = whole(3, 4)
b = real(3, 4) > 0
cases = []


def case(name, function, *inputs):
    with np.errstate(all="ignore"):
        cases.append(" | ".join([name, *map(written, inputs), written(function(*inputs))]))


for name in ["negative", "abs", "sign", "square", "floor", "ceil", "trunc", "sqrt", "cbrt", "exp", "exp2",
             "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
             "tanh", "asinh", "acosh", "atanh", "reciprocal", "radians", "degrees", "isnan", "isinf", "isfinite"]:
    case(name, getattr(np, name), odd)
    case(name, getattr(np, name), real(5, dtype=np.float32))
case("round", np.round, odd)
case("logicalNot", np.logical_not, odd)
for name, python in [("add", "add"), ("subtract", "subtract"), ("multiply", "multiply"), ("divide", "divide"),
                     ("floorDivide", "floor_divide"), ("remainder", "remainder"), ("pow", "pow"),
                     ("maximum", "maximum"), ("minimum", "minimum"), ("equal", "equal"), ("less", "less"),
                     ("greaterEqual", "greater_equal"), ("logicalXor", "logical_xor")]:
    function = getattr(np, python)
    case(name, function, x, y)
    case(name, function, odd, odd[::-1])
    case(name, function, real(3, 1, dtype=np.float32), real(1, 2, dtype=np.float32))
    if name != "pow":
        case(name, function, i, whole(4, low=1))
        case(name, function, whole(4, dtype=np.int64), whole(4, dtype=np.int16))
        if name != "divide":
            case(name, function, whole(5, dtype=np.uint8, low=0, high=256), whole(5, dtype=np.uint8, low=0, high=256))
            case(name, function, whole(5, dtype=np.int8, low=-128, high=128), whole(5, dtype=np.uint8, low=0, high=256))
for name in ["atan2", "hypot", "logaddexp", "copysign"]:
    case(name, getattr(np, name), odd, odd[::-1])
for name in ["bitwise_and", "bitwise_or", "bitwise_xor"]:
    case(name.replace("_a", "A").replace("_o", "O").replace("_x", "X"), getattr(np, name), i, whole(4))
for name in ["sum", "mean", "prod", "min", "max", "var", "std"]:
    function = getattr(np, name)
    case(name, function, cube)
    case(name + " 1", lambda a: function(a, axis=1), cube)
    case(name + " 0 2", lambda a: function(a, axis=(0, 2)), cube)
    case(name, function, i)
    case(name, function, np.array([1.0, np.nan, 3.0]))
case("any 1", lambda a: np.any(a, axis=1), b)
case("all 0", lambda a: np.all(a, axis=0), b)
case("argmax 1", lambda a: np.argmax(a, axis=1), x)
case("argmin 0", lambda a: np.argmin(a, axis=0), i)
case("argmax", np.argmax, odd)
case("matmul", np.matmul, x, m)
case("matmul", np.matmul, y, m)
case("matmul", np.matmul, x, y)
case("matmul", np.matmul, cube, real(2, 4, 5))
case("matmul", np.matmul, i, whole(4, 2))
case("matmul", np.matmul, real(2, 2, dtype=np.float16), real(2, 2, dtype=np.float16))
case("outer", np.outer, y, y)
case("einsum ij,kj->ki", lambda p, q: np.einsum("ij,kj->ki", p, q), x, real(2, 4))
case("einsum bij,bkj->bik", lambda p, q: np.einsum("bij,bkj->bik", p, q), cube, real(2, 5, 4))
case("einsum ...j,jk->...k", lambda p, q: np.einsum("...j,jk->...k", p, q), cube, m)
case("einsum ii", lambda p: np.einsum("ii", p), real(3, 3))
case("einsum ba", lambda p: np.einsum("ba", p), x)
case("tensordot 1", lambda p, q: np.tensordot(p, q, 1), cube, m)
case("where", np.where, b, x, i)
case("take 1", lambda a, k: np.take(a, k, axis=1), x, np.array([[3, -1], [0, 0]]))
case("gather 1", lambda a, k: np.take_along_axis(a, k, axis=1), x, np.array([[3, 1], [0, 0], [2, 3]]))
case("mask", lambda a, k: a[k], x, b)
case("nonzero", lambda a: np.argwhere(a), b)
case("sort", np.sort, odd)
case("sort 0", lambda a: np.sort(a, axis=0), x)
case("argsort", lambda a: np.argsort(a, kind="stable"), np.array([3, 1, 2, 1, 3, np.nan, 0, -0.0]))
case("unique", np.unique, np.array([3, 1, 2, 1, 3, np.nan, 0, np.nan]))
case("cumsum 1", lambda a: np.cumsum(a, axis=1), x)
case("cumsum 0", lambda a: np.cumsum(a, axis=0), i)
case("cumprod 1", lambda a: np.cumprod(a, axis=1), x)
case("diff 1", lambda a: np.diff(a, axis=1), i)
case("concat 0", lambda p, q: np.concatenate([p, q], axis=0), x, i)
case("stack 1", lambda p, q: np.stack([p, q], axis=1), y, real(4))
case("tile 2 3", lambda a: np.tile(a, (2, 3)), y)
case("repeat 2 1", lambda a: np.repeat(a, 2, axis=1), x)
case("roll 3 1", lambda a: np.roll(a, 3, axis=1), x)
case("flip 0", lambda a: np.flip(a, axis=0), x)
case("slice 1:, ::-2", lambda a: a[1:, ::-2], x)
case("slice ..., -3:100", lambda a: a[..., -3:100], cube)
case("diagonal 1", lambda a: np.diagonal(a, 1), x)
case("tril -1", lambda a: np.tril(a, -1), x)
case("triu 1", lambda a: np.triu(a, 1), cube)
case("transpose", np.transpose, cube)
case("to I32", lambda a: a.astype(np.int32), np.array([1.9, -1.9, 1e9]))
case("to U8", lambda a: a.astype(np.uint8), i)
case("to F16", lambda a: a.astype(np.float16), np.array([1 / 3, 65504.0, 65520.0, 1e-8, 6e-8, -0.0, np.nan]))
case("to BOOL", lambda a: a.astype(bool), odd)

target = pathlib.Path(__file__).parent.parent / "resources/org/jolab/gpu/numpy.txt"
target.write_text(f"# NumPy {np.__version__}, written by expected.py\n" + "\n".join(cases) + "\n")
print(len(cases), "cases")
