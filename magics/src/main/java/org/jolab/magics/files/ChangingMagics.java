package org.jolab.magics.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.UsageError;

/**
 * The magics that make, copy, move and delete files. All that can be known to be wrong is found out before the first
 * file is touched.
 */
final class ChangingMagics {

    private final Places places;

    ChangingMagics(Places places) {
        this.places = places;
    }

    /** Something done to one path. */
    @FunctionalInterface
    private interface Step {

        void on(Path path) throws IOException, InterruptedException;
    }

    /** Something done with two paths. */
    @FunctionalInterface
    private interface Transfer {

        void between(Path from, Path to) throws IOException, InterruptedException;
    }

    List<Magic> all() {
        return List.of(mkdir(), rmdir(), rm(), cp(), mv(), touch());
    }

    private Magic mkdir() {
        return Magic.line("mkdir", "Makes folders.")
            .flag("-p, --parents", "with all folders above; no error if it is there already")
            .flag("-v, --verbose", "name them")
            .argument("DIR...", "the folders")
            .does(call -> {
                for (var typed : call.arguments("DIR")) {
                    var path = places.of(typed);
                    if (Files.exists(path) && !(call.has("-p") && Files.isDirectory(path))) {
                        throw new UsageError(typed + " exists already" + (Files.isDirectory(path)
                            ? "; with -p that is no error." : ", as a file."));
                    }
                    if (!call.has("-p") && path.getParent() != null && !Files.exists(path.getParent())) {
                        throw new UsageError("There is no folder " + path.getParent() + " in which " + typed
                            + " could be made; -p makes it, too.");
                    }
                    act("Can't make the folder ", path, Files::createDirectories);
                    tell(call, "made ", path);
                }
                return null;
            });
    }

    private Magic rmdir() {
        return Magic.line("rmdir", "Deletes empty folders.")
            .flag("-p, --parents", "the folders above as well, as far as they are then empty")
            .argument("DIR...", "the folders; may have wild cards")
            .does(call -> {
                for (var path : places.matching(call.arguments("DIR"))) {
                    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                        throw new UsageError(path + " is no folder; %rm deletes files.");
                    }
                    Removal.refuseVital(path, places.folder().path());
                    act("Can't delete ", path, Files::delete);
                    var above = path.getParent();
                    while (call.has("-p") && above != null && isEmpty(above)) {
                        Removal.refuseVital(above, places.folder().path());
                        act("Can't delete ", above, Files::delete);
                        above = above.getParent();
                    }
                }
                return null;
            });
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private Magic rm() {
        return Magic.line("rm", "Deletes files, and folders with -r.")
            .flag("-r, -R, --recursive", "folders with all that is in them")
            .flag("-f, --force", "no error if there is no such file")
            .flag("-d, --dir", "empty folders as well")
            .flag("-v, --verbose", "name what is deleted")
            .argument("FILE...", "what to delete; may have wild cards")
            .details("""
                Nothing is deleted if one of the names is wrong. The current folder, your home folder and what they
                lie in are never deleted.

                    %rm *.tmp
                    %rm -rf build""")
            .does(this::remove);
    }

    private Object remove(MagicCall call) throws InterruptedException {
        var paths = new LinkedHashSet<Path>();
        for (var typed : call.arguments("FILE")) {
            paths.addAll(call.has("-f") ? places.matchingIfAny(typed) : places.matching(typed));
        }
        for (var path : paths) {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Removal.refuseVital(path, places.folder().path());
                if (!call.has("-r") && !call.has("-d")) {
                    throw new UsageError(path + " is a folder; %rm -r deletes it with all that is in it. Nothing has "
                        + "been deleted.");
                }
            }
        }
        for (var path : paths) {
            Cancelled.check();
            if (call.has("-r") && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                act("Can't delete all of ", path, Removal::of);
            } else {
                act("Can't delete ", path, Files::deleteIfExists);
            }
            tell(call, "deleted ", path);
        }
        return null;
    }

    private Magic cp() {
        return Magic.line("cp", "Copies files, and folders with -r.")
            .flag("-r, -R, --recursive", "folders with all that is in them")
            .flag("-a, --archive", "as -r -p")
            .flag("-p, --preserve", "keep the times")
            .flag("-n, --no-clobber", "leave files alone that are there already")
            .flag("-f, --force", "accepted; copies replace what is there anyway")
            .flag("-v, --verbose", "name what is copied")
            .argument("FILE...", "what to copy, then where to: a folder, or the copy's name; may have wild cards")
            .does(call -> {
                var copying = new Copying(call.has("-p") || call.has("-a"), call.has("-n"), call.has("-v"));
                return transfer(call, "copied", (from, to) -> {
                    if (Files.isDirectory(from) && !call.has("-r") && !call.has("-a")) {
                        throw new UsageError(from + " is a folder; %cp -r copies it with all that is in it.");
                    }
                    copying.copy(from, to);
                });
            });
    }

    private Magic mv() {
        return Magic.line("mv", "Moves and renames files and folders.")
            .flag("-n, --no-clobber", "leave files alone that are there already")
            .flag("-f, --force", "accepted; files that are there are replaced anyway")
            .flag("-v, --verbose", "name what is moved")
            .argument("FILE...", "what to move, then where to: a folder, or the new name; may have wild cards")
            .does(call -> transfer(call, "moved", new Copying(true, call.has("-n"), call.has("-v"))::move));
    }

    private Object transfer(MagicCall call, String done, Transfer transfer) throws InterruptedException {
        var typed = call.arguments("FILE");
        if (typed.size() < 2) {
            throw call.usage("Say what is to be " + done + ", and where to.");
        }
        var goals = places.matchingIfAny(typed.getLast());
        var goal = goals.size() == 1 ? goals.getFirst() : places.of(typed.getLast());
        var sources = places.matching(typed.subList(0, typed.size() - 1));
        var into = Files.isDirectory(goal);
        if (!into && sources.size() > 1) {
            throw new UsageError(typed.getLast() + " is no folder, so " + sources.size()
                + " files can't be " + done + " into it.");
        }
        if (!into && (typed.getLast().endsWith("/") && !Files.isDirectory(sources.getFirst())
                || goal.getParent() != null && !Files.isDirectory(goal.getParent()))) {
            throw new UsageError("There is no folder "
                + (typed.getLast().endsWith("/") ? goal : goal.getParent()) + "; %mkdir -p makes it.");
        }
        for (var source : sources) {
            var to = into ? goal.resolve(name(source)) : goal;
            try {
                transfer.between(source, to);
            } catch (IOException e) {
                throw new UsageError(source + " can't be " + done + " to " + to + ": " + Reason.of(e) + ".", e);
            }
        }
        return null;
    }

    /** The last name of a path, of {@code .} and {@code ..} too. */
    private static String name(Path path) {
        var name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? "" : name.toString();
    }

    private Magic touch() {
        return Magic.line("touch", "Makes empty files, and sets the time of those that are there to now.")
            .flag("-c, --no-create", "make none")
            .argument("FILE...", "the files")
            .does(call -> {
                for (var typed : call.arguments("FILE")) {
                    var path = places.of(typed);
                    act("Can't touch ", path, file -> {
                        if (Files.exists(file)) {
                            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
                        } else if (!call.has("-c")) {
                            Files.createFile(file);
                        }
                    });
                }
                return null;
            });
    }

    private static void act(String failure, Path path, Step step) throws InterruptedException {
        try {
            step.on(path);
        } catch (IOException e) {
            throw new UsageError(failure + path + ": " + Reason.of(e) + ".", e);
        }
    }

    private static void tell(MagicCall call, String what, Path path) {
        if (call.has("-v")) {
            System.out.println(what + path);
        }
    }
}
