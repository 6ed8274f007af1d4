"""What PyTorch and NumPy say, for NumericsTest: writes numerics.txt beside the test's classes.

Run it after adding a case, with PyTorch 2 and NumPy 2: python3 gpu/src/test/python/numerics.py
A line is a case: a method with its plain arguments, the tensors and the result, separated by " | ". After a colon
stands which part of a result is meant.
"""
import pathlib
import warnings
import numpy as np
import torch
import torch.nn.functional as F

warnings.simplefilter("ignore")
random = np.random.default_rng(20261122)
torch.manual_seed(1)
cases = []
TYPES = {"float64": "F64", "float32": "F32", "float16": "F16", "int64": "I64", "int32": "I32", "uint8": "U8",
         "bool": "BOOL"}
inf, nan = float("inf"), float("nan")


def written(x):
    x = np.asarray(x)
    if np.iscomplexobj(x):
        x = np.stack([x.real, x.imag], -1)
    shape = ",".join(map(str, x.shape)) or "scalar"
    numbers = (repr(float(v)) if x.dtype.kind == "f" else str(int(v)) for v in x.ravel())
    return f"{TYPES[x.dtype.name]} {shape} {' '.join(numbers)}".strip()


def case(name, result, *inputs):
    with np.errstate(all="ignore"):
        cases.append(" | ".join([name, *map(written, inputs), written(result() if callable(result) else result)]))


def real(*shape):
    return np.round(random.standard_normal(shape), 2)


def t(x):
    return torch.as_tensor(x)


odd = np.array([0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.5, 5.3, -5.3, inf, -inf, nan, 1e-300, 700.0, -745.5, 1e300])
line = np.linspace(-30, 30, 61) + 0.125
for x in [odd, line, line.astype(np.float32)]:
    case("Tensor.erfc", t(x).erfc(), x)
    case("Tensor.sinc", np.sinc(x) if x is not odd else t(x).sinc(), x)
    for name in ["mish", "softsign", "tanhshrink", "logsigmoid", "selu", "hardswish", "hardsigmoid"]:
        java = {"tanhshrink": "tanhShrink", "logsigmoid": "logSigmoid", "hardswish": "hardSwish",
                "hardsigmoid": "hardSigmoid"}.get(name, name)
        wide = x[np.isfinite(x)]
        case("Tensor." + java, getattr(F, name)(t(wide)), wide)
    case("Tensor.leakyRelu 0.1", F.leaky_relu(t(x), 0.1), x)
    case("Tensor.elu 0.7", F.elu(t(x), 0.7), x)
    # Below, PyTorch's formula cancels.
    high = x[np.isfinite(x) & (x > -2)]
    case("Tensor.geluTanh", F.gelu(t(high), approximate="tanh"), high)
    case("Tensor.signbit", np.signbit(x), x)
    case("Tensor.nanToNum", np.nan_to_num(x), x)
    case("Tensor.nanToNum 1 2 3", np.nan_to_num(x, nan=1, posinf=2, neginf=3), x)
    case("Tensor.fmod", lambda: np.fmod(x, x[::-1]), x, x[::-1])
    case("Tensor.fmax", lambda: np.fmax(x, x[::-1]), x, x[::-1])
    case("Tensor.fmin", lambda: np.fmin(x, x[::-1]), x, x[::-1])
    case("Tensor.nextafter", lambda: np.nextafter(x, x[::-1]), x, x[::-1])
    case("Tensor.isclose", lambda: np.isclose(x, x[::-1]), x, x[::-1])
    case("Tensor.isclose", lambda: np.isclose(x, x * 1.000001), x, x * 1.000001)
small = np.array([0.1, 0.5, 0.9, 1.0, 1.0000001, 1.5, 1.999, 2.0, 2.4999, 2.5, 3.0, 9.99, 10.0, 10.5, 1e-300, 1e10, 1e305,
                  -0.5, -1.5, -2.5, -0.001, -20.25, -1e9 - 0.5, 0.0, -1.0, -7.0, inf, -inf, nan])
import math
case("Tensor.lgamma", np.array([math.lgamma(v) if np.isfinite(v) and not (v <= 0 and v == int(v)) else
                                nan if v != v else inf for v in small]), small)
case("Tensor.lgamma", t(line.astype(np.float32)).lgamma(), line.astype(np.float32))
whole = random.integers(-20, 20, 12).astype(np.int32)
divisor = random.integers(1, 6, 12).astype(np.int32)
case("Tensor.fmod", np.fmod(whole, divisor), whole, divisor)
case("Tensor.fmod 3", np.fmod(whole, np.int32(3)), whole)
case("Tensor.bitwiseAnd 6", whole & 6, whole)
case("Tensor.bitwiseOr 6", whole | 6, whole)
case("Tensor.bitwiseXor 6", whole ^ 6, whole)
numbers = np.array([1.25, 2.345, -2.5, 1234.5678, -0.05, 15.0, nan, inf])
for d in [0, 1, 2, -2]:
    case(f"Tensor.round {d}", np.round(numbers, d), numbers)
a, b = real(3, 4), real(4)
case("Tensor.lerp 0.3", t(a).lerp(t(np.broadcast_to(b, (3, 4)).copy()), 0.3), a, b)
case("Tensor.rpow 2.5", 2.5 ** a, a)
case("Tensor.clip", np.clip(a, b - 0.5, b + 0.5), a, b - 0.5, b + 0.5)

cube = real(4, 3, 5)
holes = cube.copy()
holes[0, 1, 2] = holes[1, :, 3] = holes[:, 0, 0] = nan
for axis in [0, 1, -1]:
    case(f"Tensor.nanquantile 0.3 {axis}", lambda: np.nanquantile(holes, 0.3, axis), holes)
    case(f"Tensor.nanmedian {axis}", lambda: np.nanmedian(holes, axis), holes)
    case(f"Tensor.nanvar {axis}", lambda: np.nanvar(holes, axis), holes)
    case(f"Tensor.nanstd {axis}", lambda: np.nanstd(holes, axis), holes)
    case(f"Tensor.nanprod {axis}", lambda: np.nanprod(holes, axis), holes)
    case(f"Tensor.ptp {axis}", np.ptp(cube, axis), cube)
    case(f"Tensor.gradient 0.5 {axis}", np.gradient(cube, 0.5, axis=axis), cube)
    case(f"Tensor.percentile 37 {axis}", np.percentile(cube, 37, axis), cube)
    case(f"Tensor.diff 2 {axis}", np.diff(cube, 2, axis), cube)
weights = np.abs(real(5)) + 0.1
case("Tensor.average -1", np.average(cube, -1, weights), weights, cube)
case("Tensor.average 0", np.average(cube, 0, np.abs(cube)), np.abs(cube), cube)
tenths = np.arange(0, 1.01, 0.1)
case("Tensor.histogram 10 0 1", np.histogram(tenths, 10, (0, 1))[0], tenths)
case("Tensor.histogram 7 0 0.7", np.histogram(tenths, 7, (0, 0.7))[0], tenths)
case("Tensor.histogramEdges 7 0 0.7", np.histogram(tenths, 7, (0, 0.7))[1], tenths)
points = np.sort(real(6))
heights = real(6)
asked = np.concatenate([np.linspace(-4, 4, 17), points, [nan, inf, -inf]])
case("Tensor.interp", np.interp(asked, points, heights), asked, points, heights)
case("Tensor.interp", np.interp(asked[:20], points[:1], heights[:1]), asked[:20], points[:1], heights[:1])
case("Tensor.trapezoid", np.trapezoid(heights, points), points, heights)
steps = np.array([-3.0, -1, 0, 0, 2, inf, nan, nan])
for left in ["left", "right"]:
    case(f"Tensor.searchsorted {str(left == 'left').lower()}", np.searchsorted(steps, odd, left), odd, steps)
large = np.array([2**53, 2**53 + 1, 2**53 + 2])
case("Tensor.searchsorted true", np.searchsorted(large, large), large, large)
case("Tensor.isin", np.isin(whole, np.array([3, 5, -7, 11, 0], np.int32)), np.array([3, 5, -7, 11, 0], np.int32), whole)
values, inverse, counts = np.unique(whole.reshape(3, 4), return_inverse=True, return_counts=True)
case("Tensor.uniqueAll:values", values, whole.reshape(3, 4))
case("Tensor.uniqueAll:inverse", inverse, whole.reshape(3, 4))
case("Tensor.uniqueAll:counts", counts, whole.reshape(3, 4))
for k in range(-2, 4):
    case(f"Tensor.rot90 {k} 0 2", np.rot90(cube, k, (0, 2)), cube)
    case(f"Tensors.diag {k}", np.diag(b, k), b)
for i in range(3):
    for indexing in ["xy", "ij"]:
        case(f"Tensors.meshgrid {indexing}:{i}", np.meshgrid(b, a[0, :3], a[1, :2], indexing=indexing)[i], b, a[0, :3],
             a[1, :2])

for m in [real(5, 3), real(3, 5), real(2, 4, 4), np.outer(b, b) + 1e-12, np.outer(b, b).astype(np.float32) * 1.1]:
    case("Linalg.matrixRank", np.linalg.matrix_rank(m), m)
    case("Linalg.svdvals", np.linalg.svd(m, compute_uv=False), m)
    case("Linalg.pinv 1e-4", np.linalg.pinv(m, 1e-4), m)
    for order in [1, -1, 2, -2, inf, -inf]:
        case(f"Linalg.norm {order} -2,-1", np.linalg.norm(m, order, (-2, -1)), m)
    case("Linalg.nuclearNorm", np.linalg.norm(m, "nuc", (-2, -1)), m)
    case("Linalg.norm", np.linalg.norm(m), m)
case("Linalg.norm 1 0,2", np.linalg.norm(cube, 1, (0, 2)), cube)
case("Linalg.norm 1 2,0", np.linalg.norm(cube, 1, (2, 0)), cube)
case("Linalg.norm inf 1,0", np.linalg.norm(cube, inf, (1, 0)), cube)
for order in [0, 1, 2, 3, 0.5, -1, inf, -inf]:
    case(f"Linalg.norm {order} 1", np.linalg.norm(cube, order, 1), cube)
    case(f"Linalg.vectorNorm {order} true 0,2", np.linalg.vector_norm(cube, axis=(0, 2), ord=order, keepdims=True), cube)
m4 = real(4, 4)
for order in [1, -1, 2, -2, inf, -inf]:
    case(f"Linalg.cond {order}", np.linalg.cond(m4, order), m4)
case("Linalg.cond 1", inf, np.zeros((3, 3)))
case("Linalg.cond 2", inf, np.zeros((3, 3)))
for left, right in [(real(6, 3), real(6)), (real(6, 3), real(6, 2)), (real(3, 6), real(3, 2)),
                    (np.outer(b, b), real(4))]:
    x, _, rank, s = np.linalg.lstsq(left, right)
    case("Linalg.lstsq:solution", x, left, right)
    case("Linalg.lstsq:rank", np.int64(rank), left, right)
    case("Linalg.lstsq:singularValues", s, left, right)
    case("Linalg.lstsq:residuals", ((right - left @ x)**2).sum(0), left, right)
case("Linalg.det", np.linalg.det(real(0, 0)), real(0, 0))
batch = real(3, 2, 4, 4)
case("Linalg.det", np.linalg.det(batch), batch)
case("Linalg.inv", np.linalg.inv(batch), batch)
case("Linalg.solve", np.linalg.solve(batch, a.T[:, :2]), batch, a.T[:, :2])
case("Linalg.slogdet:sign", np.linalg.slogdet(batch)[0], batch)
case("Linalg.slogdet:logabsdet", np.linalg.slogdet(batch)[1], batch)
case("Linalg.slogdet:logabsdet", np.linalg.slogdet(np.zeros((2, 2)))[1], np.zeros((2, 2)))
big = real(45, 45)
definite = big @ big.T + 45 * np.eye(45)
case("Linalg.det", np.linalg.det(big / 8), big / 8)
case("Linalg.cholesky", np.linalg.cholesky(definite), definite)
case("Linalg.eigvalsh", np.linalg.eigvalsh(definite), definite)
case("Linalg.svdvals", np.linalg.svd(big[:, :25], compute_uv=False), big[:, :25])
case("Linalg.kron", np.kron(cube[:2, :1], a[:2, :2]), cube[:2, :1], a[:2, :2])
case("Linalg.kron", np.kron(b, a[:2]), b, a[:2])

lines = {n: real(1 + (n < 30), n) for n in [6, 9, 14, 22, 25, 33, 48, 49, 60, 74, 121, 127, 128, 210, 243]}
for n, x in lines.items():
    case("Fft.fft", np.fft.fft(x), x)
    case("Fft.rfft", np.fft.rfft(x), x)
for norm in ["backward", "ortho", "forward"]:
    up = norm.upper()
    case(f"Fft.fftn {up} 0,2", np.fft.fftn(cube, axes=(0, 2), norm=norm), cube)
    case(f"Fft.ifftn {up} 1,2", np.fft.ifftn(cube, axes=(1, 2), norm=norm), cube)
    case(f"Fft.rfftn {up} 2,0", np.fft.rfftn(cube, axes=(2, 0), norm=norm), cube)
    case(f"Fft.ihfft {up}", np.fft.ihfft(cube, norm=norm), cube)
    for n in [4, 7, 8, 11]:
        case(f"Fft.rfft {n} 1 {up}", np.fft.rfft(cube, n, 1, norm), cube)
case("Fft.rfft", np.fft.rfft(cube.astype(np.float32)).astype(np.complex64), cube.astype(np.float32))
case("Fft.rfft", np.fft.rfft(whole.reshape(3, 4).astype(np.int64)), whole.reshape(3, 4).astype(np.int64))

image, kernel, bias = real(2, 4, 7, 6), real(6, 4, 3, 2), real(6)
for stride, padding, dilation in [((2, 1), (1, 0), (1, 2)), ((1, 3), (0, 2), (2, 1)), ((2, 2), (3, 3), (1, 1))]:
    text = ";".join(",".join(map(str, p)) for p in [stride, padding, dilation])
    case(f"Conv[{text};1].conv2d", F.conv2d(t(image), t(kernel), t(bias), stride, padding, dilation), image, kernel, bias)
rows = image[:, :, 0].copy()
for stride, padding, dilation, more, groups in [(1, 0, 1, 0, 1), (2, 1, 1, 1, 1), (3, 0, 2, 2, 1), (2, 2, 1, 0, 2),
                                                (1, 3, 1, 0, 1)]:
    w = real(4, 6 // groups, 3, 2)
    case(f"Conv[{stride};{padding};{dilation};{groups}].convTranspose2d {more}",
         F.conv_transpose2d(t(image), t(w), t(bias), stride, padding, more, groups, dilation), image, w, bias)
    w = real(4, 6 // groups, 3)
    case(f"Conv[{stride};{padding};{dilation};{groups}].convTranspose1d {more}",
         F.conv_transpose1d(t(rows), t(w), t(bias), stride, padding, more, groups, dilation), rows, w, bias)
depth = real(8, 1, 3, 3)
case("Conv[1;1;1;4].conv2d", F.conv2d(t(image), t(depth), None, 1, 1, 1, 4), image, depth, np.zeros(8))
for size, stride, padding in [(3, 2, 1), (2, 1, 1)]:
    case(f"Pool[{size};{stride};{padding}].avg2dInside",
         F.avg_pool2d(t(image), size, stride, padding, count_include_pad=False), image)
    case(f"Pool[{size};{stride};{padding}].avg1dInside",
         F.avg_pool1d(t(image[0]), size, stride, padding, count_include_pad=False), image[0])
case("Pool.adaptiveMax2d 3 4", F.adaptive_max_pool2d(t(image), (3, 4)), image)
case("Pool.adaptiveAvg1d 5", F.adaptive_avg_pool1d(t(image[0]), 5), image[0])
scale = real(6)
case("Nn.layerNorm 0.1", F.layer_norm(t(image), (6,), t(scale), t(bias), 0.1), image, scale, bias)
case("Nn.rmsNorm 0.1", F.rms_norm(t(image), (6,), t(scale), 0.1), image, scale)
case("Nn.instanceNorm", F.instance_norm(t(image), weight=t(scale[:4]), bias=t(bias[:4])), image, scale[:4], bias[:4])
case("Nn.glu 1", F.glu(t(image), 1), image)
case("Nn.normalize 1", F.normalize(t(image), dim=1), image)
case("Nn.cosineSimilarity 1", F.cosine_similarity(t(image[0]), t(image[1]), 1), image[0], image[1])
half = (image * 200).astype(np.float16)
case("Nn.layerNorm 1e-5", F.layer_norm(t(half).float(), (6,)).half(), half, np.ones(6, np.float16), np.zeros(6, np.float16))
running_mean, running_var = torch.zeros(4, dtype=torch.float64), torch.zeros(4, dtype=torch.float64)
F.batch_norm(t(image), running_mean, running_var, training=True, momentum=1.0)
case("Nn.moments 1:mean", running_mean, image)
case("Nn.moments 1:var", running_var, image)
classes = random.integers(0, 5, (4, 3))
logits = real(4, 5, 3)
case("Losses.crossEntropy", F.cross_entropy(t(logits), t(classes)), logits, classes)
case("Losses.crossEntropy 0.2", F.cross_entropy(t(logits), t(classes), label_smoothing=0.2), logits, classes)
case("Losses.nll", F.nll_loss(t(logits), t(classes)), logits, classes)
case("Losses.huber 0.7", F.huber_loss(t(a), t(a[::-1].copy()), delta=0.7), a, a[::-1])
case("Losses.smoothL1 0.7", F.smooth_l1_loss(t(a), t(a[::-1].copy()), beta=0.7), a, a[::-1])
p = torch.softmax(t(real(3, 5)), 1)
q = torch.softmax(t(real(3, 5)), 1)
case("Losses.klDiv", F.kl_div(p.log(), q, reduction="batchmean"), p.log(), q)
case("Losses.binaryCrossEntropy", F.binary_cross_entropy(p, q), p, q)
hard = np.array([0.0, 1, 1, 0])
case("Losses.binaryCrossEntropy", F.binary_cross_entropy(t(hard), t(hard[::-1].copy())), hard, hard[::-1])

head = f"# PyTorch {torch.__version__.split('+')[0]}, NumPy {np.__version__}"
target = pathlib.Path(__file__).parents[1] / "resources/org/jolab/gpu/numerics.txt"
target.write_text("\n".join([head, *cases]) + "\n")
print(len(cases), "cases")
