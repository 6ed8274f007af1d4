package org.jolab.magics.drive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import org.jolab.api.Amount;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;
import org.jolab.drive.DriveStatus;
import org.jolab.drive.MountOptions;
import org.jolab.drive.RemoteFile;
import org.jolab.drive.RemoteFiles;
import org.jolab.magics.drive.fuse.FuseProbe;
import org.jolab.magics.drive.nio.DriveFileSystemProvider;
import org.jolab.magics.drive.process.MountClient;
import org.jolab.magics.drive.process.MountStatus;
import org.jolab.magics.drive.process.ProcessSettings;
import org.jolab.magics.drive.signin.Surroundings;
import org.jolab.magics.drive.tree.TreeReport;

/** The drive of this process: at most one at a time. Used by many threads; its state is guarded by its lock. */
public final class Mounts {

    private static final Mounts HERE = new Mounts(FuseProbe::obstacle);
    private static final long SAID_BY_PROCESS = 1;

    private final Supplier<Optional<String>> probe;
    private Connected current;

    /**
     * A connection to a mount process.
     *
     * @param point    the folder that shows the drive; absent where FUSE can't be used
     * @param readOnly nothing is written
     */
    record Connected(MountClient client, Optional<Path> point, boolean readOnly) {
    }

    /** With what tells why FUSE can't be used, if it can't. */
    Mounts(Supplier<Optional<String>> probe) {
        this.probe = probe;
    }

    /** This process's. */
    public static Mounts here() {
        return HERE;
    }

    /** Mounts as wished, and says so. */
    public void mount(MountOptions options) throws IOException, InterruptedException {
        var point = MountFolder.of(options.point());
        var before = find();
        if (before.isPresent() && !options.forceRemount() && before.get().point().map(point::equals).orElse(true)) {
            System.out.println("Drive already mounted at " + point + "; to attempt to forcibly remount, call %drive "
                + "mount " + point + " --force-remount.");
            return;
        }
        var obstacle = probe.get();
        if (before.isPresent() && options.forceRemount()) {
            release(before.get());
        }
        if (obstacle.isEmpty()) {
            MountFolder.check(point);
        }
        var store = new Stores(Surroundings.ofThisProcess(), new NotebookPrompt()).described(options);
        connect(options, point, obstacle.isEmpty(), ProcessSettings.of(store));
        if (obstacle.isPresent()) {
            System.out.println("Mounted as drive:///, for Java: Drive.path(\"MyDrive/x\") gives a path; \"%drive sync "
                + "MyDrive/x\" keeps a folder as ordinary files. " + obstacle.get());
        } else {
            System.out.println("Mounted at " + point);
        }
    }

    private void connect(MountOptions options, Path point, boolean fuse, ProcessSettings settings)
            throws IOException {
        var client = MountClient.start(settings);
        try {
            var waiting = client.status().report().waiting();
            // A store that cannot be used is found out before anything is mounted.
            client.tree().attributes("/");
            client.tree().list("/", (_, _) -> false);
            if (fuse) {
                client.mount(point, options.readOnly());
            }
            connected(new Connected(client, fuse ? Optional.of(point) : Optional.empty(), options.readOnly()));
            sayWaiting(waiting);
        } catch (IOException | RuntimeException failure) {
            client.close();
            throw failure;
        }
    }

    private static void sayWaiting(java.util.List<TreeReport.Waiting> waiting) {
        if (!waiting.isEmpty()) {
            System.out.println(files(waiting.size()) + " (" + Amount.of(waiting.stream()
                .mapToLong(each -> each.bytes() - each.sent()).sum()) + ") from the last session "
                + (waiting.size() == 1 ? "is" : "are") + " being uploaded");
        }
    }

    static String files(int count) {
        return count == 1 ? "1 file" : count + " files";
    }

    private synchronized void connected(Connected next) {
        current = next;
        DriveFileSystemProvider.installed().show("", next.client().tree(), next.readOnly());
    }

    private synchronized void release(Connected old) throws IOException {
        if (old.point().isPresent()) {
            old.client().unmount(old.point().get());
        }
        var left = old.client().status();
        if (left.mounts().isEmpty() && left.report().waiting().isEmpty()) {
            // It would end by itself after a while.
            old.client().stop();
        }
        old.client().close();
        if (current == old) {
            current = null;
        }
    }

    /** What is mounted: by this process, or by an earlier one whose mount goes on. */
    synchronized Optional<Connected> find() throws IOException {
        if (current != null) {
            try {
                var mounts = current.client().status().mounts();
                if (current.point().isEmpty() || mounts.stream().anyMatch(each -> each.point()
                    .equals(current.point().get()))) {
                    return Optional.of(current);
                }
            } catch (IOException ended) {
                // The process is gone, and with it what it has mounted.
            }
            current.client().close();
            current = null;
        }
        var caches = ProcessSettings.caches();
        if (!Files.isDirectory(caches)) {
            return Optional.empty();
        }
        try (var folders = Files.newDirectoryStream(caches)) {
            for (var folder : folders) {
                var client = MountClient.find(folder);
                if (client.isPresent() && adopt(client.get())) {
                    return Optional.of(current);
                }
            }
        }
        return Optional.empty();
    }

    private boolean adopt(MountClient client) throws IOException {
        var mounts = client.status().mounts();
        if (mounts.isEmpty()) {
            client.close();
            return false;
        }
        connected(new Connected(client, Optional.of(mounts.getFirst().point()), mounts.getFirst().readOnly()));
        return true;
    }

    private Connected connected() throws IOException {
        return find().orElseThrow(() -> new UsageError("Drive not mounted. Mount it with \"%drive mount\"."));
    }

    /** Ends the mount, and says what is still being sent. */
    public void unmount() throws IOException {
        var mounted = find();
        if (mounted.isEmpty()) {
            System.out.println("Drive not mounted, so nothing to flush and unmount.");
            return;
        }
        var waiting = mounted.get().client().status().report().waiting();
        release(mounted.get());
        System.out.println("Unmounted" + mounted.get().point().map(point -> " " + point).orElse("")
            + (waiting.isEmpty() ? "" : "; " + files(waiting.size()) + " still wait and go on being uploaded"));
    }

    /** Sends all that waits, with a bar; false when the time did not suffice. */
    public boolean flush(Duration limit) throws IOException, InterruptedException {
        var mounted = find();
        if (mounted.isEmpty()) {
            System.out.println("Drive not mounted, so nothing to flush.");
            return true;
        }
        var client = mounted.get().client();
        var begin = client.status().report();
        if (begin.waiting().isEmpty()) {
            return client.flush(limit, _ -> { });
        }
        var total = left(begin);
        try (var bar = Notebook.progress(title(begin), Math.max(total, SAID_BY_PROCESS)).ofBytes()) {
            var done = client.flush(limit, report -> {
                bar.title(title(report));
                bar.at(Math.max(0, total - left(report)));
            });
            if (done) {
                bar.title("Uploaded " + files(begin.waiting().size()) + ", " + Amount.of(total));
                bar.at(Math.max(total, SAID_BY_PROCESS));
            }
            return done;
        }
    }

    private static long left(TreeReport report) {
        return report.waiting().stream().mapToLong(each -> each.bytes() - each.sent()).sum();
    }

    private static String title(TreeReport report) {
        return "Uploading " + files(report.waiting().size()) + ", " + Amount.of(left(report)) + " to go"
            + (report.trouble().isEmpty() ? "" : " (" + report.trouble() + ")");
    }

    /** How the drive stands. */
    public DriveStatus status() throws IOException {
        var mounted = find();
        return mounted.isEmpty() ? DriveStatus.none() : shown(mounted.get().client().status());
    }

    private static DriveStatus shown(MountStatus status) {
        var report = status.report();
        var waiting = report.waiting().stream().map(each -> new DriveStatus.Waiting(each.path().substring(1),
            each.what(), each.bytes(), each.sent(), each.trouble())).toList();
        var troubles = status.troubles().stream().map(each -> new DriveStatus.Trouble(each.when(), each.what()))
            .toList();
        var aside = report.aside().stream().map(each -> new DriveStatus.Aside(each.file(), each.why())).toList();
        return new DriveStatus(report.store(), status.mounts().stream().map(MountStatus.Mounted::point).toList(),
            report.trouble(), report.cached(), report.limit(), waiting, troubles, aside);
    }

    /** Asks the store at once for what others have changed. */
    public void refresh() throws IOException {
        connected().client().refresh();
    }

    /** Keeps a folder of the drive and one of this machine equal. */
    void sync(String folder, Path local, boolean removing) throws IOException {
        connected().client().sync(inside(connected(), folder).replaceFirst("(?<=.)/+$", ""), local, removing);
    }

    /** Ends that. */
    void unsync(Path local) throws IOException {
        connected().client().unsync(local);
    }

    /** The path of a file: in the folder that shows the drive, else one of {@code drive:}. */
    public Path path(String file) throws IOException {
        var mounted = connected();
        var inside = inside(mounted, file);
        return mounted.point().isPresent() ? mounted.point().get().resolve(inside.substring(1)) : drivePath(inside);
    }

    /** The path of a file for Java alone, which asks the mount process directly. */
    Path remote(String file) throws IOException {
        return drivePath(inside(connected(), file));
    }

    private static Path drivePath(String inside) {
        return DriveFileSystemProvider.installed().getFileSystem(java.net.URI.create("drive:///")).getPath(inside);
    }

    /** A path from the top of the drive on; users write it so, or as they see it in the mounted folder. */
    private static String inside(Connected mounted, String typed) {
        var text = typed.startsWith("drive:/") ? typed.substring("drive:".length()).replaceFirst("^/+", "/") : typed;
        if (mounted.point().isPresent()) {
            var point = mounted.point().get().toString();
            if (text.equals(point) || text.startsWith(point + "/")) {
                text = text.substring(point.length());
            }
        }
        return text.startsWith("/") ? text : "/" + text;
    }

    /** What is in a folder, by name. */
    public RemoteFiles list(String folder) throws IOException {
        var path = inside(connected(), folder).replaceFirst("(?<=.)/+$", "");
        var found = new ArrayList<RemoteFile>();
        var tree = connected().client().tree();
        var self = tree.attributes(path);
        if (!self.isFolder()) {
            return new RemoteFiles(java.util.List.of(new RemoteFile(path.substring(1), false, self.size(),
                self.modified())));
        }
        tree.list(path, (name, attributes) -> found.add(new RemoteFile((path.equals("/") ? "" : path.substring(1)
            + "/") + name, attributes.isFolder(), attributes.size(), attributes.modified())));
        found.sort(Comparator.comparing(RemoteFile::path));
        return new RemoteFiles(found);
    }

    /** A file in another format, saved in the current folder. */
    Path export(String file, String format) throws IOException {
        var mounted = connected();
        var inside = inside(mounted, file);
        var name = inside.substring(inside.lastIndexOf('/') + 1).replaceFirst("\\.(gdoc|gsheet|gslides|gdraw)$", "");
        var target = Path.of(name + "." + format).toAbsolutePath();
        try (var in = mounted.client().tree().export(inside, format)) {
            Files.copy(in, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }
}
