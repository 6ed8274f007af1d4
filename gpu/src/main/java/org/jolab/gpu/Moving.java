package org.jolab.gpu;

import java.lang.ref.Reference;

/** Brings tensors from one device to another. */
final class Moving {

    private Moving() {
    }

    static Tensor to(Device device, Tensor x) {
        if (device == x.device()) {
            return x;
        }
        var plain = x.contiguous();
        var source = plain.realize();
        var target = Tensor.allocate(device, x.dtype(), x.dimensions());
        var bytes = target.storage().bytes();
        if (bytes > 0) {
            try {
                move(source, target, bytes);
            } finally {
                Reference.reachabilityFence(plain);
            }
        }
        return Tensor.of(target);
    }

    private static void move(Expr.Leaf source, Expr.Leaf target, long bytes) {
        var from = source.storage().device().backend();
        var to = target.storage().device().backend();
        var first = source.layout().offset() * source.dtype().bytes();
        if (from.isHost()) {
            to.upload(source.storage().memory().asSlice(first, bytes), target.storage());
        } else if (to.isHost()) {
            from.download(source.storage(), first, target.storage().memory());
        } else if (from.getClass() == to.getClass()) {
            to.transfer(source.storage(), first, target.storage());
        } else {
            var between = CpuBackend.INSTANCE.allocate(Device.CPU, bytes);
            from.download(source.storage(), first, between.memory());
            to.upload(between.memory(), target.storage());
            between.close();
        }
    }
}
