package org.jolab.magics.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Prints files and folders as {@code ls} does. Used by one thread. */
final class Listing {

    /** What an entry is listed as. */
    enum Order { NAME, TIME, SIZE, EXTENSION, NONE }

    /**
     * What the user wants to see.
     *
     * @param all hidden files as well
     * @param dots the folder itself and its parent as well
     * @param detailed a line for each, with permissions, owner, size and time
     * @param readable sizes in K, M, G
     */
    record Style(boolean all, boolean dots, boolean detailed, boolean readable, boolean oneColumn, boolean colours,
        Order order, boolean reversed) {}

    private static final String RESET = "\033[0m";
    private static final DateTimeFormatter RECENT = DateTimeFormatter.ofPattern("MMM ppd HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter OLD = DateTimeFormatter.ofPattern("MMM ppd  yyyy", Locale.ENGLISH);
    private static final int RECENT_DAYS = 182;

    private final Style style;
    private final Columns columns;
    private final Instant now = Instant.now();

    /** A listing whose columns fit into a line of {@code width} letters. */
    Listing(Style style, int width) {
        this.style = style;
        columns = new Columns(style.oneColumn() ? 1 : width);
    }

    /** Prints what is in {@code folder}. */
    void printFolder(Path folder) throws IOException, InterruptedException {
        print(read(folder));
    }

    /** Prints {@code folder} and all folders below it, each under its name. */
    void printTree(Path folder) throws IOException, InterruptedException {
        System.out.println((folder.toString().isEmpty() ? "." : folder) + ":");
        var entries = read(folder);
        print(entries);
        for (var entry : sorted(entries)) {
            Cancelled.check();
            if (entry.isFolder() && !isDots(entry.name())) {
                System.out.println();
                try {
                    printTree(entry.path());
                } catch (IOException e) {
                    System.err.println(entry.path() + " can't be listed: " + Reason.of(e) + ".");
                }
            }
        }
    }

    private List<Entry> read(Path folder) throws IOException, InterruptedException {
        var entries = new ArrayList<Entry>();
        if (style.dots()) {
            entries.add(Entry.of(".", folder.resolve("."), true));
            entries.add(Entry.of("..", folder.resolve(".."), true));
        }
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                Cancelled.check();
                var name = file.getFileName().toString();
                if (style.all() || !name.startsWith(".")) {
                    try {
                        entries.add(Entry.of(name, file, false));
                    } catch (IOException e) {
                        System.err.println(file + " can't be read: " + Reason.of(e) + ".");
                    }
                }
            }
        }
        return entries;
    }

    /** Prints these entries, sorted. */
    void print(List<Entry> entries) {
        var sorted = sorted(entries);
        if (style.detailed()) {
            printDetails(sorted);
        } else {
            columns.print(sorted.stream().map(this::cell).toList());
        }
    }

    private List<Entry> sorted(List<Entry> entries) {
        var byName = Comparator.comparing((Entry entry) -> entry.name().replaceFirst("^\\.+(?=.)", ""),
            String.CASE_INSENSITIVE_ORDER).thenComparing(Entry::name);
        var order = switch (style.order()) {
            case NAME -> byName;
            case TIME -> Comparator.comparing(Entry::modified).reversed().thenComparing(byName);
            case SIZE -> Comparator.comparingLong(Entry::size).reversed().thenComparing(byName);
            case EXTENSION -> Comparator.comparing((Entry entry) -> extension(entry.name())).thenComparing(byName);
            case NONE -> (Comparator<Entry>) (a, b) -> 0;
        };
        var dotsFirst = Comparator.comparing((Entry entry) -> !isDots(entry.name()));
        var sorted = new ArrayList<>(entries);
        sorted.sort(style.reversed() ? order.reversed() : dotsFirst.thenComparing(order));
        return sorted;
    }

    private static String extension(String name) {
        return name.lastIndexOf('.') > 0 ? name.substring(name.lastIndexOf('.')) : "";
    }

    private static boolean isDots(String name) {
        return name.equals(".") || name.equals("..");
    }

    private Columns.Cell cell(Entry entry) {
        var name = Columns.quoted(entry.name());
        var sign = entry.isFolder() ? "/" : entry.isLink() ? "@" : entry.isProgram() ? "*" : "";
        return new Columns.Cell(painted(entry, name) + sign, Columns.width(name + sign));
    }

    private String painted(Entry entry, String name) {
        var colour = entry.isFolder() ? "\033[1;34m" : entry.isLink() ? "\033[1;36m"
            : entry.isProgram() ? "\033[1;32m" : "";
        return style.colours() && !colour.isEmpty() ? colour + name + RESET : name;
    }

    private void printDetails(List<Entry> entries) {
        var rows = entries.stream().map(entry -> List.of(entry.permissions(), fact(entry, "nlink"),
            fact(entry, "owner"), fact(entry, "group"), size(entry), time(entry))).toList();
        var widths = new int[6];
        for (var row : rows) {
            for (var i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (var i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            System.out.println(row.get(0) + " " + " ".repeat(widths[1] - row.get(1).length()) + row.get(1) + " "
                + row.get(2) + " ".repeat(widths[2] - row.get(2).length()) + " "
                + row.get(3) + " ".repeat(widths[3] - row.get(3).length()) + " "
                + " ".repeat(widths[4] - row.get(4).length()) + row.get(4) + " " + row.get(5) + " "
                + cell(entries.get(i)).text() + goal(entries.get(i)));
        }
    }

    private static String fact(Entry entry, String name) {
        return Objects.toString(entry.facts().get(name), "-");
    }

    private static String goal(Entry entry) {
        try {
            return entry.isLink() ? " -> " + Files.readSymbolicLink(entry.path()) : "";
        } catch (IOException e) {
            return " -> ?";
        }
    }

    private String size(Entry entry) {
        return style.readable() ? readable(entry.size()) : String.valueOf(entry.size());
    }

    /** A size in the largest unit (1K is 1024 bytes) in which it is at least one, rounded up as {@code ls -h} does. */
    static String readable(long bytes) {
        if (bytes < 1024) {
            return String.valueOf(bytes);
        }
        var value = (double) bytes;
        var unit = -1;
        while (value >= 1024 && unit < 5) {
            value /= 1024;
            unit++;
        }
        var rounded = value < 10 ? Math.ceil(value * 10) / 10 : Math.ceil(value);
        if (rounded >= 1024 && unit < 5) {
            rounded = 1;
            unit++;
        }
        return String.format(Locale.ROOT, rounded < 10 ? "%.1f%c" : "%.0f%c", rounded, "KMGTPE".charAt(unit));
    }

    private String time(Entry entry) {
        var time = ZonedDateTime.ofInstant(entry.modified().toInstant(), ZoneId.systemDefault());
        var age = Duration.between(entry.modified().toInstant(), now).toDays();
        return (age >= 0 && age < RECENT_DAYS ? RECENT : OLD).format(time);
    }
}
