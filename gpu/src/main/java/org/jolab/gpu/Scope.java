package org.jolab.gpu;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Frees at its end what its thread has made since its beginning; owned by that thread.
 *
 * <pre>{@code
 * try (var scope = Tensors.scope()) {
 *     return scope.keep(x.matmul(y).softmax(-1));
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {

    private static final ThreadLocal<Scope> CURRENT = new ThreadLocal<>();

    private final Scope outer = CURRENT.get();
    private final List<WeakReference<Storage>> made = new ArrayList<>();
    private final Set<Storage> kept = Collections.newSetFromMap(new IdentityHashMap<>());

    Scope() {
        CURRENT.set(this);
    }

    /** Puts new memory under the care of the thread's innermost scope. */
    static void note(Storage storage) {
        var scope = CURRENT.get();
        if (scope != null) {
            scope.made.add(new WeakReference<>(storage));
        }
    }

    /** Lets {@code tensor} outlive this scope; an enclosing one frees it, unless it is kept there, too. */
    public Tensor keep(Tensor tensor) {
        kept.add(tensor.realize().storage());
        return tensor;
    }

    /** Frees what is not kept. */
    @Override
    public void close() {
        CURRENT.set(outer);
        for (var each : made) {
            var storage = each.get();
            if (storage != null && !kept.contains(storage)) {
                storage.close();
            } else if (storage != null && outer != null) {
                outer.made.add(each);
            }
        }
        made.clear();
    }
}
