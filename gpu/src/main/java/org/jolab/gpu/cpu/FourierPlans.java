package org.jolab.gpu.cpu;

import java.lang.ref.SoftReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What transforms of the lengths used last need to know, for all threads; guarded by itself. */
final class FourierPlans {

    static final FourierPlans INSTANCE = new FourierPlans();

    private static final int MOST = 16;

    private final Map<Integer, SoftReference<Fourier>> plans = new LinkedHashMap<>(MOST, 0.75f, true);

    private FourierPlans() {
    }

    Fourier of(int size) {
        synchronized (this) {
            var kept = plans.get(size);
            var plan = kept == null ? null : kept.get();
            if (plan != null) {
                return plan;
            }
        }
        // Outside of the lock: a long one takes its time, and has shorter ones inside.
        var fresh = new Fourier(size);
        synchronized (this) {
            plans.put(size, new SoftReference<>(fresh));
            Iterator<Integer> oldest = plans.keySet().iterator();
            if (plans.size() > MOST) {
                oldest.next();
                oldest.remove();
            }
        }
        return fresh;
    }
}
