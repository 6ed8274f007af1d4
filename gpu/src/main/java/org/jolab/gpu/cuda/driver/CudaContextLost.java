package org.jolab.gpu.cuda.driver;

/**
 * A kernel did something that the device does not forgive, such as writing where there is no memory: everything on the
 * device is lost, and nothing can be done there before the program starts anew.
 */
public final class CudaContextLost extends CudaException {

    private static final long serialVersionUID = 1;

    /** Says what happened and which kernels were launched last. */
    public CudaContextLost(int code, String message) {
        super(code, message);
    }
}
