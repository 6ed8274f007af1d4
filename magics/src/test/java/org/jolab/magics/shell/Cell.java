package org.jolab.magics.shell;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.jolab.api.Frontend;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace;
import org.jolab.magics.Words;

/** A notebook's cell without a kernel: runs magics and collects what they print and ask. Owned by the test's thread. */
final class Cell implements AutoCloseable {

    private final Map<String, Magic> magics = new HashMap<>();
    private final PrintStream outBefore = System.out;
    private final PrintStream errBefore = System.err;
    private final Recorder out = new Recorder();
    private final Recorder err = new Recorder();
    private final Object notebook = Proxy.newProxyInstance(Cell.class.getClassLoader(),
        new Class<?>[] {Frontend.class, Workspace.class}, this::call);
    private final AutoCloseable binding = Notebook.bind((Frontend) notebook);
    private final List<Runnable> atExit = new CopyOnWriteArrayList<>();
    final List<String> questions = new CopyOnWriteArrayList<>();
    final List<ProcessHandle> minded = new CopyOnWriteArrayList<>();
    final Map<String, Object> variables = new HashMap<>();
    /** What the user types: from the prompt and whether it is hidden. */
    volatile BiFunction<String, Boolean, String> user = (_, _) -> {
        throw new UsageError("This front end cannot ask for input.");
    };

    /** A stream that remembers when what was printed. */
    private static final class Recorder extends PrintStream {

        private final List<String> prints = new CopyOnWriteArrayList<>();
        private volatile boolean forgets;
        private volatile long size;

        Recorder() {
            super(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        }

        @Override
        public void print(String text) {
            size += text.length();
            if (!forgets) {
                prints.add(text);
            }
        }

        @Override
        public void println(String text) {
            print(text + "\n");
        }

        @Override
        public String toString() {
            return String.join("", prints);
        }
    }

    Cell() {
        this(new ShellMagics());
    }

    Cell(ShellMagics source) {
        source.magics().forEach(magic -> magics.put(magic.name(), magic));
        System.setOut(out);
        System.setErr(err);
    }

    /** Runs a magic of one line. */
    Object run(String name, String line) throws Exception {
        return run(name, line, null);
    }

    /** Runs a magic with a body. */
    Object run(String name, String line, String body) throws Exception {
        var magic = magics.get(name);
        return magic.action().run(Call.of(magic, line, body, (Workspace) notebook));
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    List<String> prints() {
        return List.copyOf(out.prints);
    }

    long printed() {
        return out.size;
    }

    void forgetOutput() {
        out.forgets = true;
    }

    void clearOutput() {
        out.prints.clear();
        err.prints.clear();
    }

    @Override
    public void close() throws Exception {
        System.setOut(outBefore);
        System.setErr(errBefore);
        Thread.interrupted();
        atExit.forEach(Runnable::run);
        binding.close();
    }

    /** A use of a magic, its line taken apart in the simplest way: options first. */
    private record Call(Magic magic, String line, String body, Map<String, List<String>> options, String rest,
            Workspace workspace) implements MagicCall {

        static Call of(Magic magic, String line, String body, Workspace workspace) {
            var options = new HashMap<String, List<String>>();
            var left = new ArrayList<>(Words.of(line));
            var rest = line;
            while (!left.isEmpty() && left.getFirst().matches("-.+") && !magic.name().startsWith("!")) {
                var name = left.removeFirst();
                rest = rest.substring(rest.indexOf(name) + name.length()).strip();
                var parameter = magic.parameters().stream().filter(p -> p.names().contains(name)).findFirst();
                var values = options.computeIfAbsent(
                    parameter.map(p -> p.name()).orElseThrow(() -> new UsageError("no option " + name)),
                    _ -> new ArrayList<>());
                if (!parameter.get().value().isEmpty()) {
                    values.add(left.removeFirst());
                    rest = rest.substring(rest.indexOf(values.getLast()) + values.getLast().length()).strip();
                }
            }
            return new Call(magic, line, body, options, rest, workspace);
        }

        @Override
        public String body() {
            return body == null ? "" : body;
        }

        @Override
        public boolean isCell() {
            return body != null;
        }

        @Override
        public boolean has(String name) {
            return options.containsKey(name);
        }

        @Override
        public Optional<String> option(String name) {
            return options(name).stream().reduce((_, last) -> last);
        }

        @Override
        public List<String> options(String name) {
            return options.getOrDefault(name, List.of());
        }

        @Override
        public long number(String name, long otherwise) {
            return option(name).map(Long::parseLong).orElse(otherwise);
        }

        @Override
        public List<String> arguments(String name) {
            return Words.of(rest);
        }

        @Override
        public Optional<String> argument(String name) {
            return arguments(name).stream().findFirst();
        }

        @Override
        public Object runBody() {
            throw new UnsupportedOperationException();
        }

        @Override
        public UsageError usage(String message) {
            return new UsageError(message);
        }
    }

    /** What a front end and a workspace do, as far as these magics ask for it. */
    private Object call(Object proxy, Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "input" -> {
                questions.add(((boolean) arguments[1] ? "*" : "") + arguments[0]);
                yield user.apply((String) arguments[0], (boolean) arguments[1]);
            }
            case "declare" -> {
                variables.put((String) arguments[0], arguments[2]);
                yield null;
            }
            case "mind" -> {
                minded.add((ProcessHandle) arguments[0]);
                yield null;
            }
            case "atExit" -> {
                atExit.add((Runnable) arguments[0]);
                yield null;
            }
            case "workspace" -> proxy;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "toString" -> "a notebook";
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }
}
