package org.jolab.gpu;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Finds ND4J, which need not be there. In a notebook it is joined to the session's class path, which this class's
 * loader can't see; so the few classes that use it are defined once more for each loader that has it.
 */
final class Nd4j {

    private static final String ARRAY = "org.nd4j.linalg.api.ndarray.INDArray";
    private static final String PACKAGE = "org.jolab.gpu.ndarray.";
    private static final AtomicReference<Device> DEVICE = new AtomicReference<>();
    private static final Map<ClassLoader, WeakReference<Nd4jBridge>> BRIDGES = new WeakHashMap<>();

    private Nd4j() {
    }

    /** The one device of this program, of the first ND4J that is seen. */
    static Device device() {
        var bridge = bridge(Thread.currentThread().getContextClassLoader());
        return DEVICE.updateAndGet(known -> known != null ? known
            : new Device("nd4j", new Nd4jBackend(bridge), () -> bridge.version() + ", for comparison"));
    }

    /** Whether it is a class of ND4J's arrays; asked by name. */
    static boolean isArray(Class<?> type) {
        for (var each = type; each != null; each = each.getSuperclass()) {
            for (var face : each.getInterfaces()) {
                if (face.getName().equals(ARRAY) || isArray(face)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The bridge to the ND4J that {@code loader} sees, or else this class's own. */
    static Nd4jBridge bridge(ClassLoader loader) {
        var own = Nd4j.class.getClassLoader();
        for (var each : loader == null || loader == own ? new ClassLoader[] {own} : new ClassLoader[] {loader, own}) {
            try {
                return bridgeFor(Class.forName(ARRAY, false, each).getClassLoader());
            } catch (ClassNotFoundException e) {
                // The next one may see it.
            }
        }
        throw new DeviceUnavailable("there is no ND4J on the class path: add org.nd4j:nd4j-native:1.0.0-M2.1"
            + " (in a notebook, import something of org.nd4j)");
    }

    private static Nd4jBridge bridgeFor(ClassLoader loader) {
        synchronized (BRIDGES) {
            var known = BRIDGES.get(loader);
            var bridge = known == null ? null : known.get();
            if (bridge == null) {
                bridge = make(loader);
                BRIDGES.put(loader, new WeakReference<>(bridge));
            }
            return bridge;
        }
    }

    private static Nd4jBridge make(ClassLoader loader) {
        var own = Nd4j.class.getClassLoader();
        try {
            var type = Class.forName(PACKAGE + "Bridge", true, loader == own ? own : new Beside(loader));
            return (Nd4jBridge) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new DeviceUnavailable("ND4J does not work: " + cause);
        }
    }

    /** Defines the bridge's classes where both ND4J and tensors can be seen. */
    private static final class Beside extends ClassLoader {

        Beside(ClassLoader loader) {
            super(loader);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) {
                return name.startsWith("org.jolab.") ? Nd4j.class.getClassLoader().loadClass(name)
                    : super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                var known = findLoadedClass(name);
                return known != null ? known : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (var in = Nd4j.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                var bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length, Nd4j.class.getProtectionDomain());
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
