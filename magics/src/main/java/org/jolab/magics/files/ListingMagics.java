package org.jolab.magics.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.UsageError;
import org.jolab.magics.files.Listing.Order;

/** The magics that list folders. They need no program of the system's, so they work wherever Java does. */
final class ListingMagics {

    /** What fits beside each other in a notebook of usual width. */
    private static final int LINE = 110;

    private final Places places;

    ListingMagics(Places places) {
        this.places = places;
    }

    List<Magic> all() {
        return List.of(listing("ls", false), listing("ll", true));
    }

    private Magic listing(String name, boolean detailed) {
        return Magic.line(name, detailed ? "Lists files and folders with their sizes and times."
                : "Lists files and folders.")
            .flag("-l", "a line for each, with permissions, owner, size and time")
            .flag("-a, --all", "hidden files as well, and . and ..")
            .flag("-A, --almost-all", "hidden files as well")
            .flag("-h, --human-readable", "sizes in K, M, G")
            .flag("-t", "the newest first")
            .flag("-S", "the largest first")
            .flag("-X", "by extension")
            .flag("-U", "as the file system has them")
            .flag("-r, --reverse", "in the opposite order")
            .flag("-R, --recursive", "all folders below as well")
            .flag("-d, --directory", "folders themselves, not what is in them")
            .flag("-1", "one in a line")
            .flag("-F, --classify", "marks folders (/), programs (*) and links (@); always done")
            .flag("-o", "as -l")
            .flag("-g", "as -l")
            .option("--color WHEN", "never for none; NO_COLOR in the environment does the same",
                typed -> List.of("auto", "always", "never"))
            .argument("[FILE...]", "what to list, the current folder if nothing is given; may have wild cards")
            .does(call -> list(call, detailed));
    }

    private Object list(MagicCall call, boolean detailed) throws InterruptedException {
        var listing = new Listing(style(call, detailed), LINE);
        var typed = call.arguments("FILE");
        var all = places.matching(typed.isEmpty() ? List.of(".") : typed);
        var folders = new ArrayList<Path>();
        var files = new ArrayList<Entry>();
        for (var path : all) {
            try {
                if (Files.isDirectory(path) && !call.has("-d")) {
                    folders.add(path);
                } else {
                    files.add(Entry.of(path.toString(), path, false));
                }
            } catch (IOException e) {
                throw new UsageError("Can't list " + path + ": " + Reason.of(e) + ".", e);
            }
        }
        if (!files.isEmpty()) {
            listing.print(files);
        }
        for (var folder : folders) {
            if (folder != folders.getFirst() || !files.isEmpty()) {
                System.out.println();
            }
            if (all.size() > 1 && !call.has("-R")) {
                System.out.println(folder + ":");
            }
            try {
                if (call.has("-R")) {
                    listing.printTree(folder);
                } else {
                    listing.printFolder(folder);
                }
            } catch (IOException e) {
                throw new UsageError("Can't list " + folder + ": " + Reason.of(e) + ".", e);
            }
        }
        return null;
    }

    private static Listing.Style style(MagicCall call, boolean detailed) {
        var order = call.has("-t") ? Order.TIME : call.has("-S") ? Order.SIZE : call.has("-X") ? Order.EXTENSION
            : call.has("-U") ? Order.NONE : Order.NAME;
        var colour = call.option("--color").map(when -> !when.equals("never"))
            .orElseGet(() -> System.getenv("NO_COLOR") == null);
        return new Listing.Style(call.has("-a") || call.has("-A"), call.has("-a"),
            detailed || call.has("-l") || call.has("-o") || call.has("-g"), call.has("-h"), call.has("-1"), colour,
            order, call.has("-r"));
    }
}
