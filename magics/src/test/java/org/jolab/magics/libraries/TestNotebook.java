package org.jolab.magics.libraries;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jolab.api.Workspace;
import org.jolab.kernel.magic.MagicTable;
import org.jolab.magics.Printed;

/** A notebook that has the magics of this package, a class path and nothing else. */
final class TestNotebook {

    final Path home;
    final List<Path> classPath = new ArrayList<>();
    private final List<Runnable> atExit = new ArrayList<>();
    private final MagicTable magics = new MagicTable(this::workspace);
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
        new LibraryMagics(new MavenHome(folder.resolve(".m2"), Optional.empty(), folder.resolve("cache"),
            environment)).magics().forEach(magics::register);
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

    /** Another notebook of the same user, which ends when this one does. */
    TestNotebook another() {
        var other = new TestNotebook(home);
        atExit.add(other::end);
        return other;
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
        var words = line.substring(name.length()).strip();
        var printed = Printed.by(() -> body == null ? magics.run(name, words)
            : magics.run(name, words, body, () -> null));
        return new Told(printed.value(), printed.out(), printed.err());
    }

    /** Only what these magics may need. */
    private Workspace workspace() {
        return (Workspace) Proxy.newProxyInstance(Workspace.class.getClassLoader(), new Class<?>[] {Workspace.class},
            (_, method, arguments) -> switch (method.getName()) {
                case "inputs" -> List.of(new Workspace.Input(1, cell));
                case "classPath" -> List.copyOf(classPath);
                case "addToClassPath" -> {
                    ((Collection<?>) arguments[0]).stream().map(Path.class::cast)
                        .filter(entry -> !classPath.contains(entry)).forEach(classPath::add);
                    yield null;
                }
                case "atExit" -> {
                    atExit.add((Runnable) arguments[0]);
                    yield null;
                }
                default -> throw new UnsupportedOperationException(method.getName());
            });
    }
}
