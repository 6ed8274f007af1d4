package org.jolab.magics.environment;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the machine offers to this process, container limits included; asks it anew at each call. */
final class Machine {

    /** A driver that hangs must not hold up the rest. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Path CGROUP_LIMIT = Path.of("/sys/fs/cgroup/memory.max");
    private static final Path CGROUP_1_LIMIT = Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes");

    private final OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** All of it. */
    Facts facts() throws InterruptedException {
        return new Facts()
            .with("processor", processor().orElse(""))
            .with("cores", cores())
            .with("load", load())
            .with("memory", memory())
            .with("disk", disk())
            .with("GPU", gpus().stream().collect(Collectors.joining("\n")).transform(text -> text.isEmpty() ? "none"
                : text))
            .with("system", operatingSystem())
            .with("Java", Runtime.version() + " (" + System.getProperty("java.vendor") + ")")
            .with("Java heap", "at most " + Sizes.bytes(Runtime.getRuntime().maxMemory()))
            .with("Jolab", MachineMagics.jolabVersion());
    }

    private static Optional<String> processor() throws InterruptedException {
        var onLinux = value(Path.of("/proc/cpuinfo"), "model name").or(() -> value(Path.of("/proc/cpuinfo"), "Model"));
        return onLinux.isPresent() ? onLinux
            : ask("sysctl", "-n", "machdep.cpu.brand_string").stream().findFirst()
                .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
                .or(() -> Optional.of(System.getProperty("os.arch")));
    }

    private static String cores() {
        var usable = Runtime.getRuntime().availableProcessors();
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            var all = lines.filter(line -> line.startsWith("processor")).count();
            return all > usable ? usable + " of " + all : String.valueOf(usable);
        } catch (IOException e) {
            return String.valueOf(usable);
        }
    }

    private String load() {
        var load = system.getSystemLoadAverage();
        return load < 0 ? "" : String.format(Locale.ROOT, "%.2f, average of the last minute", load);
    }

    private String memory() {
        // The JVM knows the limits of its container.
        var total = system.getTotalMemorySize();
        var free = value(Path.of("/proc/meminfo"), "MemAvailable").map(Machine::kilobytes)
            .orElseGet(system::getFreeMemorySize);
        var limit = limit(CGROUP_LIMIT).or(() -> limit(CGROUP_1_LIMIT)).filter(bytes -> bytes <= total);
        // What the machine has to spare says nothing about what the container has.
        var available = limit.isPresent() ? Math.min(free, system.getFreeMemorySize()) : free;
        return Sizes.bytes(total) + ", " + Sizes.bytes(available) + " of them free"
            + (limit.isPresent() ? " (the container's limit)" : "");
    }

    private static Optional<Long> limit(Path file) {
        try {
            return Optional.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            // No such control group, or "max".
            return Optional.empty();
        }
    }

    private static String disk() {
        try {
            var folder = Path.of("").toAbsolutePath();
            var store = Files.getFileStore(folder);
            return Sizes.bytes(store.getTotalSpace()) + ", " + Sizes.bytes(store.getUsableSpace()) + " of them free ("
                + folder + ")";
        } catch (IOException | SecurityException e) {
            return "";
        }
    }

    private static List<String> gpus() throws InterruptedException {
        return ask("nvidia-smi", "--query-gpu=name,memory.total,memory.used,utilization.gpu,driver_version",
            "--format=csv,noheader,nounits").stream()
            .map(line -> line.split("\\s*,\\s*"))
            .filter(words -> words.length == 5)
            .map(words -> words[0] + ", " + words[1] + " MiB, " + words[2] + " of them used, " + words[3]
                + " % busy, driver " + words[4])
            .toList();
    }

    private static String operatingSystem() {
        var kernel = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
            + System.getProperty("os.arch");
        return value(Path.of("/etc/os-release"), "PRETTY_NAME").map(name -> name.replace("\"", "") + ", " + kernel)
            .orElse(kernel);
    }

    /** What stands behind a name and a colon or an equals sign in one of Linux's tables. */
    private static Optional<String> value(Path table, String name) {
        try (var lines = Files.lines(table)) {
            return lines.filter(line -> line.matches(name + "\\s*[:=].*"))
                .map(line -> line.substring(line.indexOf(line.contains(":") && !line.contains("=") ? ':' : '=') + 1))
                .map(String::strip).findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static long kilobytes(String value) {
        return Long.parseLong(value.replaceAll("\\D", "")) * 1024;
    }

    /** The lines that a program prints; none if it is missing, fails or hangs. */
    private static List<String> ask(String... command) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        // Read beside: a program that hangs keeps its output open.
        var reader = Thread.ofPlatform().daemon().start(() -> {
            try (var output = process.inputReader(StandardCharsets.UTF_8)) {
                output.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                lines.clear();
            }
        });
        try {
            return process.waitFor(PATIENCE) && process.exitValue() == 0 && reader.join(PATIENCE)
                ? List.copyOf(lines) : List.of();
        } finally {
            process.destroyForcibly();
        }
    }
}
