package org.jolab.magics.drive.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.time.LocalDate;
import java.util.function.Predicate;

/** Names as a store has them and as a file system takes them. */
final class Names {

    /** Most file systems of Linux take no longer ones. */
    private static final int MOST_BYTES = 255;

    private Names() {
    }

    /** A name that a file system takes, for one that a store has. */
    static String local(String name) {
        var text = new StringBuilder(name.length());
        name.codePoints().forEach(c -> text.appendCodePoint(switch (c) {
            case '/', 0 -> '\u2215';
            default -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\ufffd' : c;
        }));
        var plain = text.toString();
        return switch (plain) {
            case "" -> "unnamed";
            case "." -> "\u2024";
            case ".." -> "\u2025";
            default -> cut(plain, "");
        };
    }

    /** The name, or the first of {@code name (2).ext}, {@code name (3).ext}, … that is free. */
    static String free(String name, Predicate<String> taken) {
        var free = name;
        for (var i = 2; taken.test(free); i++) {
            free = cut(name, " (" + i + ")");
        }
        return free;
    }

    /** What our version of a file is called when another was saved meanwhile. */
    static String conflict(String name, LocalDate day, String host) {
        return cut(name, " (conflict " + day + " " + host + ")");
    }

    /** Refuses a name that could not be read back. */
    static void check(String path, String name) throws FileSystemException {
        if (name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new FileSystemException(path, null, "File name too long");
        }
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
            throw new FileSystemException(path, null, "Invalid argument");
        }
    }

    /** Puts an addition before the extension, and shortens what stands before it until all fits. */
    private static String cut(String name, String addition) {
        var dot = name.lastIndexOf('.');
        // A long "extension" is text with a full stop in it.
        var at = dot > 0 && name.length() - dot <= 20 ? dot : name.length();
        var end = addition + name.substring(at);
        var start = name.substring(0, at);
        while ((start + end).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
        }
        return start + end;
    }
}
