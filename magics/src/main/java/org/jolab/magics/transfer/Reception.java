package org.jolab.magics.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jolab.api.Amount;
import org.jolab.api.UsageError;
import org.jolab.files.UploadedFile;
import org.jolab.magics.transfer.Meeting.Arrived;
import org.jolab.magics.transfer.Meeting.Event;
import org.jolab.magics.transfer.Meeting.Said;

/**
 * Takes the files of one upload, one after the other, chunk by chunk; each chunk is on the disk before it is
 * acknowledged. Used by the cell's thread.
 *
 * <p>The page names its files ({@code list}) and starts ({@code start}); the kernel answers where to begin
 * ({@code plan}: a file, an offset, and the offsets at which files go on that have arrived in part before). Each
 * {@code chunk} has a number, the file, its offset, the checksum of the file up to its end and whether it is the last.
 * A chunk that does not fit is answered by another plan. After a broken connection the page comes again and gets one.
 */
final class Reception {

    /** A file that the page offers. */
    private record Offer(String name, long size, long modified) {}

    private static final int MOST_FILES = 200_000;
    private static final int ATTEMPTS = 3;

    private final Talk talk;
    private final Landing landing;
    private final Report report;
    private final List<Offer> offers = new ArrayList<>();
    private final Map<Integer, String> refused = new HashMap<>();
    private final List<UploadedFile> saved = new ArrayList<>();
    private PartFile part;
    private int current;
    private int mismatches;

    Reception(Talk talk, Landing landing, Report report) {
        this.talk = talk;
        this.landing = landing;
        this.report = report;
    }

    /** What has been saved so far. */
    List<UploadedFile> saved() {
        return saved;
    }

    /**
     * Takes all files; returns when all are there or the user has cancelled.
     *
     * @throws PageLost if the page is gone; what has arrived is kept
     */
    void run() throws InterruptedException, PageLost {
        var isCancelled = false;
        try {
            isCancelled = !isStarted();
            if (!isCancelled) {
                begin();
            }
            while (!isCancelled && current < offers.size()) {
                isCancelled = isCancel(talk.next());
            }
        } catch (IOException e) {
            throw fatal(e);
        } finally {
            leave(isCancelled);
        }
    }

    /** Waits until a page has files for us, and names them; false if the user cancels. */
    private boolean isStarted() throws InterruptedException, PageLost {
        while (true) {
            if (talk.next() instanceof Said said) {
                switch (said.kind()) {
                    case "list" -> list(said);
                    case "start" -> {
                        return !offers.isEmpty();
                    }
                    case "cancel" -> {
                        return false;
                    }
                    default -> { }
                }
            }
        }
    }

    private void list(Said said) {
        if (!talk.isChosen()) {
            talk.choose(said.comm());
        }
        if (!(said.data().get("files") instanceof List<?> files) || offers.size() + files.size() > MOST_FILES) {
            throw new UsageError("These are too many files for one upload; " + MOST_FILES
                + " are the most. Upload them as a zip archive.");
        }
        for (var file : files) {
            var fields = new Said(said.comm(), file instanceof Map<?, ?> map ? strings(map) : Map.of(), new byte[0]);
            offers.add(new Offer(fields.text("name"), Math.max(0, fields.number("size")), fields.number("modified")));
        }
    }

    private static Map<String, Object> strings(Map<?, ?> map) {
        var result = new HashMap<String, Object>();
        map.forEach((key, value) -> result.put(String.valueOf(key), value));
        return result;
    }

    private void begin() throws IOException, InterruptedException {
        var room = Files.getFileStore(landing.folder()).getUsableSpace();
        var resumed = new LinkedHashMap<String, Object>();
        var needed = 0L;
        for (var i = 0; i < offers.size(); i++) {
            var offer = offers.get(i);
            needed += offer.size();
            var place = place(offer);
            if (offer.size() > 0 && Files.isRegularFile(place)) {
                var there = Math.min(offer.size(), Files.size(place));
                needed -= there;
                resumed.put(String.valueOf(i), there);
            }
            try {
                landing.names(offer.name());
            } catch (Refused e) {
                refuse(i, e.getMessage());
            }
        }
        if (needed > room) {
            throw new UsageError("The disk of " + landing.folder() + " has room for " + Amount.of(room) + ", and "
                + Amount.of(needed) + " are to come. Nothing was uploaded.");
        }
        report.begins(offers.size());
        open();
        talk.send(plan(resumed));
    }

    private Path place(Offer offer) {
        return PartFile.place(landing.folder(), offer.name(), offer.size(), offer.modified());
    }

    /** Opens the next file that is not refused. */
    private void open() throws IOException, InterruptedException {
        while (current < offers.size() && refused.containsKey(current)) {
            current++;
        }
        mismatches = 0;
        if (current < offers.size()) {
            var offer = offers.get(current);
            part = PartFile.open(place(offer), offer.size());
            if (part.offset() > 0) {
                report.resumed(offer.name(), part.offset());
            }
        }
    }

    private Map<String, Object> plan(Map<String, Object> resumed) {
        return Map.of("kind", "plan", "file", current, "offset", part == null ? 0 : part.offset(), "resumed", resumed);
    }

    private boolean isCancel(Event event) throws IOException, InterruptedException {
        switch (event) {
            case Arrived _ -> {
                talk.send(plan(Map.of()));
                refused.forEach((file, why) -> talk.send(refusal(file, why)));
            }
            case Said said -> {
                switch (said.kind()) {
                    case "chunk" -> {
                        chunk(said);
                        talk.send(Map.of("kind", "ack", "n", said.number("n")));
                    }
                    case "unreadable" -> {
                        if (said.number("file") == current && part != null) {
                            drop("the browser can't read it: " + said.text("message"));
                        }
                    }
                    case "cancel" -> {
                        return true;
                    }
                    default -> { }
                }
            }
            default -> { }
        }
        return false;
    }

    private void chunk(Said chunk) throws IOException, InterruptedException {
        if (chunk.number("file") != current || refused.containsKey((int) chunk.number("file"))) {
            return;
        }
        if (chunk.number("offset") != part.offset()) {
            // What was under way when a plan was made is passed over; the page has got the plan by now.
            if (chunk.number("offset") > part.offset() && !chunk.is("late")) {
                talk.send(plan(Map.of()));
            }
            return;
        }
        part.write(chunk.bytes());
        if (part.crc() != chunk.number("crc")) {
            again();
        } else if (chunk.is("last")) {
            finish();
        }
    }

    /** The file has changed since its first part was sent, or got damaged on its way: from its beginning, then. */
    private void again() throws IOException, InterruptedException {
        if (++mismatches >= ATTEMPTS) {
            drop("what arrives is not what was sent, " + ATTEMPTS + " times; its checksums differ");
            return;
        }
        part.restart();
        talk.send(plan(Map.of()));
    }

    private void finish() throws IOException, InterruptedException {
        var offer = offers.get(current);
        part.complete();
        try {
            var path = landing.settle(part.path(), offer.name());
            var file = new UploadedFile(landing.name(path), path, part.offset());
            saved.add(file);
            report.saved(offer.name(), file);
            talk.send(Map.of("kind", "saved", "file", current, "name", file.name()));
            part = null;
            current++;
            open();
        } catch (Refused e) {
            drop(e.getMessage());
        } catch (IOException e) {
            drop(Reasons.of(e));
        }
    }

    private void drop(String why) throws IOException, InterruptedException {
        part.discard();
        part = null;
        refuse(current, why);
        open();
    }

    private void refuse(int file, String why) {
        refused.put(file, why);
        report.refused(offers.get(file).name(), why);
        talk.send(refusal(file, why));
    }

    private static Map<String, Object> refusal(int file, String why) {
        return Map.of("kind", "refused", "file", file, "message", why);
    }

    /** A failure of the disk, which would meet all other files as well. */
    private UsageError fatal(IOException failure) {
        var name = current < offers.size() ? offers.get(current).name() : "The upload";
        try {
            if (part != null) {
                part.discard();
                part = null;
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return new UsageError(name + " can't be saved in " + landing.folder() + ": " + Reasons.of(failure)
            + ". What had arrived of it is removed" + (saved.isEmpty() ? "." : "; " + saved.size()
                + (saved.size() == 1 ? " file was" : " files were") + " saved before it."), failure);
    }

    /** Keeps or removes what has arrived of the last file. */
    private void leave(boolean remove) {
        if (part == null) {
            return;
        }
        try {
            if (remove) {
                part.discard();
            } else {
                part.close();
                if (part.offset() > 0) {
                    report.kept(offers.get(current).name(), part.offset(), part.path());
                }
            }
        } catch (IOException e) {
            var failure = new CancellationException(part.path() + " can't be closed: " + Reasons.of(e));
            failure.initCause(e);
            throw failure;
        }
    }
}
