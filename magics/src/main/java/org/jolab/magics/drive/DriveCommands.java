package org.jolab.magics.drive;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jolab.api.Amount;
import org.jolab.api.MagicCall;
import org.jolab.api.UsageError;
import org.jolab.drive.MountOptions;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.files.Places;

/** What {@code %drive} does. Used by one thread. */
final class DriveCommands {

    static final Set<String> NAMES = new TreeSet<>(List.of("mount", "unmount", "flush", "status", "refresh",
        "ls", "get", "put", "export", "sync", "unsync", "auth", "doctor"));
    private static final Map<String, Set<String>> OPTIONS = options();

    private final Mounts mounts;

    DriveCommands(Mounts mounts) {
        this.mounts = mounts;
    }

    /** Which commands an option belongs to. */
    private static Map<String, Set<String>> options() {
        var options = new TreeMap<String, Set<String>>();
        AuthCommands.LOGIN_OPTIONS.forEach(option -> options.put(option, Set.of("auth")));
        options.put("--readonly", Set.of("mount", "auth"));
        options.put("--force-remount", Set.of("mount"));
        options.put("--store", Set.of("mount"));
        options.put("--timeout", Set.of("mount", "flush", "auth"));
        options.put("--as", Set.of("export"));
        options.put("--remove", Set.of("sync"));
        return options;
    }

    Object run(MagicCall call) throws Exception {
        try {
            return done(call);
        } catch (StoreException refused) {
            throw new UsageError(refused.getMessage() + (refused.kind() == StoreException.Kind.OFFLINE
                ? " Try again when it answers; %drive doctor looks for the cause." : ""), refused);
        } catch (NoSuchFileException missing) {
            throw new UsageError("There is no " + missing.getFile() + " in the drive. \"%drive ls\" shows what there "
                + "is.", missing);
        } catch (FileAlreadyExistsException there) {
            throw new UsageError(there.getFile() + " is there already.", there);
        } catch (FileSystemException failure) {
            throw new UsageError(sentence(failure.getMessage()), failure);
        } catch (java.io.InterruptedIOException interrupted) {
            throw new InterruptedException();
        } catch (IOException failure) {
            throw failure.getMessage() == null ? failure : new UsageError(sentence(failure.getMessage()), failure);
        }
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    private Object done(MagicCall call) throws Exception {
        var command = call.argument("COMMAND").orElse("status");
        if (!NAMES.contains(command)) {
            throw call.usage("%drive does not know \"" + command + "\".");
        }
        OPTIONS.forEach((option, commands) -> {
            if (call.has(option) && !commands.contains(command)) {
                throw call.usage(option + " belongs to %drive " + String.join(", ", new TreeSet<>(commands))
                    + ", not to " + command + ".");
            }
        });
        var words = call.arguments("ARGUMENT");
        return switch (command) {
            case "mount" -> mount(call, words);
            case "unmount" -> {
                mounts.unmount();
                yield null;
            }
            case "flush" -> flush(call);
            case "status" -> mounts.status();
            case "refresh" -> {
                mounts.refresh();
                yield null;
            }
            case "ls" -> mounts.list(words.isEmpty() ? "/" : words.getFirst());
            case "get" -> get(call, words);
            case "put" -> put(call, words);
            case "sync" -> sync(call, words);
            case "unsync" -> {
                mounts.unsync(Places.here().of(one(call, words)).toAbsolutePath().normalize());
                yield null;
            }
            case "export" -> mounts.export(one(call, words), call.option("--as").orElse("pdf"));
            case "auth" -> new AuthCommands().run(call, words);
            default -> Doctor.report(mounts);
        };
    }

    private Object mount(MagicCall call, List<String> words) throws IOException, InterruptedException {
        if (words.size() > 1) {
            throw new UsageError("Mountpoint must not contain a space. Name one folder: \"%drive mount DIR\".");
        }
        mounts.mount(new MountOptions(words.isEmpty() ? MountOptions.USUAL_POINT : words.getFirst(),
            call.option("--store").orElse("google"), call.has("--readonly"), call.has("--force-remount"),
            Duration.ofSeconds(call.number("--timeout", 120))));
        return null;
    }

    private Object flush(MagicCall call) throws IOException, InterruptedException {
        var limit = Duration.ofSeconds(call.number("--timeout", 24 * 60 * 60));
        var done = mounts.flush(limit);
        if (!done) {
            var status = mounts.status();
            System.err.println(Mounts.files(status.waiting().size()) + " (" + Amount.of(status.bytesWaiting())
                + ") still wait after " + limit.toSeconds() + " s and go on being uploaded"
                + (status.trouble().isEmpty() ? "." : ": " + status.trouble()) + " \"%drive status\" tells more.");
        }
        return null;
    }

    private static String one(MagicCall call, List<String> words) {
        if (words.size() != 1) {
            throw call.usage("Name one file of the drive.");
        }
        return words.getFirst();
    }

    private Object get(MagicCall call, List<String> words) throws IOException {
        if (words.isEmpty() || words.size() > 2) {
            throw call.usage("Name a file of the drive, and where it is to be copied to if not here.");
        }
        var source = mounts.remote(words.getFirst());
        var target = Places.here().of(words.size() == 2 ? words.get(1) : ".").toAbsolutePath().normalize();
        return copied(source, Files.isDirectory(target) ? target.resolve(source.getFileName().toString()) : target);
    }

    private Object put(MagicCall call, List<String> words) throws IOException {
        if (words.isEmpty() || words.size() > 2) {
            throw call.usage("Name a file of this machine, and where in the drive it is to be copied to.");
        }
        var source = Places.here().of(words.getFirst()).toAbsolutePath().normalize();
        if (!Files.exists(source)) {
            throw new UsageError("There is no file " + words.getFirst() + " here.");
        }
        var target = mounts.remote(words.size() == 2 ? words.get(1) : "MyDrive");
        copied(source, Files.isDirectory(target) ? target.resolve(source.getFileName().toString()) : target);
        return null;
    }

    private Object sync(MagicCall call, List<String> words) throws IOException {
        if (words.isEmpty() || words.size() > 2) {
            throw call.usage("Name a folder of the drive, and the folder here if it is to be called otherwise.");
        }
        var name = words.getFirst().replaceFirst("/+$", "").replaceFirst("^.*/", "");
        var local = Places.here().of(words.size() == 2 ? words.get(1) : name).toAbsolutePath().normalize();
        mounts.sync(words.getFirst(), local, call.has("--remove"));
        System.out.println(local + " is " + words.getFirst() + ", and is kept so both ways until \"%drive unsync "
            + local + "\"");
        return local;
    }

    /** Copies a file, or a folder with all that is in it, over what is there. */
    private static Path copied(Path source, Path target) throws IOException {
        try (var all = Files.walk(source)) {
            for (var each : (Iterable<Path>) all::iterator) {
                var to = target.resolve(source.relativize(each).toString());
                if (!Files.isDirectory(each)) {
                    Files.copy(each, to, StandardCopyOption.REPLACE_EXISTING);
                } else if (!Files.isDirectory(to)) {
                    Files.createDirectories(to);
                }
            }
        }
        System.out.println("Copied to " + target);
        return target;
    }
}
