package org.jolab.magics.libraries;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.MimeBundle;
import org.jolab.api.Parameter.Kind;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace;

/** A notebook that has the magics of this package, a class path and nothing else. */
final class TestNotebook {

    final Path home;
    final List<Path> classPath = new ArrayList<>();
    private final List<Runnable> atExit = new ArrayList<>();
    private final Collection<Magic> magics;
    private String cell = "";

    /** What a magic printed and returned. */
    record Told(Object value, String out, String err) {

        @SuppressWarnings("unchecked")
        List<Path> jars() {
            return (List<Path>) value;
        }

        List<String> names() {
            return jars().stream().map(path -> path.getFileName().toString()).toList();
        }
    }

    /** A notebook of a user whose home is {@code folder}. */
    TestNotebook(Path folder) {
        this(folder, Map.of());
    }

    TestNotebook(Path folder, Map<String, String> environment) {
        home = folder;
        magics = new LibraryMagics(new MavenHome(folder.resolve(".m2"), Optional.empty(), folder.resolve("cache"),
            environment)).magics();
    }

    /** Makes {@code repository} stand for Maven Central. */
    static void settings(Path folder, TestRepository repository) throws Exception {
        settings(folder, "<mirrors><mirror><id>test</id><mirrorOf>central</mirrorOf><url>" + repository.url()
            + "</url></mirror></mirrors>");
    }

    static void settings(Path folder, String elements) throws Exception {
        Files.createDirectories(folder.resolve(".m2"));
        Files.writeString(folder.resolve(".m2/settings.xml"), "<settings>" + elements + "</settings>");
    }

    Path repository() {
        return home.resolve(".m2/repository");
    }

    /** The text of the cell that runs. */
    TestNotebook cell(String text) {
        cell = text;
        return this;
    }

    List<String> names() {
        return classPath.stream().map(path -> path.getFileName().toString()).toList();
    }

    /** The kernel ends. */
    void end() {
        atExit.forEach(Runnable::run);
    }

    /** Runs {@code %name words}. */
    Told run(String line) throws Exception {
        return run(line, null);
    }

    /** Runs {@code %%name words} with a body. */
    Told run(String line, String body) throws Exception {
        var name = line.split(" ")[0];
        var magic = magics.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        var call = new Call(magic, line.substring(name.length()).strip(), body);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var usualOut = System.out;
        var usualErr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            var value = magic.action().run(call);
            return new Told(value, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(usualOut);
            System.setErr(usualErr);
        }
    }

    private final class Call implements MagicCall {

        private final Magic magic;
        private final String line;
        private final String body;
        private final List<String> names = new ArrayList<>();
        private final List<String> values = new ArrayList<>();

        Call(Magic magic, String line, String body) {
            this.magic = magic;
            this.line = line;
            this.body = body;
            var words = new ArrayList<>(List.of(line.isEmpty() ? new String[0] : line.split(" +")));
            while (!words.isEmpty()) {
                var word = words.removeFirst();
                var option = magic.parameters().stream().filter(one -> one.names().contains(word)).findFirst();
                names.add(option.map(one -> one.names().getLast()).orElse(""));
                values.add(option.isEmpty() ? word : option.get().kind() == Kind.OPTION ? words.removeFirst() : "");
            }
        }

        private List<String> all(String name) {
            var found = new ArrayList<String>();
            for (var i = 0; i < names.size(); i++) {
                if (names.get(i).equals(name)) {
                    found.add(values.get(i));
                }
            }
            return found;
        }

        @Override
        public Magic magic() {
            return magic;
        }

        @Override
        public String line() {
            return line;
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
            return names.contains(name);
        }

        @Override
        public Optional<String> option(String name) {
            return all(name).stream().reduce((_, b) -> b);
        }

        @Override
        public List<String> options(String name) {
            return all(name);
        }

        @Override
        public long number(String name, long otherwise) {
            return otherwise;
        }

        @Override
        public List<String> arguments(String name) {
            return all("");
        }

        @Override
        public Optional<String> argument(String name) {
            return all("").stream().findFirst();
        }

        @Override
        public String rest() {
            return line;
        }

        @Override
        public Workspace workspace() {
            return new Space();
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

    private final class Space implements Workspace {

        @Override
        public List<Variable> variables() {
            return List.of();
        }

        @Override
        public List<Declared> declarations() {
            return List.of();
        }

        @Override
        public List<String> imports() {
            return List.of();
        }

        @Override
        public List<Input> inputs() {
            return List.of(new Input(1, cell));
        }

        @Override
        public Object evaluate(String code) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void declare(String name, String type, Object value) {}

        @Override
        public void forget(Collection<String> names) {}

        @Override
        public void reset() {}

        @Override
        public Optional<MimeBundle> describe(String name, int detail) {
            return Optional.empty();
        }

        @Override
        public Optional<byte[]> classFile(String className) {
            return Optional.empty();
        }

        @Override
        public ClassLoader classLoader() {
            return TestNotebook.class.getClassLoader();
        }

        @Override
        public List<Path> classPath() {
            return List.copyOf(classPath);
        }

        @Override
        public void addToClassPath(Collection<Path> entries) {
            entries.stream().filter(entry -> !classPath.contains(entry)).forEach(classPath::add);
        }

        @Override
        public void mind(ProcessHandle process) {}

        @Override
        public void atExit(Runnable work) {
            atExit.add(work);
        }
    }
}
