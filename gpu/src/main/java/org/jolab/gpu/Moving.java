package org.jolab.gpu;

import java.lang.ref.Reference;
import java.util.Optional;
import java.util.function.Supplier;
import org.jolab.gpu.cuda.PinnedMemory;

/** Brings tensors from one device to another. */
final class Moving {

    private Moving() {
    }

    static Tensor to(Device device, Tensor x) {
        if (device == x.device()) {
            return x;
        }
        return into(() -> Tensor.allocate(device, x.dtype(), x.dimensions()), x);
    }

    /** On the processor, in page-locked memory where there is some; itself if it is there. */
    static Tensor pinned(Tensor x) {
        return isPinned(x) ? x : into(() -> room(x), x);
    }

    /** Whether the elements lie in page-locked memory; what is only recorded does not yet lie anywhere. */
    static boolean isPinned(Tensor x) {
        return x.device() == Device.CPU && x.expr() instanceof Expr.Leaf leaf && leaf.storage().copies() != null;
    }

    private static Expr.Leaf room(Tensor x) {
        var bytes = x.size() * x.dtype().bytes();
        var storage = bytes == 0 ? Optional.<Storage>empty() : PinnedMemory.INSTANCE.allocate(bytes);
        storage.ifPresent(given -> {
            given.describe(x.dtype(), x.dimensions());
            Scope.note(given);
        });
        return storage.map(given -> new Expr.Leaf(given, x.dtype(), Strided.contiguous(x.dimensions())))
            .orElseGet(() -> Tensor.allocate(Device.CPU, x.dtype(), x.dimensions()));
    }

    private static Tensor into(Supplier<Expr.Leaf> room, Tensor x) {
        var plain = x.contiguous();
        var source = plain.realize();
        var target = room.get();
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
            to.upload(source.storage(), first, target.storage());
            if (source.storage().isShared() && source.storage().copies() != null) {
                // Whoever has the memory, too, does not ask whether it may be written.
                source.storage().copies().beforeWriting();
            }
        } else if (to.isHost()) {
            from.download(source.storage(), first, target.storage());
        } else if (from.getClass() == to.getClass()) {
            to.transfer(source.storage(), first, target.storage());
        } else {
            var between = CpuBackend.INSTANCE.allocate(Device.CPU, bytes);
            from.download(source.storage(), first, between);
            to.upload(between, 0, target.storage());
            between.close();
        }
    }
}
