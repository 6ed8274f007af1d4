package org.jolab.gpu.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Function;
import org.jolab.gpu.Conv;
import org.jolab.gpu.DType;
import org.jolab.gpu.Losses;
import org.jolab.gpu.Nn;
import org.jolab.gpu.Pool;
import org.jolab.gpu.Rng;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Jolab and PyTorch make of the same random numbers, where a Python has PyTorch; see {@link Python#withTorch}. */
class LivePyTorchTest {

    private static final String PRELUDE = """
        import torch, torch.nn.functional as F
        torch.set_num_threads(1)
        taken, given = (lambda x: torch.from_numpy(x)), (lambda x: x.numpy())
        """;

    @TempDir
    Path folder;

    private final Rng numbers = new Rng(21);
    private final Oracle oracle = new Oracle(PRELUDE);

    private Tensor random(DType dtype, int... shape) {
        return numbers.randn(shape).to(DType.F64).mul(1.5).to(dtype);
    }

    @Test
    void pyTorchMakesTheSameOfTheSameNumbers() throws IOException, InterruptedException {
        var python = Python.withTorch();
        for (var dtype : new DType[] {DType.F64, DType.F32}) {
            convolutions(dtype);
            pools(dtype);
            norms(dtype);
            losses(dtype);
            activations(dtype);
            selections(dtype);
            products(dtype);
        }
        for (var dtype : new DType[] {DType.I64, DType.I32, DType.I16, DType.I8, DType.U8, DType.BOOL}) {
            selections(dtype);
        }
        oracle.compare(python, folder);
    }

    private void convolutions(DType dtype) {
        var x = random(dtype, 2, 4, 9, 8);
        var bias = random(dtype, 6);
        for (var stride = 1; stride < 4; stride++) {
            for (var padding = 0; padding < 3; padding++) {
                for (var dilation = 1; dilation < 3; dilation++) {
                    for (var groups = 1; groups < 3; groups++) {
                        var conv = Conv.plain().stride(stride).padding(padding, 1).dilation(1, dilation)
                            .groups(groups);
                        var weight = random(dtype, 6, 4 / groups, 3, 2);
                        oracle.ask("F.conv2d(x, y, z, %d, (%d, 1), (1, %d), %d)".formatted(stride, padding, dilation,
                            groups), conv.conv2d(x, weight, bias), x, weight, bias);
                    }
                }
            }
            var line = random(dtype, 3, 4, 20);
            var kernel = random(dtype, 6, 2, 5);
            oracle.ask("F.conv1d(x, y, z, %d, 2, 2, 2)".formatted(stride), Conv.plain().stride(stride).padding(2)
                .dilation(2).groups(2).conv1d(line, kernel, bias), line, kernel, bias);
            var back = random(dtype, 4, 3, 3, 2);
            oracle.ask("F.conv_transpose2d(x, y, None, %d, 1, %d, 2)".formatted(stride, stride - 1),
                Conv.plain().stride(stride).padding(1).groups(2).convTranspose2d(x, back, null, stride - 1), x, back);
        }
    }

    private void pools(DType dtype) {
        var x = random(dtype, 2, 3, 9, 8);
        oracle.ask("F.max_pool2d(x, 3)", Pool.of(3).max2d(x), x);
        oracle.ask("F.avg_pool2d(x, 2)", Pool.of(2).avg2d(x), x);
        oracle.ask("F.adaptive_avg_pool2d(x, (4, 3))", Pool.adaptiveAvg2d(x, 4, 3), x);
        oracle.ask("F.adaptive_max_pool2d(x, (2, 5))", Pool.adaptiveMax2d(x, 2, 5), x);
        var line = x.reshape(2, 3, 72);
        oracle.ask("F.max_pool1d(x, 5)", Pool.of(5).max1d(line), line);
        oracle.ask("F.avg_pool1d(x, 5)", Pool.of(5).avg1d(line), line);
    }

    private void norms(DType dtype) {
        var x = random(dtype, 3, 6, 5, 4).add(2);
        var weight = random(dtype, 4);
        var bias = random(dtype, 4);
        oracle.ask("F.layer_norm(x, (4,), y, z)", Nn.layerNorm(x, weight, bias), x, weight, bias);
        oracle.ask("F.rms_norm(x, (4,), y, 1e-5)", Nn.rmsNorm(x, weight), x, weight);
        var gain = random(dtype, 6);
        var shift = random(dtype, 6);
        oracle.ask("F.group_norm(x, 3, y, z)", Nn.groupNorm(x, 3, gain, shift), x, gain, shift);
        oracle.ask("F.instance_norm(x, None, None, y, z)", Nn.instanceNorm(x, gain, shift), x, gain, shift);
        oracle.ask("F.batch_norm(x, None, None, y, z, True)", Nn.batchNorm(x, gain, shift), x, gain, shift);
        var spread = shift.abs().add(0.1);
        oracle.ask("F.batch_norm(x, y, z, w, None)", Nn.batchNorm(x, shift, spread, gain, null), x, shift, spread,
            gain);
        oracle.ask("F.normalize(x, dim=1)", Nn.normalize(x, 1), x);
        var other = random(dtype, 3, 6, 5, 4);
        oracle.ask("F.cosine_similarity(x, y, dim=2)", Nn.cosineSimilarity(x, other, 2), x, other);
    }

    private void losses(DType dtype) {
        var x = random(dtype, 5, 4, 3);
        var y = random(dtype, 5, 4, 3);
        var classes = Tensors.arange(15).remainder(4).reshape(5, 3);
        oracle.ask("F.mse_loss(x, y)", Losses.mse(x, y), x, y);
        oracle.ask("F.l1_loss(x, y)", Losses.l1(x, y), x, y);
        oracle.ask("F.huber_loss(x, y, delta=0.7)", Losses.huber(x, y, 0.7), x, y);
        oracle.ask("F.smooth_l1_loss(x, y, beta=0.7)", Losses.smoothL1(x, y, 0.7), x, y);
        oracle.ask("F.cross_entropy(x, y)", Losses.crossEntropy(x, classes), x, classes);
        oracle.ask("F.cross_entropy(x, y, label_smoothing=0.2)", Losses.crossEntropy(x, classes, 0.2), x, classes);
        var logs = x.logSoftmax(1);
        oracle.ask("F.nll_loss(F.log_softmax(x, 1), y)", Losses.nll(logs, classes), x, classes);
        var share = y.sigmoid();
        oracle.ask("F.binary_cross_entropy(torch.sigmoid(x), torch.sigmoid(y))",
            Losses.binaryCrossEntropy(x.sigmoid(), share), x, y);
        oracle.ask("F.binary_cross_entropy_with_logits(x * 30, torch.sigmoid(y))",
            Losses.binaryCrossEntropyWithLogits(x.mul(30), share), x, y);
        oracle.ask("F.kl_div(F.log_softmax(x, 1), torch.softmax(y, 1), reduction='batchmean')",
            Losses.klDiv(logs, y.softmax(1)), x, y);
    }

    private void activations(DType dtype) {
        var x = random(dtype, 6, 8).mul(4);
        activation("F.relu(x)", x, Tensor::relu);
        activation("F.gelu(x)", x, Tensor::gelu);
        activation("F.gelu(x, approximate='tanh')", x, Tensor::geluTanh);
        activation("F.silu(x)", x, Tensor::silu);
        activation("F.mish(x)", x, Tensor::mish);
        activation("F.softplus(x, threshold=100)", x, Tensor::softplus);
        activation("F.logsigmoid(x)", x, Tensor::logSigmoid);
        activation("F.softsign(x)", x, Tensor::softsign);
        activation("F.hardsigmoid(x)", x, Tensor::hardSigmoid);
        activation("F.hardswish(x)", x, Tensor::hardSwish);
        activation("F.tanhshrink(x)", x, Tensor::tanhShrink);
        activation("F.selu(x)", x, Tensor::selu);
        activation("F.elu(x, 0.8)", x, each -> each.elu(0.8));
        activation("F.leaky_relu(x, 0.1)", x, each -> each.leakyRelu(0.1));
        activation("F.glu(x, 1)", x, each -> Nn.glu(each, 1));
        activation("torch.erf(x)", x, Tensor::erf);
        activation("torch.lgamma(x)", x, Tensor::lgamma);
        activation("torch.sinc(x)", x, Tensor::sinc);
        activation("torch.softmax(x, 0)", x, each -> each.softmax(0));
        activation("torch.log_softmax(x * 100, 1)", x, each -> each.mul(100).logSoftmax(1));
        activation("torch.logsumexp(x, 1)", x, each -> each.logsumexp(1));
    }

    private void activation(String formula, Tensor x, Function<Tensor, Tensor> ours) {
        oracle.ask(formula, ours.apply(x), x);
    }

    private void selections(DType dtype) {
        var random = new Random(22);
        // Each number once, since which of equal ones topk names is left open.
        var values = random.ints(0, 100).distinct().limit(40).asDoubleStream().toArray();
        var x = (dtype == DType.BOOL ? Tensors.of(values).remainder(2) : Tensors.of(values)).to(dtype).reshape(5, 8);
        var index = numbers.randint(0, 5, 3, 8);
        oracle.ask("torch.gather(x, 0, y)", x.gather(0, index), x, index);
        oracle.ask("x[y]", x.get(index), x, index);
        oracle.ask("x[:, y]", x.get(Tensors.all(), Tensors.at(index)), x, index);
        oracle.ask("torch.index_select(x, 1, y[0])", x.take(index.get(0), 1), x, index);
        var distinct = index.argsort(0, false);
        var source = x.get("1:4").contiguous();
        oracle.ask("x.scatter(0, y, z)", x.scatter(0, distinct, source), x, distinct, source);
        oracle.ask("x.masked_fill(x > 20, 1)", x.maskedFill(x.greater(20), 1), x);
        oracle.ask("torch.flip(x, (1,))", x.flip(1), x);
        oracle.ask("torch.unique(x, dim=1)", x.unique(1), x);
        oracle.ask("torch.tensor_split(x, [2, 5], 1)[1].contiguous()", x.splitAt(1, 2, 5)[1], x);
        if (dtype == DType.BOOL) {
            return;
        }
        oracle.ask("x.scatter_add(0, y, z)", x.scatterAdd(0, index, source), x, index, source);
        oracle.ask("torch.topk(x, 3, 1)[0]", x.topk(3).values(), x);
        oracle.ask("torch.topk(x, 3, 1)[1]", x.topk(3).indices(), x);
        oracle.ask("torch.topk(x, 2, 0, largest=False)[0]", x.topk(2, 0, false).values(), x);
        oracle.ask("torch.sort(x, 1, descending=True)[1]", x.argsort(1, true), x);
        oracle.ask("torch.cummax(x, 1)[0]", x.cummax(1), x);
    }

    private void products(DType dtype) {
        var a = random(dtype, 3, 4, 5);
        var b = random(dtype, 3, 5, 6);
        var c = random(dtype, 6, 6);
        einsum("bij,bjk->bik", a, b);
        einsum("bij,bjk,kk->bi", a, b, c);
        einsum("...ij,...jk->...ki", a, b);
        einsum("bij,bjk->", a, b);
        einsum("ii->i", c);
        einsum("ii", c);
        einsum("ij->ji", c);
        einsum("bij,cjk->bcik", a, b);
        oracle.ask("torch.tensordot(x, y, 1)", c.tensordot(c, 1), c, c);
        var weight = random(dtype, 2, 5);
        var bias = random(dtype, 2);
        oracle.ask("F.linear(x, y, z)", Nn.linear(a, weight, bias), a, weight, bias);
        var query = random(dtype, 2, 4, 6);
        var key = random(dtype, 2, 4, 6);
        oracle.ask("F.scaled_dot_product_attention(x, y, x, is_causal=True)", Nn.attention(query, key, query, true),
            query, key);
    }

    private void einsum(String formula, Tensor... operands) {
        oracle.ask("torch.einsum('" + formula + "', " + "x, y, z".substring(0, 3 * operands.length - 2) + ")",
            Tensors.einsum(formula, operands), operands);
    }
}
