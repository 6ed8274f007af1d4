package org.jolab.magics.drive.fuse;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mount's end of the kernel's connection: made by fusermount3, which also ends the mount should this process die,
 * or, for root where that is missing, by mount(2). Used by many threads.
 */
final class Device implements AutoCloseable {

    static final String TYPE = "jolab";

    private final Path point;
    private final int descriptor;
    private final int guard;

    private Device(Path point, int descriptor, int guard) {
        this.point = point;
        this.descriptor = descriptor;
        this.guard = guard;
    }

    static Device mount(Path point, MountSettings settings) throws IOException {
        var helper = helper();
        if (helper.isPresent()) {
            return byHelper(helper.get(), point, settings);
        }
        return byCall(point, settings);
    }

    /** fusermount3, if it is on the search path. */
    static Optional<Path> helper() {
        var path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/bin", "/bin", "/usr/local/bin"))
            .filter(folder -> folder.startsWith("/")).map(folder -> Path.of(folder, "fusermount3"))
            .filter(Files::isExecutable).findFirst();
    }

    private static Device byHelper(Path helper, Path point, MountSettings settings) throws IOException {
        var options = new ArrayList<>(List.of(settings.readOnly() ? "ro" : "rw", "nosuid", "nodev", "auto_unmount",
            "default_permissions", "fsname=" + settings.source(), "subtype=" + TYPE));
        if (Linux.user() == 0) {
            options.add("allow_other");
        }
        var sockets = Linux.sockets();
        if (sockets[0] < 0) {
            throw new IOException("No socket for fusermount3: error " + -sockets[0] + ".");
        }
        keepFromPrograms(sockets[1]);
        var process = Linux.spawn(
            List.of(helper.toString(), "-o", String.join(",", options), "--", point.toString()),
            List.of("_FUSE_COMMFD=" + sockets[1], "PATH=/usr/bin:/bin", "LC_ALL=C"));
        Linux.close(sockets[1]);
        var descriptor = process < 0 ? -1 : Linux.descriptor(sockets[0]);
        if (process > 0) {
            Thread.ofPlatform().daemon().name("end of fusermount3").start(() -> Linux.await(process));
        }
        if (descriptor < 0) {
            Linux.close(sockets[0]);
            throw new IOException("fusermount3 could not mount at " + point + ".");
        }
        Linux.closeInPrograms(descriptor);
        return new Device(point, descriptor, sockets[0]);
    }

    /** The helper outlives this process: a socket or lock of ours would live on in it. */
    private static void keepFromPrograms(int shared) throws IOException {
        try (var open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (var each : open) {
                var descriptor = Integer.parseInt(each.getFileName().toString());
                if (descriptor > 2 && descriptor != shared) {
                    Linux.closeInPrograms(descriptor);
                }
            }
        }
    }

    private static Device byCall(Path point, MountSettings settings) throws IOException {
        var descriptor = Linux.open("/dev/fuse", Linux.O_RDWR | Linux.O_CLOEXEC);
        if (descriptor < 0) {
            throw new IOException("/dev/fuse cannot be opened: error " + -descriptor + ".");
        }
        var flags = Linux.MS_NOSUID | Linux.MS_NODEV | (settings.readOnly() ? Linux.MS_RDONLY : 0);
        var result = Linux.mount(settings.source(), point.toString(), "fuse." + TYPE, new Linux.Options(flags,
            "fd=" + descriptor + ",rootmode=40000,user_id=" + Linux.user() + ",group_id=" + Linux.group()
                + ",default_permissions,allow_other"));
        if (result < 0) {
            Linux.close(descriptor);
            throw new IOException("mount at " + point + " failed: error " + -result
                + (result == -Errno.EPERM ? " (it needs the capability SYS_ADMIN, or fusermount3)" : "") + ".");
        }
        return new Device(point, descriptor, -1);
    }

    /** The next request, or the negative errno; ENODEV when the mount has ended. */
    long read(MemorySegment state, MemorySegment target) {
        return Linux.read(state, descriptor, target);
    }

    /** Answers; negative when nobody waits for the answer any more. */
    long write(MemorySegment state, MemorySegment reply) {
        return Linux.write(state, descriptor, reply);
    }

    /** Takes the mount out of the folder; who uses it goes on until that ends. */
    void unmount() {
        unmount(point);
    }

    static void unmount(Path point) {
        if (Linux.user() == 0 && (Linux.unmount(point.toString(), 0) >= 0
            || Linux.unmount(point.toString(), Linux.MNT_DETACH) >= 0)) {
            return;
        }
        helper().ifPresent(helper -> {
            if (!ran(helper.toString(), "-u", "-q", "--", point.toString())) {
                ran(helper.toString(), "-u", "-q", "-z", "--", point.toString());
            }
        });
    }

    private static boolean ran(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Gives the kernel up; to be called once, after the last read and write. */
    @Override
    public void close() {
        Linux.close(descriptor);
        if (guard >= 0) {
            Linux.close(guard);
        }
    }
}
