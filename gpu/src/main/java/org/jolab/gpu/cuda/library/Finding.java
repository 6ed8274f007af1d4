package org.jolab.gpu.cuda.library;

import java.nio.file.Path;

/** Whether a library is there. */
public sealed interface Finding {

    /** Which library. */
    CudaLibrary library();

    /**
     * It is.
     *
     * @param file where; only a name if the system's loader alone knows
     * @param major the version of CUDA that its interface is of; 0 for the driver
     * @param version as exact as its files tell
     */
    record Found(CudaLibrary library, Path file, int major, String version) implements Finding {
        @Override
        public String toString() {
            return "%s %s (%s)".formatted(library.title(), version, file);
        }
    }

    /**
     * It is not.
     *
     * @param reason why not
     * @param command what brings it
     */
    record Missing(CudaLibrary library, String reason, String command) implements Finding {
        @Override
        public String toString() {
            return "%s is missing: %s; %s".formatted(library.title(), reason, command);
        }
    }
}
