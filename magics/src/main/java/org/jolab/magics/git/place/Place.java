package org.jolab.magics.git.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;
import org.jolab.api.UsageError;

/** Where a command works: a folder, and the repository that it belongs to. Used by the thread that works. */
public final class Place implements AutoCloseable {

    private final Path folder;
    private final Environment environment;
    private final Shift shift;
    private Repository repository;

    /** A place in {@code folder}, absolute. */
    public Place(Path folder, Environment environment, Shift shift) {
        this.folder = folder;
        this.environment = environment;
        this.shift = shift;
        environment.install();
        environment.enter(null);
    }

    /** The folder that relative paths start from. */
    public Path folder() {
        return folder;
    }

    /** What lies around the repository. */
    public Environment environment() {
        return environment;
    }

    /** What asks and shows progress. */
    public Shift shift() {
        return shift;
    }

    /** Whether the folder belongs to a repository. */
    public boolean hasRepository() {
        return builder().getGitDir() != null;
    }

    private FileRepositoryBuilder builder() {
        var builder = new FileRepositoryBuilder().setFS(FS.DETECTED).readEnvironment();
        if (builder.getGitDir() == null) {
            builder.findGitDir(folder.toFile());
        }
        return builder;
    }

    /**
     * The repository.
     *
     * @throws UsageError if the folder belongs to none
     */
    public Repository repository() {
        if (repository == null) {
            var builder = builder();
            if (builder.getGitDir() == null) {
                throw new UsageError("The folder " + folder + " belongs to no git repository, nor do those above it. "
                    + "%cd into one, or make one: %git init, or %git clone URL.");
            }
            environment.enter(builder.getGitDir());
            try {
                repository = builder.setMustExist(true).build();
                var format = repository.getConfig().getString("extensions", null, "objectFormat");
                if (format != null && !format.equalsIgnoreCase("sha1")) {
                    throw new UsageError("The repository " + builder.getGitDir() + " names its objects by " + format
                        + ", which %git can't read. The shell's git can: !git …");
                }
            } catch (IOException e) {
                throw new UsageError("The repository " + builder.getGitDir() + " can't be read: " + e.getMessage()
                    + ".", e);
            }
        }
        return repository;
    }

    /** JGit's commands for the repository. */
    public Git git() {
        return new Git(repository());
    }

    /**
     * The top of the working tree.
     *
     * @throws UsageError if the repository is bare
     */
    public Path top() {
        if (repository().isBare()) {
            throw new UsageError("The repository " + repository().getDirectory() + " is bare: it has no files to work "
                + "on. %git clone makes one that has.");
        }
        return repository().getWorkTree().toPath();
    }

    /** {@code typed} as the repository names it: from the top of the working tree, with slashes; empty for the top. */
    public String inTree(String typed) {
        var top = real(top());
        var absolute = folder.resolve(typed).normalize();
        for (var base : List.of(top, top().toAbsolutePath().normalize())) {
            var path = absolute.startsWith(base) ? absolute : real(absolute);
            if (path.startsWith(base)) {
                return base.relativize(path).toString().replace('\\', '/');
            }
        }
        throw new UsageError(typed + " lies outside of the repository " + top + ".");
    }

    /** The folder without symbolic links; those of a file itself stay. */
    private static Path real(Path path) {
        try {
            if (Files.isDirectory(path)) {
                return path.toRealPath();
            }
            var parent = path.getParent();
            return parent != null && Files.isDirectory(parent) ? parent.toRealPath().resolve(path.getFileName()) : path;
        } catch (IOException e) {
            return path;
        }
    }

    /**
     * The object that {@code name} names, as it is: a tag is not followed.
     *
     * @throws UsageError if there is none
     */
    public ObjectId resolve(String name) throws IOException {
        return new Names(repository()).resolve(name);
    }

    /**
     * The commit that {@code name} names.
     *
     * @throws UsageError if there is none
     */
    public RevCommit commit(String name) throws IOException {
        try (var walk = new RevWalk(repository())) {
            return walk.parseCommit(resolve(name));
        } catch (org.eclipse.jgit.errors.IncorrectObjectTypeException e) {
            throw new UsageError(name + " is no commit but another kind of object.", e);
        }
    }

    @Override
    public void close() {
        if (repository != null) {
            repository.close();
        }
    }
}
