package org.jolab.gpu.cuda.library;

import java.util.List;

/** The shared libraries of CUDA that tensors use. */
public enum CudaLibrary {

    /** The driver's interface; comes with the driver. */
    DRIVER("NVIDIA driver", List.of("libcuda.so.1"), List.of("nvcuda.dll")),

    /** The compiler of CUDA C++. Without it nothing runs on the GPU. */
    NVRTC("NVRTC", List.of("libnvrtc.so.%d"), List.of("nvrtc64_%d0_0.dll")),

    /** Matrix products. Without it a plain kernel multiplies. */
    CUBLASLT("cuBLASLt", List.of("libcublasLt.so.%d"), List.of("cublasLt64_%d.dll"));

    /** The versions of CUDA that are looked for, best first. */
    public static final List<Integer> MAJORS = List.of(14, 13, 12);

    private final String title;
    private final List<String> linux;
    private final List<String> windows;

    CudaLibrary(String title, List<String> linux, List<String> windows) {
        this.title = title;
        this.linux = linux;
        this.windows = windows;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** Its files' names for one major version of CUDA. */
    public List<String> files(int major, boolean isWindows) {
        return (isWindows ? windows : linux).stream().map(name -> name.formatted(major)).toList();
    }

    /** The command that installs it for one major version of CUDA. */
    public String command(int major) {
        return switch (this) {
            case DRIVER -> "install the driver from https://www.nvidia.com/drivers, or start the container with "
                + "--gpus all";
            case NVRTC -> "pip install nvidia-cuda-nvrtc" + (major < 13 ? "-cu" + major : "==" + major + ".*");
            case CUBLASLT -> "pip install nvidia-cublas" + (major < 13 ? "-cu" + major : "==" + major + ".*");
        };
    }
}
