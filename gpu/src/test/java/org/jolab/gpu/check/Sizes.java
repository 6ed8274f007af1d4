package org.jolab.gpu.check;

import org.jolab.gpu.Device;
import org.jolab.gpu.cuda.CudaDevice;

/**
 * How large the tensors are that are measured.
 *
 * @param floats elements of vectors, a multiple of {@code columns}
 * @param columns length of softmax's rows
 * @param small one size of matrices
 * @param large another
 */
record Sizes(int floats, int columns, int small, int large) {

    /** 256 M floats and matrices of 8192, or what fits several times into the device. */
    static Sizes of(Device device) {
        if (isTiny()) {
            return new Sizes(1 << 14, 1 << 7, 16, 32);
        }
        var room = CudaDevice.of(device).capacity();
        var floats = 1 << 28;
        while (floats * 4L * 5 > room) {
            floats /= 2;
        }
        var large = 8192;
        while (8L * large * large * 4 > room) {
            large /= 2;
        }
        return new Sizes(floats, 1 << 12, large / 2, large);
    }

    /** Whether it is only tried out whether all works, without a device that is worth measuring. */
    static boolean isTiny() {
        return Boolean.getBoolean("org.jolab.gpu.check.tiny");
    }

    /** For the script that measures others. */
    String arguments() {
        return "--floats %d --columns %d --matrices %d,%d%s".formatted(floats, columns, small, large,
            isTiny() ? " --tiny" : "");
    }
}
