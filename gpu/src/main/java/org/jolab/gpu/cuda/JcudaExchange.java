package org.jolab.gpu.cuda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import jcuda.NativePointerObject;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;
import org.jolab.gpu.DType;
import org.jolab.gpu.Device;
import org.jolab.gpu.DeviceUnavailable;
import org.jolab.gpu.Expr;
import org.jolab.gpu.Storage;
import org.jolab.gpu.Strided;
import org.jolab.gpu.Tensor;

/**
 * Tensors and streams for programs that call the driver by JCuda, {@code org.jcuda:jcuda}, and the other way round.
 * Both work in the device's primary context, so what one has made the other can use.
 *
 * <pre>{@code
 * JcudaExchange.attach(Device.cuda(0));
 * JCudaDriver.cuMemsetD32Async(JcudaExchange.pointer(x), 0, x.size(), JcudaExchange.stream(x.device()));
 * }</pre>
 *
 * <p>Nothing here is touched, and nothing of JCuda is loaded or unpacked, before one of these methods is called.
 */
public final class JcudaExchange {

    private JcudaExchange() {
    }

    /** What keeps JCuda from working; asked once, because its classes fail only once with a reason. */
    private static final class Here {
        static final String PROBLEM = load();
    }

    /**
     * Lets this thread call JCuda's driver functions on {@code device}: loads JCuda, lets it throw exceptions, and
     * makes the device's context this thread's.
     *
     * @throws DeviceUnavailable if JCuda cannot be loaded; the message says why
     */
    public static void attach(Device device) {
        var context = CudaDevice.of(device).context();
        if (!Here.PROBLEM.isEmpty()) {
            throw new DeviceUnavailable("JCuda cannot be used: " + Here.PROBLEM);
        }
        context.enter();
    }

    /**
     * JCuda unpacks its library into the temporary folder under a name that everybody knows, so it gets a folder that
     * only this user can write to.
     */
    private static String load() {
        var before = System.getProperty("java.io.tmpdir");
        try {
            var folder = Files.createTempDirectory("jcuda");
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            System.setProperty("java.io.tmpdir", folder.toString());
            JCudaDriver.setExceptionsEnabled(true);
            forget(folder);
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LinkageError e) {
            return e instanceof NoClassDefFoundError ? "org.jcuda:jcuda is not on the class path"
                : e.getMessage().lines().findFirst().orElse("no reason");
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    /** The loader has the file open, so its name may go at once where the system allows that. */
    private static void forget(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (!file.toFile().delete()) {
                    file.toFile().deleteOnExit();
                }
            }
        }
        if (!folder.toFile().delete()) {
            folder.toFile().deleteOnExit();
        }
    }

    /**
     * The address of the first element of {@code x}, all computed. The pointer does not keep the tensor: as long as the
     * device works with it, {@code x} has to stay reachable and open.
     *
     * @throws IllegalArgumentException if the elements are not on a CUDA device, or do not lie one after the other
     */
    public static CUdeviceptr pointer(Tensor x) {
        attach(x.device());
        var leaf = x.lend(true);
        if (!leaf.layout().isContiguous()) {
            throw new IllegalArgumentException("a pointer cannot say how the elements of this view lie; take that of "
                + "its contiguous()");
        }
        return new CUdeviceptr().withByteOffset(leaf.storage().memory().address()
            + leaf.layout().offset() * x.dtype().bytes());
    }

    /**
     * A tensor of memory on the device that somebody else has allocated and will free, not before the tensor has been
     * used for the last time.
     *
     * @throws IllegalArgumentException if there is no memory of the device, or less than the shape needs
     */
    public static Tensor tensor(Pointer pointer, DType dtype, Device device, int... shape) {
        attach(device);
        var layout = Strided.contiguous(shape.clone());
        var bytes = Math.multiplyExact(layout.count(), dtype.bytes());
        var address = address(pointer);
        CudaDevice.of(device).checkOwn(address, bytes);
        return Tensor.of(new Expr.Leaf(new Storage(device,
            MemorySegment.ofAddress(address).reinterpret(bytes)), dtype, layout));
    }

    /** The stream of this thread's work for {@code device}; what is asked for there comes in its order. */
    public static CUstream stream(Device device) {
        attach(device);
        try {
            var maker = CUstream.class.getDeclaredConstructor(long.class);
            maker.setAccessible(true);
            return maker.newInstance(CudaDevice.of(device).stream().handle());
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw otherForm(e);
        }
    }

    static boolean isPointer(Object value) {
        for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals("jcuda.Pointer")) {
                return true;
            }
        }
        return false;
    }

    /** The device's address that a pointer of JCuda's holds. */
    static long address(Object pointer) {
        try {
            return (long) method(NativePointerObject.class, "getNativePointer").invoke(pointer)
                + (long) method(Pointer.class, "getByteOffset").invoke(pointer);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw otherForm(e);
        }
    }

    private static IllegalStateException otherForm(Exception e) {
        return new IllegalStateException("this version of JCuda has another form", e);
    }

    private static Method method(Class<?> type, String name) throws NoSuchMethodException {
        var method = type.getDeclaredMethod(name);
        method.setAccessible(true);
        return method;
    }
}
