package org.jolab.gpu.cuda.driver;

/** The driver, or a library of CUDA, has refused something. */
public class CudaException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int code;

    /** Says what was refused, with the library's own name for the reason. */
    public CudaException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** The library's number for the reason. */
    public int code() {
        return code;
    }
}
