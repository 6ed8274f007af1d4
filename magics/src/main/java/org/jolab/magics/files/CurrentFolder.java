package org.jolab.magics.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jolab.api.UsageError;

/**
 * Where the notebook's relative paths start, and where they have started before. Guards itself; used by all threads.
 *
 * <p>Where the JVM's own folder can't be changed, this one is moved all the same: the magics of files follow it, and
 * {@code user.dir} says where it is.
 */
public final class CurrentFolder {

    /** Changes the folder of the process; a seam for systems that cannot. */
    @FunctionalInterface
    interface Change {

        void to(Path folder) throws IOException;
    }

    private final List<Path> visited = new ArrayList<>();
    private final Deque<Path> stack = new ArrayDeque<>();
    private Optional<Change> process;
    private boolean isPrepared;
    private Path previous;
    private Path virtual;

    CurrentFolder() {
        process = Optional.empty();
    }

    /** For tests: a process that can't change its folder if {@code process} is empty. */
    CurrentFolder(Optional<Change> process) {
        this.process = process;
        isPrepared = true;
    }

    /** The folder itself, absolute. */
    synchronized Path path() {
        return virtual == null ? Path.of("").toAbsolutePath() : virtual;
    }

    /** {@code path}, such that the JVM finds it from wherever it is. */
    synchronized Path resolve(Path path) {
        return virtual == null ? path : virtual.resolve(path);
    }

    /**
     * Enters {@code folder}; returns the folder, absolute and without symbolic links, as the system names it.
     *
     * @throws UsageError if that is not possible; then the folder stays what it was
     */
    synchronized Path enter(Path folder) {
        var before = path();
        var goal = before.resolve(folder);
        if (!Files.exists(goal)) {
            throw new UsageError("There is no folder " + folder + "; the current folder is still " + before + ".");
        }
        if (!Files.isDirectory(goal)) {
            throw new UsageError(folder + " is a file, no folder; the current folder is still " + before + ".");
        }
        try {
            var real = goal.toRealPath();
            change(real);
            if (visited.isEmpty()) {
                visited.add(before);
            }
            visited.add(real);
            previous = before;
            return real;
        } catch (IOException e) {
            throw new UsageError("Can't enter " + folder + ": " + Reason.of(e) + ". The current folder is still "
                + before + ".", e);
        }
    }

    private void change(Path real) throws IOException {
        if (!isPrepared) {
            isPrepared = true;
            try {
                process = Optional.of(ProcessFolder.ofThisProcess()::change);
            } catch (IOException e) {
                System.getLogger(CurrentFolder.class.getName()).log(System.Logger.Level.INFO,
                    "The folder of this JVM can't be changed", e);
            }
        }
        if (process.isPresent()) {
            process.get().to(real);
            return;
        }
        if (virtual == null) {
            System.err.println("Relative paths in Java code and in programs that it starts keep starting in "
                + path() + ", because this system's JVM can't change its folder. The magics (%ls, %cat, "
                + "%%writefile …) follow, and so does the system property user.dir.");
        }
        virtual = real;
        System.setProperty("user.dir", real.toString());
    }

    /** The folder before the last change. */
    synchronized Path previous() {
        if (previous == null) {
            throw new UsageError("There was no other folder before " + path() + ".");
        }
        return previous;
    }

    /** All folders that were entered, the first is the one at the start. */
    synchronized List<Path> visited() {
        return visited.isEmpty() ? List.of(path()) : List.copyOf(visited);
    }

    /** The folder that has the number {@code index} in {@link #visited}. */
    synchronized Path visited(int index) {
        var all = visited();
        if (index >= all.size()) {
            throw new UsageError("There is no folder " + index + " in the history, which ends at " + (all.size() - 1)
                + "; %dhist shows it.");
        }
        return all.get(index);
    }

    /** Enters {@code folder}, and keeps this one for {@link #pop}. */
    synchronized Path push(Path folder) {
        var here = path();
        var there = enter(folder);
        stack.push(here);
        return there;
    }

    /** Goes back to where the last {@link #push} was called. */
    synchronized Path pop() {
        if (stack.isEmpty()) {
            throw new UsageError("There is no folder to go back to; %pushd DIR keeps one.");
        }
        var there = enter(stack.peek());
        stack.pop();
        return there;
    }

    /** What {@link #pop} will go back to, the next first. */
    synchronized List<Path> stack() {
        return List.copyOf(stack);
    }
}
