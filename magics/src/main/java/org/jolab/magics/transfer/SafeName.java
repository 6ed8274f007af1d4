package org.jolab.magics.transfer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names as pages send them: paths below the folder of the upload, with {@code /} between their parts. A page is not to
 * be trusted: what leads out of that folder is refused; what a file system would misunderstand is replaced.
 */
final class SafeName {

    /** The most that the usual file systems take for a part of a path, in bytes of UTF-8. */
    private static final int LONGEST = 255;
    private static final int DEEPEST = 64;
    private static final Pattern ABSOLUTE = Pattern.compile("^(?:[/\\\\]|[A-Za-z]:(?:[/\\\\]|$))");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f\\\\\\p{Cs}]");
    private static final Pattern NOT_ON_WINDOWS = Pattern.compile("[<>:\"|?*]");
    /** Names of devices, whatever follows behind a dot. */
    private static final Pattern DEVICE =
        Pattern.compile("(?i)(?:con|prn|aux|nul|conin\\$|conout\\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]) *(?:\\..*)?");

    private SafeName() {}

    /**
     * The parts of a path, each safe as the name of a file.
     *
     * @param sent the path as the page named it
     * @param windows whether the names are for a file system of Windows'
     */
    static List<String> of(String sent, boolean windows) throws Refused {
        if (sent.isBlank()) {
            throw new Refused("it has no name");
        }
        if (sent.indexOf('\0') >= 0) {
            throw new Refused("there is a zero byte in its name");
        }
        if (ABSOLUTE.matcher(sent).find()) {
            throw new Refused("its name is an absolute path");
        }
        if (Arrays.stream(sent.split("[/\\\\]", -1)).anyMatch(part -> part.strip().matches("|\\.|\\.\\."))) {
            throw new Refused("its name leads to another folder");
        }
        var parts = Arrays.stream(sent.split("/")).map(part -> windows ? forWindows(part) : plain(part)).toList();
        if (parts.size() > DEEPEST) {
            throw new Refused("it lies more than " + DEEPEST + " folders deep");
        }
        for (var part : parts) {
            var length = part.getBytes(StandardCharsets.UTF_8).length;
            if (length > LONGEST) {
                throw new Refused("a name in its path has " + length + " bytes, and file systems take " + LONGEST
                    + "; give it a shorter one");
            }
        }
        return parts;
    }

    private static String plain(String part) {
        return CONTROL.matcher(part).replaceAll("_");
    }

    private static String forWindows(String part) {
        var clean = NOT_ON_WINDOWS.matcher(plain(part)).replaceAll("_");
        var end = clean.length();
        while (end > 0 && ". ".indexOf(clean.charAt(end - 1)) >= 0) {
            end--;
        }
        clean = clean.substring(0, end) + "_".repeat(clean.length() - end);
        return DEVICE.matcher(clean.toLowerCase(Locale.ROOT)).matches() ? "_" + clean : clean;
    }
}
