package org.jolab.magics.libraries;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jolab.api.Display;
import org.jolab.api.MimeBundle;
import org.jolab.api.Notebook;

/** The line that shows what is being downloaded; owned by the cell's thread. Nothing is shown if all is there. */
final class DownloadLine {

    /** What is over sooner need not be shown. */
    private static final long PATIENCE = 300_000_000;
    private static final int SHOWN = 3;

    private final Transfers transfers;
    private final long start = System.nanoTime();
    private Display display;
    private String shown = "";

    DownloadLine(Transfers transfers) {
        this.transfers = transfers;
    }

    /** Draws what has changed; to be called some times a second. */
    void draw() {
        var busy = transfers.bytes() > 0 || !transfers.running().isEmpty();
        if (busy && System.nanoTime() - start > PATIENCE) {
            var running = transfers.running().stream().limit(SHOWN).map(one -> " " + text(one) + ";")
                .collect(Collectors.joining());
            show("Downloading" + (running.isEmpty() ? ":" : running) + " " + soFar() + " so far");
        }
    }

    /** Draws the end, if there was a beginning. */
    void end(boolean isWhole) {
        if (display != null) {
            show((isWhole ? "Downloaded " : "Stopped after ") + soFar() + ", in "
                + String.format(Locale.ROOT, "%.1f s", seconds()));
        }
    }

    private void show(String text) {
        if (text.equals(shown)) {
            return;
        }
        shown = text;
        var bundle = MimeBundle.text(text);
        if (display == null) {
            display = Notebook.display(bundle);
        } else {
            display.update(bundle);
        }
    }

    private static String text(Transfers.Running one) {
        return one.name() + (one.total() < 0 ? " " + Sizes.text(one.done())
            : " " + Sizes.text(one.done()) + " of " + Sizes.text(one.total()));
    }

    private String soFar() {
        var rate = (long) (transfers.bytes() / Math.max(0.001, seconds()));
        return transfers.files() + (transfers.files() == 1 ? " file, " : " files, ") + Sizes.text(transfers.bytes())
            + ", " + Sizes.text(rate) + "/s";
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
