package org.jolab.magics.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jolab.api.Amount;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;
import org.jolab.files.UploadedFile;
import org.jolab.files.Uploads;

/** Transfers between the notebook and the browser, each within the running cell. */
public final class Transfers {

    private Transfers() {}

    /** Lets the user choose files and saves them; empty if that is cancelled or nobody is there. */
    public static Uploads upload(UploadOrder order) throws InterruptedException {
        if (!Notebook.isAttended()) {
            System.err.println("Nobody can choose files here, since a program runs this notebook: nothing was "
                + "uploaded. Put the files into " + order.folder().toAbsolutePath()
                + " beforehand and read them from there.");
            return new Uploads(List.of());
        }
        return new Uploads(upload(order, landing(order), Patience.USUAL));
    }

    private static Landing landing(UploadOrder order) {
        try {
            return new Landing(order);
        } catch (IOException e) {
            throw new UsageError("Nothing can be uploaded to " + order.folder() + ": " + Reasons.of(e) + ".", e);
        }
    }

    static List<UploadedFile> upload(UploadOrder order, Landing landing, Patience patience)
            throws InterruptedException {
        try (var meeting = new Meeting(Notebook.comms(), landing.folder())) {
            var settings = new HashMap<>(settings("upload", meeting, landing.folder()));
            settings.putAll(Map.of("accept", order.accept(), "single", order.as().isPresent()));
            var page = Page.show("Files can be chosen here while the cell runs; run it again.", settings);
            var talk = new Talk(meeting, patience);
            var reception = new Reception(talk, landing, new Report());
            var end = "The upload was interrupted.";
            try {
                if (talk.begin(Map.of("kind", "ready", "folder", landing.folder().toString()))) {
                    reception.run();
                    end = reception.saved().isEmpty() ? "Nothing was uploaded." : summary(reception.saved(), landing);
                } else if (WidgetUpload.isPossible()) {
                    page.end("Choose files of up to 8 MB together; stop the cell to cancel.");
                    var saved = new WidgetUpload(landing, order).run();
                    end = saved.isEmpty() ? "Nothing was uploaded." : summary(saved, landing);
                    return saved;
                } else {
                    end = "No browser took part, so nothing was uploaded.";
                    System.err.println("No browser has answered, so nothing was uploaded. Where there is none, such as "
                        + "in a terminal, put files into " + landing.folder() + " with cp, scp or curl.");
                }
            } catch (PageLost e) {
                end = e.getMessage() + ", so the upload has ended.";
                var saved = reception.saved();
                System.err.println(saved.isEmpty() ? end : end + " " + summary(saved, landing));
            } catch (UsageError e) {
                end = "The upload has failed.";
                throw e;
            } finally {
                meeting.close(end);
                page.end(end);
            }
            return reception.saved();
        }
    }

    private static String summary(List<UploadedFile> saved, Landing landing) {
        var size = saved.stream().mapToLong(UploadedFile::size).sum();
        var what = saved.size() == 1 ? saved.getFirst().name() : saved.size() + " files";
        return "Uploaded " + what + " (" + Amount.of(size) + ") to " + landing.folder() + ".";
    }

    /** Lets the browser save a file, or several files and folders as a zip archive. */
    public static void download(List<Path> paths) throws InterruptedException {
        var parcel = Parcel.of(paths);
        if (!Notebook.isAttended()) {
            System.err.println("Nobody can download files here, since a program runs this notebook: "
                + said(paths) + " stays where it is.");
            return;
        }
        download(parcel, paths, Patience.USUAL);
    }

    static void download(Parcel parcel, List<Path> paths, Patience patience) throws InterruptedException {
        try (var meeting = new Meeting(Notebook.comms(), here())) {
            var page = Page.show("The download of " + parcel.name() + " starts while the cell runs; run it again.",
                settings("download", meeting, here()));
            var talk = new Talk(meeting, patience);
            var delivery = new Delivery(talk, parcel);
            var end = "The download of " + parcel.name() + " was interrupted.";
            try {
                if (talk.begin(delivery.offer())) {
                    end = delivery.run();
                } else {
                    end = "No browser took part, so " + parcel.name() + " was not downloaded.";
                    System.err.println("No browser has answered, so nothing was downloaded: " + said(paths)
                        + " stays where it is.");
                }
            } catch (PageLost e) {
                end = e.getMessage() + ", so the download of " + parcel.name() + " has ended.";
                System.err.println(end);
            } catch (UsageError e) {
                end = e.getMessage();
                throw e;
            } finally {
                meeting.close(end);
                page.end(end);
            }
        }
    }

    private static String said(List<Path> paths) {
        return paths.getFirst().toAbsolutePath() + (paths.size() == 1 ? "" : " and what else was named");
    }

    private static Path here() {
        return Path.of("").toAbsolutePath();
    }

    static Map<String, Object> settings(String task, Meeting meeting, Path folder) {
        return Map.of("task", task, "target", meeting.target(), "kernel", KernelIdentity.ofThisProcess(),
            "at", String.valueOf(System.currentTimeMillis()), "folder", folder.toString());
    }

    /** Opens a file in the front end, or shows what is in it. */
    public static void view(Path file) throws InterruptedException {
        Viewing.check(file);
        if (!Notebook.isAttended()) {
            Notebook.display(Viewing.preview(file));
            return;
        }
        try (var meeting = new Meeting(Notebook.comms(), here())) {
            var line = "Opening " + file + " …";
            var page = Page.show(line, settings("view", meeting, here()));
            var found = new Viewing(new Talk(meeting, Patience.USUAL), Parcel.of(List.of(file))).ask();
            meeting.close(line);
            if (found.isPresent()) {
                page.link(file.getFileName().toString(), found.get().link(), found.get().opens());
            } else {
                page.end(Viewing.preview(file));
            }
            if (found.isPresent() && !found.get().opens()) {
                Notebook.display(Viewing.preview(file));
            }
        }
    }
}
