package org.jolab.magics.environment;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;
import org.jolab.magics.Words;

/** {@code %jvm}: what the JVM is, and with which options it is to start the next time. */
final class JvmMagics {

    /** What may be changed: not what is run, and nothing that makes the JVM do something else and end. */
    private static final Pattern OPTION = Pattern.compile(
        "-X(?!share:dump|diag|internalversion|:\\+?AOT|:Flags=)\\S+|-D[^\\s=]+(=.*)?|-(ea|da|esa|dsa)(:\\S+)?"
            + "|-(enableassertions|disableassertions)(:\\S+)?|-(javaagent|agentlib|agentpath):\\S+"
            + "|--(add-opens|add-exports|add-reads|add-modules|enable-native-access|enable-final-field-mutation|"
            + "illegal-native-access|sun-misc-unsafe-memory-access)=\\S+|--enable-preview");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    List<Magic> all() {
        return List.of(Magic.line("jvm", "Shows the JVM, or chooses the options with which it restarts.")
            .flag("--reset", "start without options again")
            .rest("[OPTION...]", "options of the java command, such as -Xmx8g; they replace those given before")
            .details("""
                A JVM can't change its heap or its collector while it runs: the options are kept beside the kernel,
                for all its notebooks, and hold from the next restart on.

                    %jvm
                    %jvm -Xmx8g -XX:+UseZGC""")
            .verbatim()
            .does(JvmMagics::run));
    }

    private static Object run(MagicCall call) throws InterruptedException {
        var options = Words.of(call.rest());
        if (options.isEmpty() && !call.has("--reset")) {
            Notebook.display(facts().toMimeBundle());
            return null;
        }
        if (!options.isEmpty() && call.has("--reset")) {
            throw call.usage("Either options or --reset.");
        }
        for (var option : options) {
            if (!OPTION.matcher(option).matches()) {
                throw call.usage("\"" + option + "\" can't be an option of the kernel's JVM.");
            }
        }
        var file = JvmOptions.ofThisKernel().orElseThrow(() -> new UsageError(
            "This kernel was not started from a kernel that jolab install has made, so there is no place to keep "
                + "options for its restart. In a terminal: " + install(options)));
        change(file, options);
        return null;
    }

    private static void change(JvmOptions file, List<String> options) throws InterruptedException {
        try {
            if (!options.isEmpty()) {
                refuseUnlessStarts(file, options);
            }
            file.write(options);
        } catch (IOException e) {
            throw new UsageError("The options can't be kept in " + file.file() + " (" + e.getMessage()
                + "). In a terminal: " + install(options), e);
        }
        System.out.println(options.isEmpty() ? "Restart the kernel: it will start without options of %jvm."
            : "Restart the kernel: it will start with " + String.join(" ", options) + ".");
    }

    /** A kernel that does not start could not take the options back. */
    private static void refuseUnlessStarts(JvmOptions file, List<String> options)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        var now = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        file.read().forEach(now::remove);
        command.addAll(now);
        command.addAll(options);
        command.add("-version");
        var output = Files.createTempFile("jolab-jvm", ".txt");
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE)) {
                throw new UsageError("A JVM with these options does not start within " + PATIENCE.toSeconds()
                    + " s; nothing has been changed.");
            }
            if (process.exitValue() != 0) {
                var said = Files.readString(output).lines()
                    .filter(line -> !line.startsWith("Error: Could not create") && !line.startsWith("NOTE:")
                        && !line.startsWith("Error: A fatal exception"))
                    .collect(Collectors.joining("\n")).strip();
                throw new UsageError("A JVM with these options does not start; nothing has been changed. It says:\n"
                    + said);
            }
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }

    /** The command that makes the kernel anew with these options. */
    private static String install(List<String> options) {
        var jar = Path.of(System.getProperty("java.class.path").split(File.pathSeparator)[0]);
        var program = jar.endsWith(Path.of("lib", "jolab.jar"))
            ? jar.toAbsolutePath().getParent().resolveSibling("bin").resolve("jolab").toString() : "jolab";
        return program + " install" + options.stream().map(option -> " --jvm-arg="
            + (option.matches("[\\w@%+=:,./-]+") ? option : "'" + option + "'")).collect(Collectors.joining());
    }

    private static Facts facts() {
        var runtime = ManagementFactory.getRuntimeMXBean();
        var memory = ManagementFactory.getMemoryMXBean();
        var heap = memory.getHeapMemoryUsage();
        var facts = new Facts()
            .with("Java", Runtime.version() + ", " + runtime.getVmName() + " (" + runtime.getVmVendor() + ")")
            .with("home", System.getProperty("java.home"))
            .with("process", runtime.getPid() + ", up for " + Sizes.time(Duration.ofMillis(runtime.getUptime())))
            .with("heap", Sizes.bytes(heap.getUsed()) + " used, " + Sizes.bytes(heap.getCommitted())
                + " taken, at most " + Sizes.bytes(heap.getMax()))
            .with("other memory", Sizes.bytes(memory.getNonHeapMemoryUsage().getUsed()) + " used by classes and code")
            .with("collector", ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(bean -> bean.getName() + " (" + bean.getCollectionCount() + " times, " + bean.getCollectionTime()
                    + " ms)").collect(Collectors.joining("\n")))
            .with("processors", String.valueOf(Runtime.getRuntime().availableProcessors()))
            .with("classes", String.valueOf(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()))
            .with("threads", String.valueOf(ManagementFactory.getThreadMXBean().getThreadCount()))
            .with("options", runtime.getInputArguments().stream().map(JvmMagics::shown)
                .collect(Collectors.joining("\n")));
        JvmOptions.ofThisKernel().ifPresent(file -> {
            try {
                facts.with("after a restart", String.join("\n", file.read()));
            } catch (IOException e) {
                facts.with("after a restart", file.file() + " can't be read: " + e.getMessage());
            }
        });
        return facts;
    }

    private static String shown(String argument) {
        var equals = argument.indexOf('=');
        return argument.startsWith("-D") && equals > 0
            ? argument.substring(0, equals + 1) + Secrets.shown(argument.substring(2, equals),
                argument.substring(equals + 1))
            : argument;
    }
}
