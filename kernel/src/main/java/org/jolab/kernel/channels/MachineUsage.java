package org.jolab.kernel.channels;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jolab.kernel.protocol.Reply;

/** What the kernel and its machine use, as jupyter-resource-usage shows it; owned by the control thread. */
final class MachineUsage {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private long lastCpu;
    private long lastTime;

    /** Memory in bytes; processor load in per cent, the kernel's since the last call and of one processor. */
    Reply measure() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long total = system.getTotalMemorySize();
        long free = system.getFreeMemorySize();
        long available = proc(MEMORY, "MemAvailable:", free);
        var runtime = Runtime.getRuntime();
        return new Reply.Done(Reply.object(
            "hostname", hostname(),
            "pid", ProcessHandle.current().pid(),
            "kernel_cpu", cpu(system),
            "kernel_memory", proc(STATUS, "VmRSS:", runtime.totalMemory()),
            "host_cpu_percent", Math.max(0, system.getCpuLoad()) * 100,
            "cpu_count", runtime.availableProcessors(),
            "host_virtual_memory", Map.of("total", total, "available", available, "free", free,
                "used", total - available, "percent", total == 0 ? 0.0 : 100.0 * (total - available) / total)));
    }

    private double cpu(OperatingSystemMXBean system) {
        long cpu = system.getProcessCpuTime();
        long time = System.nanoTime();
        double percent = lastTime == 0 || time == lastTime ? 0 : 100.0 * (cpu - lastCpu) / (time - lastTime);
        lastCpu = cpu;
        lastTime = time;
        return percent;
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** A value in kB of one of Linux's tables, in bytes; elsewhere {@code otherwise}. */
    private static long proc(Path table, String name, long otherwise) {
        if (!Files.isReadable(table)) {
            return otherwise;
        }
        try (var lines = Files.lines(table)) {
            return lines.filter(line -> line.startsWith(name)).findFirst()
                .map(line -> Long.parseLong(line.substring(name.length()).replaceAll("[^0-9]", "")) * 1024)
                .orElse(otherwise);
        } catch (IOException | NumberFormatException e) {
            return otherwise;
        }
    }
}
