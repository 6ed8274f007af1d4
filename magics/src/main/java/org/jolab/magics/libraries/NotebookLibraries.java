package org.jolab.magics.libraries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.RepositoryException;
import org.jolab.api.Workspace;
import org.jolab.magics.libraries.Plan.Root;
import org.jolab.magics.libraries.Resolution.Located;

/**
 * The libraries that a notebook has asked for. Guarded by its lock, as subshells run cells too; downloads are made
 * while it is held.
 */
final class NotebookLibraries {

    private static final int NAMED = 8;

    /**
     * How libraries are added.
     *
     * @param isOffline whether nothing may be downloaded
     * @param withSources whether to wait for the sources of all of them
     * @param isQuiet whether to say nothing if all goes well
     */
    record Options(boolean isOffline, boolean withSources, boolean isQuiet) {}

    private final MavenHome home;
    private final ResolutionCache cache;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Coordinates> loaded = new LinkedHashMap<>();
    private final Set<String> told = new HashSet<>();
    private Plan plan = Plan.EMPTY;
    private Resolution resolution = new Resolution(List.of(), List.of(), List.of(), List.of(), Long.MAX_VALUE);
    private Maven maven;
    private SourceJars sources;

    NotebookLibraries(MavenHome home) {
        this.home = home;
        cache = new ResolutionCache(home.cache().resolve("libraries"));
    }

    MavenHome home() {
        return home;
    }

    /** What stands on the class path because somebody asked for it, and what that needs. */
    Resolution resolution() {
        lock.lock();
        try {
            return resolution;
        } finally {
            lock.unlock();
        }
    }

    /** Looks into {@code repositories} too from now on. */
    List<Repository> look(Collection<Repository> repositories) {
        lock.lock();
        try {
            plan = plan.and(new Plan(List.of(), List.of(), List.of(), List.copyOf(repositories)));
            return plan.repositories();
        } finally {
            lock.unlock();
        }
    }

    /** The resolver, which is made when something is not in our cache. */
    Maven maven() {
        lock.lock();
        try {
            if (maven == null) {
                maven = new Maven(home);
            }
            return maven;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Resolves {@code asked} with all that was asked for before, and adds what is new to the class path; the result is
     * what was asked for and what that needs.
     *
     * @throws org.jolab.api.UsageError if something can't be had; the class path is as it was then
     * @throws InterruptedException if the cell is interrupted; the class path is as it was then
     */
    List<Path> add(Plan asked, Options options, Workspace workspace) throws Exception {
        lock.lockInterruptibly();
        try {
            var whole = plan.and(asked);
            var key = home.fingerprint() + "\n" + whole.describe() + loaded.values();
            var cached = cache.find(key, options.isOffline());
            var found = cached.isPresent() ? cached.get() : resolve(whole, options);
            if (cached.isEmpty()) {
                cache.keep(key, found);
            }
            if (options.withSources()) {
                fetchSources(found, whole, options);
            }
            var fresh = found.files().stream()
                .filter(file -> file.coordinates().isJar() && !loaded.containsKey(file.coordinates().key())).toList();
            workspace.addToClassPath(fresh.stream().map(Located::path).toList());
            fresh.forEach(file -> loaded.put(file.coordinates().key(), file.coordinates()));
            plan = pinned(whole, found);
            resolution = found;
            var answer = answer(asked, found);
            tell(found, fresh, answer, options);
            if (!options.isOffline()) {
                fetchSourcesLater(found, answer, workspace);
            }
            return answer.stream().map(Located::path).toList();
        } finally {
            lock.unlock();
        }
    }

    private Resolution resolve(Plan whole, Options options) throws Exception {
        return atWork(whole, options, session -> {
            try {
                return new Resolver(session, loaded.values()).resolve(whole);
            } catch (RepositoryException | IOException | UncheckedIOException e) {
                throw new Failures(session).explain(e);
            }
        });
    }

    /** Something that is done with a session. */
    interface Work<T> {

        /** Does it. */
        T with(MavenSession session) throws Exception;
    }

    /** Does {@code work} on a thread of its own, shows what is downloaded, and ends soon if the cell is interrupted. */
    <T> T atWork(Plan whole, Options options, Work<T> work) throws Exception {
        var transfers = new Transfers();
        var line = new DownloadLine(transfers);
        var open = new AtomicReference<MavenSession>();
        var resolver = maven();
        var errand = new Errand("jolab-maven", () -> {
            transfers.cancel();
            var session = open.get();
            if (session != null) {
                session.connections().close();
            }
        }, options.isQuiet() ? () -> {} : line::draw);
        var isWhole = false;
        try {
            var result = errand.run(() -> {
                try (var session = resolver.open(whole, options.isOffline(), transfers)) {
                    open.set(session);
                    return work.with(session);
                }
            });
            isWhole = true;
            return result;
        } finally {
            line.end(isWhole);
        }
    }

    /** What was the latest release in one cell is so in all that follow. */
    private static Plan pinned(Plan whole, Resolution found) {
        var versions = found.roots().stream().collect(Collectors.toMap(Coordinates::key, one -> one, (a, _) -> a));
        var roots = whole.roots().stream().map(root ->
            new Root(versions.getOrDefault(root.coordinates().key(), root.coordinates()), root.exclusions())).toList();
        return new Plan(roots, whole.boms(), whole.poms(), whole.repositories());
    }

    private static List<Located> answer(Plan asked, Resolution found) {
        var all = found.roots().stream().map(Coordinates::key).collect(Collectors.toSet());
        var keys = asked.roots().stream().map(root -> root.coordinates().key()).collect(Collectors.toSet());
        // A POM's own libraries, and libraries that have moved to another name, are known by the tree alone.
        return found.closure(asked.poms().isEmpty() && all.containsAll(keys) ? keys : all);
    }

    private void tell(Resolution found, List<Located> fresh, List<Located> answer, Options options) {
        found.warnings().stream().filter(told::add).forEach(System.err::println);
        if (options.isQuiet()) {
            return;
        }
        found.notes().stream().filter(told::add).forEach(System.out::println);
        if (fresh.isEmpty()) {
            var roots = answer.stream().filter(file -> found.roots().contains(file.coordinates())).toList();
            if (!roots.isEmpty()) {
                System.out.println("Nothing to add: " + names(found, roots) + (roots.size() == 1 ? " is" : " are")
                    + " on the class path already.");
            }
            return;
        }
        var size = fresh.stream().mapToLong(Located::size).sum();
        System.out.println("Added " + (fresh.size() == 1 ? "1 jar" : fresh.size() + " jars") + " (" + Sizes.text(size)
            + "): " + names(found, fresh));
    }

    /** What was asked for comes first, as it is what people look for. */
    private static String names(Resolution found, List<Located> files) {
        var roots = new HashSet<>(found.roots());
        var names = new ArrayList<>(Stream.concat(
            files.stream().filter(file -> roots.contains(file.coordinates())),
            files.stream().filter(file -> !roots.contains(file.coordinates())))
            .map(file -> file.coordinates().name()).toList());
        if (names.size() > NAMED + 1) {
            var more = names.size() - NAMED;
            names.subList(NAMED, names.size()).clear();
            names.add("and " + more + " more");
        }
        return String.join(", ", names);
    }

    /** Waits for the sources of all files. */
    private void fetchSources(Resolution found, Plan whole, Options options) throws Exception {
        var missing = SourceJars.missing(found.files(), home);
        if (!missing.isEmpty()) {
            atWork(whole, options, session -> {
                missing.forEach(session::fetchIfThere);
                return null;
            });
        }
    }

    /** Begins to fetch the sources of what was asked for. */
    private void fetchSourcesLater(Resolution found, List<Located> answer, Workspace workspace) {
        var missing = SourceJars.missing(answer.stream()
            .filter(file -> found.roots().contains(file.coordinates())).toList(), home);
        if (missing.isEmpty()) {
            return;
        }
        if (sources == null) {
            sources = new SourceJars(maven());
            workspace.atExit(sources::stop);
        }
        sources.fetch(missing, plan);
    }
}
