package org.jolab.magics.files;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/**
 * The current folder of this process, and the three places where the JDK on Linux and macOS keeps a copy of it from its
 * start on. Called by one thread at a time.
 *
 * <p>{@code chdir} alone would do for what asks the system with a relative path (streams of {@code java.io}, programs
 * that are started), but {@code java.nio.file} and {@code File.getAbsolutePath} put their copy in front of a relative
 * path. Reads are not synchronized in the JDK; no JIT takes these fields for constants (checked with JDK 25).
 */
final class ProcessFolder {

    private final MethodHandle chdir;
    private final Slot bytesOfPath;
    private final Slot[] copies;

    private ProcessFolder(MethodHandle chdir, Slot bytesOfPath, Slot... copies) {
        this.chdir = chdir;
        this.bytesOfPath = bytesOfPath;
        this.copies = copies;
    }

    /** A field of an object. */
    private record Slot(Field field, Object holder) {

        static Slot of(Object holder, Class<?> type, String name) throws ReflectiveOperationException {
            for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
                for (var field : owner.getDeclaredFields()) {
                    if (field.getName().equals(name)) {
                        field.setAccessible(true);
                        return new Slot(field, holder);
                    }
                }
            }
            throw new NoSuchFieldException(type.getName() + "." + name);
        }
    }

    /**
     * What this process offers.
     *
     * @throws IOException if this JDK or this system keeps its folder elsewhere, or does not let us change it
     */
    static ProcessFolder ofThisProcess() throws IOException {
        try {
            var files = FileSystems.getDefault();
            var io = Slot.of(null, File.class, "FS").field().get(null);
            var linker = Linker.nativeLinker();
            return new ProcessFolder(
                linker.downcallHandle(linker.defaultLookup().findOrThrow("chdir"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS)),
                Slot.of(null, Path.of("").getClass(), "path"),
                Slot.of(files, files.getClass(), "defaultDirectory"),
                Slot.of(files, files.getClass(), "needToResolveAgainstDefaultDirectory"),
                Slot.of(io, io.getClass(), "userDir"));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw new IOException(e.toString(), e);
        }
    }

    /**
     * Makes {@code folder}, an absolute path, the current folder of everything in this process.
     *
     * @throws IOException if the system refuses; then everything is as it was
     */
    void change(Path folder) throws IOException {
        try (var arena = Arena.ofConfined()) {
            // The very bytes of the file name, which need not be text in any encoding.
            var bytes = (byte[]) bytesOfPath.field().get(folder);
            var name = arena.allocate(bytes.length + 1L);
            MemorySegment.copy(bytes, 0, name, ValueLayout.JAVA_BYTE, 0, bytes.length);
            if ((int) chdir.invokeExact(name) != 0) {
                throw new IOException("the system refuses to enter it");
            }
            Object[] values = {bytes, true, folder.toString()};
            for (var i = 0; i < copies.length; i++) {
                copies[i].field().set(copies[i].holder(), values[i]);
            }
            System.setProperty("user.dir", folder.toString());
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e.toString(), e);
        }
    }
}
