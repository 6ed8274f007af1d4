package org.jolab.magics.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jolab.api.Magics;
import org.jolab.gpu.Device;
import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceleratorMagicsTest {

    private final Trial trial = new Trial();

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        Device.use(null);
        trial.close();
    }

    @Test
    void theDeviceIsToldAndSet() {
        var best = Device.best();
        assertTrue(trial.ok("%device").stdout().startsWith("New tensors are made on " + best + ": "));
        trial.ok("%device cpu");
        assertEquals("cpu", trial.ok("ones(2).device()").value());
        assertTrue(trial.ok("var d = %device auto\nd == Device.best()").value().equals("true"));
    }

    @Test
    void aDeviceThatIsNotThereIsRefusedWithTheReason() {
        var failure = trial.run("%device cuda:99").failure();
        assertTrue(failure.contains("There is no cuda:99"), failure);
        assertTrue(failure.contains("Tensors are still made on " + Device.best()), failure);
        assertTrue(trial.run("%device abacus").failure().contains("abacus"));
    }

    @Test
    void theReportNamesCardLibrariesAndReason() throws IOException {
        var program = Files.writeString(folder.resolve("nvidia-smi"),
            "#!/bin/sh\necho '0, NVIDIA <L4>, 570.86, 1024, 23034, 12, 40'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        trial.ok("1");
        Magics.register(new GpuMagic(program.toString()).declaration());
        var text = trial.ok("%gpu").shown().getFirst();
        assertTrue(text.contains("0: NVIDIA <L4> · driver 570.86 · 1.0 of 22.5 GiB in use · load 12 % · 40 °C"), text);
        assertTrue(text.contains("New tensors are made on "), text);
        assertTrue(text.contains("NVRTC"), text);
        Magics.register(new GpuMagic("/nowhere/nvidia-smi").declaration());
        assertTrue(trial.ok("%gpu").shown().getFirst().contains("none: there is no /nowhere/nvidia-smi"));
        assertTrue(trial.run("%gpu everything").failure().contains("memory"));
    }

    @Test
    void kernelsNeedAGpuAndSaySo() {
        assumeTrue(Device.cudas().isEmpty(), "this machine has a GPU");
        var failure = trial.run("%%cuda\n__global__ void nothing() {}").failure();
        assertTrue(failure.contains("%%cuda needs a GPU, and there is no cuda:0: "), failure);
        assertTrue(trial.run("%%cuda 1x\n__global__ void nothing() {}").failure().contains("needs a GPU"));
    }

    @Test
    void tensorsAreListedByTheVariablesThatHoldThem() {
        trial.ok("var small = ones(3);\nvar large = zeros(1000, 1000);\nvar models = List.of(ones(50, 70));\n"
            + "record Model(Tensor w, Tensor b) { }\nvar model = new Model(ones(50, 71), ones(50));");
        var text = trial.ok("%gpu memory").shown().getFirst();
        assertTrue(text.lines().anyMatch(line -> line.contains("large") && line.contains("[1000,1000]")), text);
        assertTrue(text.lines().anyMatch(line -> line.contains("models[0]") && line.contains("[50,70]")), text);
        assertTrue(text.lines().anyMatch(line -> line.contains("model.w") && line.contains("[50,71]")), text);
    }

    @Test
    void tensorsAndWidgetsHaveTheirNamesSideBySide() {
        trial.ok("var x = ones(3);");
        trial.ok("var slider = new IntSlider();");
        trial.ok("slider.layout(new Layout().width(\"100px\"));");
    }

    @Test
    void theOperationsOfACellAreProfiled() {
        trial.ok("var x = ones(64, 64);");
        var result = trial.ok("%%gpu profile\nvar y = x.matmul(x).sum();\ny.item()");
        assertTrue(result.shown().getFirst().contains("matmul 64×64×64"), result.shown().toString());
        assertEquals("262144.0", result.value());
        assertTrue(trial.run("%gpu profile").failure().contains("%%gpu profile"));
    }
}
