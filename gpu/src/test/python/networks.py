"""What PyTorch, NumPy and SciPy-free formulas say, for NetworksTest: writes networks.txt beside the test's classes.

Run it after adding a case, with PyTorch 2 and NumPy 2: python3 gpu/src/test/python/networks.py
A line is a case as in expected.py: its name, its inputs and its result, separated by " | ".
"""
import pathlib
import numpy as np
import torch
import torch.nn.functional as F

torch.manual_seed(20261122)
cases = []
NAMES = {torch.float64: "F64", torch.float32: "F32", torch.int64: "I64"}


def written(x):
    x = torch.as_tensor(x)
    shape = ",".join(map(str, x.shape)) or "scalar"
    numbers = (repr(float(v)) if x.dtype.is_floating_point else str(int(v)) for v in x.reshape(-1))
    return f"{NAMES[x.dtype]} {shape} {' '.join(numbers)}".strip()


def case(name, result, *inputs):
    cases.append(" | ".join([name, *map(written, inputs), written(result)]))


def real(*shape):
    return torch.round(torch.randn(*shape, dtype=torch.float64) * 100) / 100


image, kernel, bias = real(2, 4, 7, 6), real(6, 4, 3, 2), real(6)
for stride, padding, dilation in [(1, 0, 1), (2, 1, 1), (1, 2, 2), (3, 1, 2)]:
    case(f"conv2d {stride} {padding} {dilation} 1", F.conv2d(image, kernel, bias, stride, padding, dilation), image,
         kernel, bias)
half = real(6, 2, 3, 3)
case("conv2d 1 1 1 2", F.conv2d(image, half, bias, 1, 1, 1, 2), image, half, bias)
depth = real(4, 1, 3, 3)
case("conv2d 2 1 1 4", F.conv2d(image, depth, real(4) * 0, 2, 1, 1, 4), image, depth, torch.zeros(4, dtype=torch.float64))
line, short = real(3, 4, 11), real(6, 4, 3)
case("conv1d 1 0 1 1", F.conv1d(line, short, bias), line, short, bias)
case("conv1d 2 2 2 1", F.conv1d(line, short, bias, 2, 2, 2), line, short, bias)
case("conv1d 1 1 1 2", F.conv1d(line, real(6, 2, 3) * 0 + short[:, :2], bias, 1, 1, 1, 2), line,
     short[:, :2].contiguous(), bias)
for size, stride, padding in [(2, 2, 0), (3, 2, 1), (3, 1, 0)]:
    case(f"max2d {size} {stride} {padding}", F.max_pool2d(image, size, stride, padding), image)
    case(f"avg2d {size} {stride} {padding}", F.avg_pool2d(image, size, stride, padding), image)
    case(f"max1d {size} {stride} {padding}", F.max_pool1d(line, size, stride, padding), line)
    case(f"avg1d {size} {stride} {padding}", F.avg_pool1d(line, size, stride, padding), line)
for rows, columns in [(1, 1), (3, 4), (7, 6), (2, 5)]:
    case(f"adaptiveAvg2d {rows} {columns}", F.adaptive_avg_pool2d(image, (rows, columns)), image)
x, scale, shift = real(5, 8), real(8), real(8)
case("layerNorm", F.layer_norm(x, (8,), scale, shift), x, scale, shift)
plane = real(3, 4, 5)
case("layerNorm", F.layer_norm(plane, (4, 5), real(4, 5) * 0 + plane[0], plane[1]), plane, plane[0], plane[1])
case("rmsNorm", F.rms_norm(x, (8,), scale, 1e-5), x, scale)
four = real(4), real(4)
case("batchNormTraining", F.batch_norm(image, None, None, *four, training=True), image, *four)
mean, var = real(4), real(4).abs() + 0.1
case("batchNorm", F.batch_norm(image, mean, var, *four), image, mean, var, *four)
case("groupNorm 2", F.group_norm(image, 2, *four), image, *four)
q, k, v = real(2, 3, 5, 4), real(2, 3, 6, 4), real(2, 3, 6, 7)
case("attention false", F.scaled_dot_product_attention(q, k, v), q, k, v)
square = real(2, 5, 4), real(2, 5, 4), real(2, 5, 4)
case("attention true", F.scaled_dot_product_attention(*square, is_causal=True), *square)
w, wb = real(3, 8), real(3)
case("linear", F.linear(x, w, wb), x, w, wb)
words = torch.randint(0, 8, (2, 3))
case("embedding", F.embedding(words, real(8, 4) * 0 + x.T[:, :4]), words, x.T[:, :4].contiguous())
classes = torch.tensor([0, 3, 7, 2, 2])
case("crossEntropy", F.cross_entropy(x, classes), x, classes)
case("mseLoss", F.mse_loss(x, x * 0.5), x, x * 0.5)
case("l1Loss", F.l1_loss(x, x * 0.5), x, x * 0.5)
case("bce", F.binary_cross_entropy_with_logits(x * 100, (x > 0).double()), x * 100, (x > 0).double())


def both(c):
    c = torch.as_tensor(np.asarray(c))
    return torch.stack([c.real, c.imag], -1) if c.is_complex() else c


for n in [1, 2, 3, 4, 5, 7, 8, 12, 15, 16, 17, 30, 31, 64, 97, 100]:
    signal = real(2, n)
    case("fft", both(np.fft.fft(signal.numpy())), signal)
    case("ifft", both(np.fft.ifft(signal.numpy())), signal)
    case("rfft", both(np.fft.rfft(signal.numpy())), signal)
    spectrum = np.fft.rfft(signal.numpy())
    case(f"irfft {n}", torch.as_tensor(np.fft.irfft(spectrum, n)), both(spectrum))
grid = real(3, 6, 5)
case("fft2", both(np.fft.fft2(grid.numpy())), grid)
case("ifft2", both(np.fft.ifft2(grid.numpy())), grid)
case("fftn", both(np.fft.fftn(grid.numpy())), grid)
case("rfft2", both(np.fft.rfft2(grid.numpy())), grid)
case("fft 9 1 ORTHO", both(np.fft.fft(grid.numpy(), 9, 1, "ortho")), grid)
case("fft 4 1 FORWARD", both(np.fft.fft(grid.numpy(), 4, 1, "forward")), grid)
case("fftshift", torch.as_tensor(np.fft.fftshift(grid.numpy())), grid)
case("ifftshift", torch.as_tensor(np.fft.ifftshift(grid.numpy())), grid)
case("fftfreq 7", torch.as_tensor(np.fft.fftfreq(7, 0.1)), torch.zeros(1, dtype=torch.float64))
case("rfftfreq 8", torch.as_tensor(np.fft.rfftfreq(8, 0.1)), torch.zeros(1, dtype=torch.float64))

holes = grid.clone()
holes[0, 1, 2] = holes[1, :, 3] = float("nan")
with np.errstate(all="ignore"):
    import warnings
    warnings.simplefilter("ignore")
    for axis in [0, 1, 2]:
        case(f"median {axis}", torch.as_tensor(np.median(grid.numpy(), axis)), grid)
        case(f"median {axis}", torch.as_tensor(np.median(holes.numpy(), axis)), holes)
        case(f"quantile 0.3 {axis}", torch.as_tensor(np.quantile(grid.numpy(), 0.3, axis)), grid)
        case(f"nansum {axis}", torch.as_tensor(np.nansum(holes.numpy(), axis)), holes)
        case(f"nanmean {axis}", torch.as_tensor(np.nanmean(holes.numpy(), axis)), holes)
flat = grid.reshape(-1)
case("histogram 7 -1.5 2", torch.as_tensor(np.histogram(flat.numpy(), 7, (-1.5, 2))[0]), flat)
case("bincount 5", torch.as_tensor(np.bincount(classes.numpy(), minlength=5)), classes)
case("bincount 20", torch.as_tensor(np.bincount(classes.numpy(), minlength=20)), classes)
case("cov", torch.as_tensor(np.cov(x.numpy())), x)
case("corrcoef", torch.as_tensor(np.corrcoef(x.numpy())), x)
steps = torch.sort(flat)[0]
case("searchsorted true", torch.as_tensor(np.searchsorted(steps.numpy(), flat.numpy()[:20], "left")), steps, flat[:20])
case("searchsorted false", torch.as_tensor(np.searchsorted(steps.numpy(), flat.numpy()[:20], "right")), steps, flat[:20])
case("trapezoid 0.5", torch.as_tensor(np.trapezoid(grid.numpy(), dx=0.5)), grid)
case("kron", torch.as_tensor(np.kron(grid[0].numpy(), x.numpy()[:2, :3])), grid[0], x[:2, :3].contiguous())
case("cross", torch.as_tensor(np.cross(x.numpy()[:, :3], x.numpy()[:, 3:6])), x[:, :3].contiguous(),
     x[:, 3:6].contiguous())
m = real(4, 4)
case("matrixPower 5", torch.as_tensor(np.linalg.matrix_power(m.numpy(), 5)), m)
case("matrixPower -2", torch.as_tensor(np.linalg.matrix_power(m.numpy(), -2)), m)
case("matrixPower 0", torch.as_tensor(np.linalg.matrix_power(m.numpy(), 0)), m)
case("cond", torch.as_tensor(np.linalg.cond(m.numpy())), m)
case("svdvals", torch.as_tensor(np.linalg.svd(grid.numpy(), compute_uv=False)), grid)
sym = m + m.T
case("eigvalsh", torch.as_tensor(np.linalg.eigvalsh(sym.numpy())), sym)

a, b2 = real(3, 4), real(4)
for text, result in {
        "2*x^2 + sin(y)": 2 * a**2 + torch.sin(b2), "-x^2": -(a**2), "2^-x": 2.0**-a, "x - y - 1": a - b2 - 1,
        "1 - x / y * 2": 1 - a / b2 * 2, "(x > 0) ? sqrt(x) : -1": torch.where(a > 0, torch.sqrt(a), -1.0),
        "x > 0 && y < 0 || x == y ? 1.5 : y": torch.where((a > 0) & (b2 < 0) | (a == b2), 1.5, b2),
        "max(x, 0.5) + min(1, y)": torch.clamp(a, min=0.5) + torch.clamp(b2, max=1), "x % 2": torch.remainder(a, 2),
        "x // 0.7": torch.floor_divide(a, 0.7), "2**3**0.5 * x + 0*y": 2**3**0.5 * a,
        "clip(x, -1, 1) * pi": torch.clamp(a, -1, 1) * torch.pi, "exp(-(x^2 + y^2) / 2) / sqrt(2*pi)":
        torch.exp(-(a**2 + b2**2) / 2) / (2 * torch.pi)**0.5, "hypot(x, y) - atan2(y, x)":
        torch.hypot(a, b2) - torch.atan2(b2, a), "1e-3*x + 2.5E+1": 1e-3 * a + 25, "!(x > 0) ? y : x":
        torch.where(a > 0, a, b2), "where(x >= y, x, y)": torch.maximum(a, b2.expand(3, 4))}.items():
    names = [a, b2] if "y" in text else [a]
    case("calc " + text.replace("||", "¦¦"), result, *names)

head = f"# PyTorch {torch.__version__.split('+')[0]}, NumPy {np.__version__}"
target = pathlib.Path(__file__).parents[1] / "resources/org/jolab/gpu/networks.txt"
target.write_text("\n".join([head, *cases]) + "\n")
print(len(cases), "cases")
