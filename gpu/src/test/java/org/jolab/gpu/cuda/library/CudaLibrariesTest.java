package org.jolab.gpu.cuda.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jolab.gpu.cuda.library.Finding.Found;
import org.jolab.gpu.cuda.library.Finding.Missing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaLibrariesTest {

    @TempDir
    private Path root;

    private final Map<String, String> environment = new HashMap<>();

    private Path file(String path) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    private CudaLibraries libraries(String given) {
        environment.putIfAbsent("HOME", root.resolve("home/user").toString());
        return new CudaLibraries(new Machine(environment, given, root, false));
    }

    private Path nvrtc(int newest) {
        return ((Found) libraries("").find(CudaLibrary.NVRTC, newest)).file();
    }

    @Test
    void whatIsMissingIsToldWithTheCommandThatBringsIt() {
        var missing = (Missing) libraries("").find(CudaLibrary.NVRTC, 13);
        assertEquals("NVRTC is missing: no libnvrtc.so.13 in 0 folders; pip install nvidia-cuda-nvrtc==13.*",
            missing.toString());
        assertEquals("pip install nvidia-cublas-cu12",
            ((Missing) libraries("").find(CudaLibrary.CUBLASLT, 12)).command());
        // The index has no packages for versions that are not out.
        assertEquals("pip install nvidia-cublas==13.*",
            ((Missing) libraries("").find(CudaLibrary.CUBLASLT, 15)).command());
    }

    @Test
    void theDriverDecidesWhichVersionsCanBeUsed() throws IOException {
        var newer = file("usr/local/cuda-13.1/lib64/libnvrtc.so.13");
        var missing = (Missing) libraries("").find(CudaLibrary.NVRTC, 12);
        assertEquals(newer + " is for a newer driver than this one of CUDA 12", missing.reason());
        var older = file("usr/local/cuda-12.4/lib64/libnvrtc.so.12");
        assertEquals(older, nvrtc(12));
        assertEquals(newer, nvrtc(13));
        assertEquals(List.of(newer, older),
            libraries("").all(CudaLibrary.NVRTC, 14).stream().map(Found::file).toList());
    }

    @Test
    void foldersComeInTheirOrder() throws IOException {
        var places = List.of("usr/lib64-nvidia", "home/user/.local/lib/python3.12/site-packages/nvidia/cuda_nvrtc/lib",
            "venv/lib/python3.11/site-packages/nvidia/cu13/lib", "conda/lib", "loader", "usr/local/cuda-12.8/lib64",
            "home2/targets/x86_64-linux/lib");
        environment.put("VIRTUAL_ENV", root.resolve("venv").toString());
        environment.put("CONDA_PREFIX", root.resolve("conda").toString());
        environment.put("LD_LIBRARY_PATH", "/nowhere:" + root.resolve("loader"));
        environment.put("CUDA_HOME", root.resolve("home2").toString());
        for (var place : places) {
            var expected = file(place + "/libnvrtc.so.12");
            assertEquals(expected, nvrtc(12));
        }
        var given = file("mine/libnvrtc.so.12");
        assertEquals(given, ((Found) libraries("/nowhere:" + given.getParent()).find(CudaLibrary.NVRTC, 12)).file());
    }

    @Test
    void colabsLayoutIsFound() throws IOException {
        var nvrtc = file("usr/local/cuda-12.5/lib64/libnvrtc.so.12");
        var cublas = file("usr/local/lib/python3.12/dist-packages/nvidia/cublas/lib/libcublasLt.so.12");
        file("usr/local/lib/python3.12/dist-packages/nvidia_cublas_cu12-12.5.3.2.dist-info/METADATA");
        assertEquals(nvrtc, nvrtc(12));
        var found = (Found) libraries("").find(CudaLibrary.CUBLASLT, 12);
        assertEquals(cublas, found.file());
        assertEquals("cuBLASLt 12.5.3.2 (" + cublas + ")", found.toString());
    }

    @Test
    void anInterpreterThatIsAScriptIsAskedWhereItsPackagesAre() throws IOException {
        var script = file("shims/python3");
        Files.writeString(script, "#!/bin/sh\necho " + root.resolve("versions/3.13") + "\n");
        assertTrue(script.toFile().setExecutable(true));
        environment.put("PATH", root.resolve("shims").toString());
        var nvrtc = file("versions/3.13/lib/python3.13/site-packages/nvidia/cu13/lib/libnvrtc.so.13");
        assertEquals(nvrtc, nvrtc(13));
    }

    @Test
    void exactVersionsComeFromTheFilesNames() throws IOException {
        var real = file("usr/local/cuda/lib64/libnvrtc.so.12.9.86");
        Files.createSymbolicLink(real.resolveSibling("libnvrtc.so.12"), real);
        assertEquals("12.9.86", ((Found) libraries("").find(CudaLibrary.NVRTC, 12)).version());
    }

    @Test
    void theCompilersBuiltinFunctionsAreLoadedBeforeItAndHeadersAreFound() throws IOException {
        file("v/lib/python3.11/site-packages/nvidia/cu13/lib/libnvrtc.so.13");
        var builtins = file("v/lib/python3.11/site-packages/nvidia/cu13/lib/libnvrtc-builtins.so.13.5");
        file("v/lib/python3.11/site-packages/nvidia/cu13/include/cuda_fp16.h");
        environment.put("VIRTUAL_ENV", root.resolve("v").toString());
        var found = (Found) libraries("").find(CudaLibrary.NVRTC, 13);
        assertEquals(List.of(builtins), CudaLibraries.before(found));
        assertEquals(List.of(builtins.getParent().resolveSibling("include")), libraries("").headers(found));
    }

    @Test
    void windowsNamesAreKnown() throws IOException {
        assertEquals(List.of("nvrtc64_130_0.dll"), CudaLibrary.NVRTC.files(13, true));
        assertEquals(List.of("cublasLt64_12.dll"), CudaLibrary.CUBLASLT.files(12, true));
        assertEquals(List.of("nvcuda.dll"), CudaLibrary.DRIVER.files(0, true));
        var nvrtc = file("toolkit/bin/x64/nvrtc64_130_0.dll");
        var machine = new Machine(Map.of("CUDA_PATH", root.resolve("toolkit").toString(), "USERPROFILE",
            root.toString()), "", root, true);
        assertEquals(nvrtc, ((Found) new CudaLibraries(machine).find(CudaLibrary.NVRTC, 13)).file());
    }
}
