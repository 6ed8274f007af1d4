package org.jolab.magics.drive.fuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Mounts of ours whose process has died: each access gives ENOTCONN until they are taken away. */
public final class StaleMounts {

    static final String SOURCE = "jolab:";

    private StaleMounts() {}

    /**
     * A line of the table of mounts.
     *
     * @param source with "jolab:" at its beginning if it is ours
     */
    public record Mount(Path point, String type, String source) {

        public boolean ours() {
            return type.equals("fuse." + Device.TYPE) && source.startsWith(SOURCE);
        }
    }

    /** All mounts of this machine. */
    public static List<Mount> all() throws IOException {
        return parse(Files.readString(Path.of("/proc/self/mountinfo")));
    }

    static List<Mount> parse(String table) {
        var mounts = new ArrayList<Mount>();
        for (var line : table.lines().toList()) {
            // "36 35 98:0 /root /point options optional… - type source options": proc_pid_mountinfo(5).
            var halves = line.split(" - ", 2);
            if (halves.length == 2 && halves[0].split(" ").length >= 5 && halves[1].split(" ").length >= 2) {
                var right = halves[1].split(" ");
                mounts.add(new Mount(Path.of(unescape(halves[0].split(" ")[4])), right[0], unescape(right[1])));
            }
        }
        return mounts;
    }

    /** Takes away what a dead process of ours has left at a folder; says whether there was something. */
    public static boolean clean(Path point) throws IOException {
        var absolute = point.toAbsolutePath().normalize();
        var cleaned = false;
        for (var mount : all()) {
            if (mount.ours() && mount.point().equals(absolute) && dead(absolute)) {
                Device.unmount(absolute);
                cleaned = true;
            }
        }
        return cleaned;
    }

    /** Whether nobody serves a mount; one that does not answer at all is not dead, as somebody may be about to. */
    private static boolean dead(Path point) {
        var looking = CompletableFuture.supplyAsync(() -> Linux.access(point.toString()),
            task -> Thread.ofPlatform().daemon().name("look at " + point).start(task));
        try {
            return looking.get(5, TimeUnit.SECONDS) == -Errno.ENOTCONN;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException unknown) {
            return false;
        }
    }

    /** A blank is written as \040 there. */
    private static String unescape(String text) {
        var plain = new StringBuilder();
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 3 < text.length()) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }
}
