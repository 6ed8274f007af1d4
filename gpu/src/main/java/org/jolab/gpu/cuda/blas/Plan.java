package org.jolab.gpu.cuda.blas;

import java.lang.foreign.MemorySegment;

/**
 * One way to multiply, chosen by the library for one kind of product; guarded by itself, because the bias' address is
 * part of the description.
 *
 * @param description the library's handle of what is done
 * @param a layout of the library's left factor, which is our right one
 * @param b layout of the library's right factor
 * @param target layout of the result
 * @param algorithm what the library has chosen, and how much memory it wants meanwhile; null if it cannot do it
 */
record Plan(long description, long a, long b, long target, Algorithm algorithm) {

    /**
     * What the library has chosen.
     *
     * @param memory its structure
     * @param workspace bytes of the device's memory that it wants
     */
    record Algorithm(MemorySegment memory, long workspace) {
    }
}
