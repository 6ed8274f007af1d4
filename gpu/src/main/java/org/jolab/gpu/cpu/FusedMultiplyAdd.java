package org.jolab.gpu.cpu;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether {@link Math#fma(float, float, float)} is one instruction; without it, it is a thousand times as slow. */
final class FusedMultiplyAdd {

    static final boolean IS_FAST = System.getProperty("os.arch").equals("aarch64") || ofLinux() || ofVirtualMachine();

    private FusedMultiplyAdd() {
    }

    /** What Linux says of the first processor: known in a hundredth of the time that Java's own answer takes. */
    private static boolean ofLinux() {
        try (var in = Files.newInputStream(Path.of("/proc/cpuinfo"))) {
            return new String(in.readNBytes(4096), StandardCharsets.US_ASCII).contains(" fma ");
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean ofVirtualMachine() {
        try {
            var machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return machine != null && Boolean.parseBoolean(machine.getVMOption("UseFMA").getValue());
        } catch (IllegalArgumentException _) {
            // No such option: another virtual machine.
            return false;
        }
    }
}
