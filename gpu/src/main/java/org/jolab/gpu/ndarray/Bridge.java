package org.jolab.gpu.ndarray;

import java.lang.foreign.MemorySegment;
import org.jolab.gpu.BinaryOp;
import org.jolab.gpu.DType;
import org.jolab.gpu.Expr.Leaf;
import org.jolab.gpu.Nd4jBridge;
import org.jolab.gpu.ReduceOp;
import org.jolab.gpu.Strided;
import org.jolab.gpu.Tensor;
import org.jolab.gpu.UnaryOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.same.Max;
import org.nd4j.linalg.api.ops.impl.reduce.same.Min;
import org.nd4j.linalg.api.ops.impl.reduce.same.Prod;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J, for tensors. Has no state; used by any thread. */
public final class Bridge implements Nd4jBridge {

    /** Starts ND4J. */
    public Bridge() {
        Nd4j.getBackend();
    }

    @Override
    public Tensor tensor(Object array) {
        return Arrays.tensor((INDArray) array);
    }

    @Override
    public Object array(MemorySegment memory, DType dtype, Strided layout) {
        return Arrays.array(memory, dtype, layout);
    }

    private static INDArray array(Leaf leaf) {
        return Arrays.array(leaf.storage().memory(), leaf.dtype(), leaf.layout());
    }

    @Override
    public boolean unary(UnaryOp op, Leaf a, Leaf target) {
        var operation = Operations.unary(op, a.dtype());
        if (operation == null) {
            return false;
        }
        Nd4j.getExecutioner().exec(operation.of(array(a), array(target)));
        return true;
    }

    @Override
    public boolean binary(BinaryOp op, Leaf a, Leaf b, Leaf target) {
        var name = Operations.binary(op, a.dtype());
        if (name == null) {
            return false;
        }
        Nd4j.exec(org.nd4j.linalg.api.ops.DynamicCustomOp.builder(name).addInputs(array(a), array(b))
            .addOutputs(array(target)).build());
        return true;
    }

    @Override
    public boolean cast(Leaf a, Leaf target) {
        if (!Operations.casts(a.dtype(), target.dtype())) {
            return false;
        }
        array(target).assign(array(a));
        return true;
    }

    @Override
    public boolean reduce(ReduceOp op, Leaf source, Range dimensions, Leaf target) {
        if (!Operations.reduces(op, source.dtype(), target.dtype())) {
            return false;
        }
        var axes = new int[dimensions.last() - dimensions.first()];
        for (var i = 0; i < axes.length; i++) {
            axes[i] = dimensions.first() + i;
        }
        var x = array(source);
        var z = array(target);
        switch (op) {
            case SUM -> Nd4j.getExecutioner().exec(new Sum(x, z, false, axes));
            case PROD -> Nd4j.getExecutioner().exec(new Prod(x, z, false, axes));
            case MIN -> Nd4j.getExecutioner().exec(new Min(x, z, false, axes));
            case MAX -> Nd4j.getExecutioner().exec(new Max(x, z, false, axes));
            case MEAN -> z.assign(x.mean(axes));
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean matmul(Leaf a, Leaf b, Leaf target) {
        if (a.dtype() != DType.F32 && a.dtype() != DType.F64) {
            return false;
        }
        Nd4j.matmul(array(a), array(b), array(target));
        return true;
    }

    @Override
    public boolean sort(Leaf target) {
        if (target.layout().rank() == 0 || !Operations.sorts(target.dtype())) {
            return false;
        }
        var array = array(target);
        // ND4J leaves what stands behind a NaN in disorder.
        if (target.dtype().isFloat() && array.isNaN().any()) {
            return false;
        }
        Nd4j.sort(array, array.rank() - 1, true);
        return true;
    }

    @Override
    public boolean scan(BinaryOp op, Leaf source, Leaf target) {
        if (op != BinaryOp.ADD || source.dtype() != target.dtype() || source.layout().rank() == 0
            || source.dtype() != DType.F64) {
            return false;
        }
        Nd4j.exec(new org.nd4j.linalg.api.ops.impl.transforms.custom.CumSum(array(source), array(target), false, false,
            source.layout().rank() - 1));
        return true;
    }

    @Override
    public String version() {
        // Its manifest does not say; its jar's name does.
        var jar = String.valueOf(Nd4j.class.getProtectionDomain().getCodeSource().getLocation());
        return "ND4J " + jar.replaceFirst(".*/nd4j-api-", "").replaceFirst("\\.jar$", "") + ", "
            + Nd4j.getBackend().getClass().getSimpleName();
    }
}
