package org.jolab.kernel.output;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Logger;

/** The main program of a JVM whose descriptors are taken over; writes what arrived into the folder that it is given. */
final class NativeOutputProbe {

    private NativeOutputProbe() {}

    public static void main(String[] args) throws Throwable {
        var folder = Path.of(args[0]);
        var routing = new Routing();
        var cell = new RecordingOutlet();
        try (var streams = StandardStreams.install(routing)) {
            var output = NativeOutput.start(routing, streams.errBefore());
            var log = KernelLog.to(output.log());
            routing.begin(cell);
            System.out.println("java");
            run("printf 'child \\303'; printf '\\251\\n'; echo error >&2");
            output.sync(Duration.ofSeconds(20));
            Files.writeString(folder.resolve("child"), cell.out() + cell.err());
            puts("native, no end of line");
            output.sync(Duration.ofSeconds(20));
            Files.writeString(folder.resolve("native"), cell.out());
            run("i=0; while [ $i -lt 20000 ]; do echo 0123456789012345678901234567890123456789; i=$((i+1)); done");
            output.sync(Duration.ofSeconds(20));
            Files.writeString(folder.resolve("flood"), cell.out());
            System.getLogger("org.jolab.probe").log(Level.WARNING, "the kernel's own");
            Logger.getLogger("user").warning("the user's");
            output.sync(Duration.ofSeconds(20));
            Files.writeString(folder.resolve("log"), cell.err());
            output.close();
            new ProcessBuilder("echo", "after the end").inheritIO().start().waitFor();
            Files.writeString(folder.resolve("held"), log.toString());
        }
    }

    private static void run(String script) throws Exception {
        new ProcessBuilder("sh", "-c", script).inheritIO().start().waitFor();
    }

    private static void puts(String text) throws Throwable {
        var linker = Linker.nativeLinker();
        var printf = linker.downcallHandle(linker.defaultLookup().findOrThrow("printf"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        try (var arena = Arena.ofConfined()) {
            var count = (int) printf.invokeExact(arena.allocateFrom(text));
            if (count < 0) {
                throw new IllegalStateException("printf failed");
            }
        }
    }
}
