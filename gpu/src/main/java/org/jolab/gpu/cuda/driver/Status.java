package org.jolab.gpu.cuda.driver;

/** Results of the driver's functions that need a treatment of their own; the numbers are those of cuda.h. */
public final class Status {

    /** Nothing to complain about. */
    public static final int SUCCESS = 0;
    /** An argument is wrong. */
    public static final int INVALID_VALUE = 1;
    /** No memory is left. */
    public static final int OUT_OF_MEMORY = 2;
    /** The file is the toolkit's, to link against, and no driver. */
    public static final int STUB_LIBRARY = 34;
    /** Another program has the device for itself. */
    public static final int DEVICE_UNAVAILABLE = 46;
    /** No device is visible. */
    public static final int NO_DEVICE = 100;
    /** This thread has no context. */
    public static final int INVALID_CONTEXT = 201;
    /** The code is for another kind of device. */
    public static final int NO_BINARY_FOR_GPU = 209;
    /** The code is no code, or of a newer version. */
    public static final int INVALID_PTX = 218;
    /** The code is of a newer version. */
    public static final int UNSUPPORTED_PTX_VERSION = 222;
    /** No kernel or variable of that name. */
    public static final int NOT_FOUND = 500;
    /** It is still being done. */
    public static final int NOT_READY = 600;
    /** A kernel used an address at which there is no memory. */
    public static final int ILLEGAL_ADDRESS = 700;
    /** The kernel takes more registers or shared memory than there are. */
    public static final int LAUNCH_OUT_OF_RESOURCES = 701;
    /** A kernel ran for too long for a device that shows a desktop. */
    public static final int LAUNCH_TIMEOUT = 702;
    /** The devices already reach each other. */
    public static final int PEER_ACCESS_ALREADY_ENABLED = 704;
    /** The driver does not fit the kernel module that is loaded. */
    public static final int SYSTEM_DRIVER_MISMATCH = 803;
    /** The library for newer versions does not go with this device. */
    public static final int COMPAT_NOT_SUPPORTED = 804;

    private Status() {
    }

    /** Whether the context is lost once a function has returned {@code code}. */
    public static boolean isFatal(int code) {
        return switch (code) {
            // Illegal address, timeout, assertion, hardware stack, illegal instruction, misaligned address, address
            // space, program counter, launch failure, tensor memory leak, and uncorrectable or contained memory errors.
            case ILLEGAL_ADDRESS, LAUNCH_TIMEOUT, 710, 714, 715, 716, 717, 718, 719, 721, 214, 220, 226, 709 -> true;
            default -> false;
        };
    }

    /** What a fatal code means, in words. */
    public static String meaning(int code) {
        return switch (code) {
            case ILLEGAL_ADDRESS -> "a kernel read or wrote at an address at which there is no memory of its own";
            case LAUNCH_TIMEOUT -> "a kernel ran for longer than the system allows";
            case 710 -> "an assertion of a kernel failed";
            case 714 -> "a kernel corrupted its stack";
            case 715 -> "a kernel met an instruction that is none";
            case 716 -> "a kernel read or wrote at an address that is not a multiple of the type's size";
            case 717, 718 -> "a kernel used an address of a wrong kind of memory";
            case 214, 220, 226 -> "the device's memory or its connection is damaged";
            default -> "a kernel failed";
        };
    }
}
