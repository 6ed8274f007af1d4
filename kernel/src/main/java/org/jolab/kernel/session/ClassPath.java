package org.jolab.kernel.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jolab.api.UsageError;

/** The jars and folders of classes that cells see. May be used by all threads. */
final class ClassPath {

    private final Collection<Path> shared;
    private final Evaluator evaluator;
    private final AssistantView assistant;
    private final Set<Path> entries = new LinkedHashSet<>();

    /** A class path that begins with {@code shared}, which it does not tell. */
    ClassPath(Collection<Path> shared, Evaluator evaluator, AssistantView assistant) {
        this.shared = shared;
        this.evaluator = evaluator;
        this.assistant = assistant;
    }

    /**
     * Adds entries to the end; those that are there stay where they are.
     *
     * @throws UsageError if one does not exist or is no whole jar; none is added then
     */
    synchronized void add(Collection<Path> more) {
        more.forEach(ClassPath::check);
        var added = more.stream().map(Path::toAbsolutePath).filter(entries::add).toList();
        var all = Stream.concat(shared.stream(), entries.stream()).toList();
        evaluator.setClassPath(all, added);
        assistant.setClassPath(all);
    }

    private static void check(Path entry) {
        if (!Files.exists(entry)) {
            throw new UsageError("There is no " + entry.toAbsolutePath() + " to put on the class path.");
        }
        if (!Files.isDirectory(entry)) {
            // javac makes of a torn jar an error in every cell.
            try (var jar = new ZipFile(entry.toFile())) {
                jar.size();
            } catch (IOException e) {
                throw new UsageError(entry.toAbsolutePath() + " is no whole jar: " + e.getMessage() + ".", e);
            }
        }
    }

    /** The entries. */
    synchronized List<Path> entries() {
        return List.copyOf(entries);
    }
}
