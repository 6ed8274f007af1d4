package org.jolab.drive;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jolab.api.Amount;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;
import org.jolab.magics.transfer.Html;

/**
 * How a drive stands: what is cached, what waits to be sent, what failed and why.
 *
 * @param store    what is mounted; empty if nothing is
 * @param mounts   the folders that show it; none where only {@code drive:} paths lead to it
 * @param trouble  why nothing is sent for the moment, or empty
 * @param cached   bytes of the store's files that are kept here too
 * @param limit    how many those may become
 * @param waiting  what is not yet in the store, in the order in which it will be sent
 * @param troubles what went wrong lately, oldest first
 * @param aside    what could not be read or sent, kept for the user to look at, and why
 */
public record DriveStatus(String store, List<Path> mounts, String trouble, long cached, long limit,
        List<Waiting> waiting, List<Trouble> troubles, List<Aside> aside) implements Displayable {

    private static final int SHOWN = 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    /** All lists are copied. */
    public DriveStatus {
        mounts = List.copyOf(mounts);
        waiting = List.copyOf(waiting);
        troubles = List.copyOf(troubles);
        aside = List.copyOf(aside);
    }

    /**
     * One thing that is to be sent.
     *
     * @param path    from the top of the drive on
     * @param what    "upload", "folder", "rename", "remove"
     * @param bytes   to be sent in all
     * @param sent    of them so far
     * @param trouble why the last try failed, or empty
     */
    public record Waiting(String path, String what, long bytes, long sent, String trouble) {}

    /** Something that went wrong. */
    public record Trouble(Instant when, String what) {}

    /** A file that nothing is done with any more. */
    public record Aside(Path file, String why) {}

    /** Nothing is mounted. */
    public static DriveStatus none() {
        return new DriveStatus("", List.of(), "", 0, 0, List.of(), List.of(), List.of());
    }

    /** Whether a store is connected. */
    public boolean isMounted() {
        return !store.isEmpty();
    }

    /** How many bytes are still to be sent. */
    public long bytesWaiting() {
        return waiting.stream().mapToLong(each -> each.bytes() - each.sent()).sum();
    }

    private List<List<String>> rows() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("store", store));
        rows.add(List.of("shown at", mounts.isEmpty() ? "drive:/// (paths of Java)"
            : mounts.stream().map(Path::toString).collect(Collectors.joining(", "))));
        rows.add(List.of("cached", Amount.of(cached) + (limit > 0 ? " of at most " + Amount.of(limit) : "")));
        rows.add(List.of("waiting", waiting.isEmpty() ? "nothing: all is in the store"
            : waiting.size() + (waiting.size() == 1 ? " change" : " changes") + " (" + Amount.of(bytesWaiting())
            + ")"));
        waiting.stream().limit(SHOWN).forEach(each -> rows.add(List.of("", each.what() + " " + each.path()
            + (each.bytes() > 0 ? "  " + Amount.of(each.sent()) + " of " + Amount.of(each.bytes()) : "")
            + (each.trouble().isEmpty() ? "" : "  " + each.trouble()))));
        if (waiting.size() > SHOWN) {
            rows.add(List.of("", "… " + (waiting.size() - SHOWN) + " more"));
        }
        if (!trouble.isEmpty()) {
            rows.add(List.of("trouble", trouble));
        }
        troubles.stream().skip(Math.max(0, troubles.size() - SHOWN)).forEach(each -> rows.add(List.of("",
            TIME.format(each.when().atZone(ZoneId.systemDefault())) + "  " + each.what())));
        aside.stream().limit(SHOWN).forEach(each -> rows.add(List.of("put aside", each.file() + ": " + each.why())));
        return rows;
    }

    @Override
    public MimeBundle toMimeBundle() {
        if (!isMounted()) {
            return MimeBundle.text("Drive not mounted.");
        }
        var text = rows().stream().map(row -> String.format("%-10s %s", row.get(0), row.get(1)))
            .collect(Collectors.joining("\n"));
        var html = rows().stream().map(row -> "<tr><th style=\"text-align:left\">" + Html.escape(row.get(0))
            + "</th><td style=\"text-align:left\">" + Html.escape(row.get(1)) + "</td></tr>")
            .collect(Collectors.joining());
        return MimeBundle.text(text).with("text/html", "<table><tbody>" + html + "</tbody></table>");
    }
}
