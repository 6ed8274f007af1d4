package org.jolab.magics.git.lfs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.eclipse.jgit.attributes.FilterCommand;
import org.eclipse.jgit.attributes.FilterCommandRegistry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.jolab.api.UsageError;
import org.jolab.magics.git.credentials.Memory;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.remote.Exchange;

/**
 * Puts large files into the working tree, and their names into the repository, while a command runs. Used by the
 * thread of the command.
 */
public final class LargeFiles {

    private static final ScopedValue<LargeFiles> CURRENT = ScopedValue.newInstance();

    private final Place place;
    private final Memory memory;
    private final Set<String> failures = new LinkedHashSet<>();
    private int missing;

    private LargeFiles(Place place, Memory memory) {
        this.place = place;
        this.memory = memory;
    }

    /** Lets JGit use this in the place of the program git-lfs. */
    public static void install() {
        FilterCommandRegistry.register(Constants.BUILTIN_FILTER_PREFIX + "lfs/" + Constants.ATTR_FILTER_TYPE_SMUDGE,
            (repository, in, out) -> command(in, out, () -> smudge(repository, in, out)));
        FilterCommandRegistry.register(Constants.BUILTIN_FILTER_PREFIX + "lfs/" + Constants.ATTR_FILTER_TYPE_CLEAN,
            (repository, in, out) -> command(in, out, () -> clean(repository, in, out)));
    }

    /** The result of {@code work}, during which large files come and go by the logins of {@code place}. */
    public static <T> T during(Place place, Memory memory, Callable<T> work) throws Exception {
        var files = new LargeFiles(place, memory);
        var result = ScopedValue.where(CURRENT, files).call(work::call);
        if (files.missing > 0) {
            System.err.println(files.missing + (files.missing == 1 ? " large file is" : " large files are")
                + " not here, only what points to it: " + String.join("; ", files.failures)
                + ". %git lfs pull tries again.");
        }
        return result;
    }

    /** Does something with bytes. */
    @FunctionalInterface
    private interface Filter {

        void run() throws IOException;
    }

    private static FilterCommand command(InputStream from, OutputStream to, Filter filter) {
        return new FilterCommand(from, to) {
            @Override
            public int run() throws IOException {
                try (from; to) {
                    filter.run();
                }
                return -1;
            }
        };
    }

    private static void clean(Repository repository, InputStream in, OutputStream out) throws IOException {
        var start = in.readNBytes(Pointer.LONGEST + 1);
        if (start.length == 0 || Pointer.parse(start).isPresent()) {
            out.write(start);
            return;
        }
        out.write(Store.of(repository).add(new SequenceInputStream(new ByteArrayInputStream(start), in)).bytes());
    }

    private static void smudge(Repository repository, InputStream in, OutputStream out) throws IOException {
        var start = in.readNBytes(Pointer.LONGEST + 1);
        var pointer = Pointer.parse(start);
        var store = Store.of(repository);
        if (pointer.isEmpty()) {
            out.write(start);
            in.transferTo(out);
        } else if (store.has(pointer.get()) || CURRENT.isBound()
                && CURRENT.get().bring(repository, pointer.get(), store)) {
            Files.copy(store.file(pointer.get()), out);
        } else {
            out.write(start);
        }
    }

    /** Whether the file has come. One that can't come leaves its pointer, and does not stop a checkout. */
    private boolean bring(Repository repository, Pointer pointer, Store store) {
        try (var exchange = Exchange.of(place, memory)) {
            var remote = remote(repository);
            place.shift().meter().beginTask("Fetching large files", 0);
            switch (Endpoint.of(exchange, repository, new String[] {remote, "download"})) {
                case Endpoint.Folder(var other) -> {
                    if (!other.has(pointer)) {
                        throw new IOException(other.folder() + " does not have it");
                    }
                    try (var in = Files.newInputStream(other.file(pointer))) {
                        store.add(pointer, in);
                    }
                }
                case Endpoint.Server server -> {
                    try (var batch = new Batch(place, exchange, server)) {
                        batch.download(pointer, store);
                    }
                    exchange.keeper().approve();
                }
            }
            return true;
        } catch (IOException | UsageError e) {
            failures.add(String.valueOf(e.getMessage()).replaceFirst("\\.$", ""));
            missing++;
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            missing++;
            return false;
        }
    }

    private static String remote(Repository repository) throws IOException {
        var own = repository.getConfig().getString("branch", repository.getBranch(), "remote");
        var names = repository.getRemoteNames();
        return own != null ? own : names.contains("origin") || names.isEmpty() ? "origin" : names.iterator().next();
    }
}
