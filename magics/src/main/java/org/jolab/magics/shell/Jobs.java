package org.jolab.magics.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jolab.api.UsageError;

/** The programs that cells have sent to the background. Used by all threads, under its own lock. */
final class Jobs {

    private final List<Job> jobs = new ArrayList<>();
    private Path folder;
    private int count;
    private int logs;

    /** A new file for what a program prints. */
    synchronized Path newLog() {
        try {
            if (folder == null || !Files.isDirectory(folder)) {
                folder = Files.createTempDirectory("jolab-");
            }
            return Files.createFile(folder.resolve("job-" + ++logs + ".log"));
        } catch (IOException e) {
            throw new UsageError("There is no place for the output of a program in the background: "
                + e.getMessage() + ". Make room in " + System.getProperty("java.io.tmpdir") + ".", e);
        }
    }

    /** Adds one; {@code log} may be null. */
    synchronized Job add(String command, Process process, Path log) {
        var job = new Job(++count, command, process, log, Instant.now());
        jobs.add(job);
        return job;
    }

    synchronized List<Job> all() {
        return List.copyOf(jobs);
    }

    /** The one of that number, or with that process. */
    synchronized Optional<Job> find(long numberOrPid) {
        return jobs.stream()
            .filter(job -> job.number() == numberOrPid || job.process().pid() == numberOrPid)
            .findFirst();
    }

    /** Forgets those that have ended. */
    synchronized void forgetEnded() {
        jobs.removeIf(job -> !job.process().isAlive());
    }

    /** Leaves no files behind but those in which there is something. */
    synchronized void deleteEmptyLogs() {
        if (folder == null) {
            return;
        }
        try (var all = Files.list(folder)) {
            for (var log : (Iterable<Path>) all::iterator) {
                if (Files.size(log) == 0) {
                    Files.delete(log);
                }
            }
            Files.delete(folder);
        } catch (IOException e) {
            // Some log has contents, or somebody has put something there.
            return;
        }
    }
}
