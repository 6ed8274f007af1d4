package org.jolab.magics.workspace;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.UsageError;

/** {@code %javap}: the bytecode of a class or a method. */
final class JavapMagic {

    private static final List<String> FLAGS = List.of("-c", "-p", "-s", "-l", "-v");

    /** The class around the notebook's types, which nobody has written. */
    private static final String WRAPPER = "REPL[./]\\$JShell\\$\\d+[A-Z]*\\$";

    private JavapMagic() {}

    static Magic magic() {
        return Magic.line("javap", "Prints the bytecode of a class or a method.")
            .flag("-c", "the instructions")
            .flag("-p", "private members, too")
            .flag("-s", "the types as the JVM writes them")
            .flag("-l", "the tables of lines and local variables")
            .flag("-v", "everything that the class file holds")
            .argument("NAME", "a class, a method or a variable: Point, area, java.util.List, List.copyOf")
            .details("Without flags it is -c -p. What the kernel adds to make code stoppable is not shown.")
            .does(JavapMagic::run);
    }

    private static Object run(MagicCall call) throws IOException {
        var name = call.argument("NAME").orElseThrow(() -> call.usage("Name a class, a method or a variable."));
        var target = new CodeFinder(call.workspace()).find(name);
        var flags = FLAGS.stream().filter(call::has).toList();
        var listing = listing(target, flags.isEmpty() ? List.of("-c", "-p") : flags);
        if (target.method().isPresent()) {
            var parts = listing.methods(target.method().get(), target.simpleName());
            if (parts.isEmpty()) {
                throw new UsageError(target.className() + " has no method " + target.method().get()
                    + (flags.contains("-p") || flags.isEmpty() ? "." : ", or it is private: -p shows those as well."));
            }
            parts.forEach(System.out::println);
        } else {
            System.out.print(listing.text());
        }
        return null;
    }

    private static Listing listing(CodeFinder.Target target, List<String> flags) throws IOException {
        var javap = ToolProvider.findFirst("javap")
            .orElseThrow(() -> new UsageError("This Java has no javap. A JDK has, with the module jdk.jdeps."));
        var folder = Files.createTempDirectory("javap");
        // The file's name is of no importance to javap, and a class's may be too long for one.
        var file = folder.resolve("Named.class");
        try {
            Files.write(file, target.classFile());
            var out = new StringWriter();
            var arguments = new ArrayList<>(flags);
            arguments.add(file.toString());
            var status = javap.run(new PrintWriter(out), new PrintWriter(out), arguments.toArray(String[]::new));
            if (status != 0) {
                throw new UsageError("javap can't show " + target.className() + ": " + out.toString().strip());
            }
            return Listing.of(out.toString());
        } finally {
            for (var path : List.of(file, folder)) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** What javap has written, without what is about the temporary file. */
    record Listing(String text) {

        static Listing of(String text) {
            var out = new StringBuilder();
            text.lines()
                .filter(line -> Stream.of("Classfile ", "  Last modified ", "  SHA-256 ", "  Compiled from \"$",
                    "Compiled from \"$", "Warning: ").noneMatch(line::startsWith))
                .forEach(line -> out.append(line).append('\n'));
            return new Listing(out.toString().replaceAll(WRAPPER, ""));
        }

        /** The methods of that name: a line with two blanks before it and all that stands further in. */
        List<String> methods(String name, String simpleName) {
            var wanted = name.equals("<init>") || name.equals("new") ? simpleName : name;
            var parts = new ArrayList<String>();
            StringBuilder part = null;
            for (var line : text.lines().toList()) {
                var isHead = line.matches(" {2}\\S.*");
                if (isHead || line.startsWith("}")) {
                    if (part != null) {
                        parts.add(part.toString().stripTrailing());
                    }
                    part = isHead && isNamed(line, wanted) ? new StringBuilder() : null;
                }
                if (part != null) {
                    part.append(line.startsWith("  ") ? line.substring(2) : line).append('\n');
                }
            }
            return parts;
        }

        private static boolean isNamed(String head, String name) {
            var bracket = head.indexOf('(');
            var before = bracket < 0 ? "" : head.substring(0, bracket);
            return before.endsWith(name) && before.substring(0, before.length() - name.length()).matches(".*[ .$]");
        }
    }
}
