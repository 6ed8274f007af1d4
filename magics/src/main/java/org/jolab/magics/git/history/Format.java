package org.jolab.magics.git.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jolab.api.UsageError;
import org.jolab.git.Commit;

/**
 * A commit in a form of the user's own: {@code --pretty=format:"%h %s"}.
 *
 * @param template the form
 * @param dates how dates are written: {@code iso}, {@code short}, {@code relative}, {@code unix}; else as git does
 * @see <a href="https://git-scm.com/docs/pretty-formats">git on formats</a>
 */
record Format(String template, String dates) {

    private static final Pattern SIGN = Pattern.compile("%(x[0-9a-fA-F]{2}|a[neditIsrN]|c[neditIsrN]|C(?:\\([^)]*\\)|"
        + "reset|red|green|blue|yellow|bold)|[HhPpTtsbBdDn%]|.)");
    private static final DateTimeFormatter USUAL = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy xx",
        Locale.ENGLISH);
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx", Locale.ENGLISH);

    String of(Commit commit) {
        return SIGN.matcher(template).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), commit)));
    }

    private String value(String sign, Commit commit) {
        if (sign.startsWith("x")) {
            return String.valueOf((char) Integer.parseInt(sign.substring(1), 16));
        }
        if (sign.startsWith("C")) {
            return "";
        }
        var person = sign.startsWith("c") ? commit.committed() : commit.authored();
        if (sign.matches("[ac].")) {
            return switch (sign.charAt(1)) {
                case 'n', 'N' -> person.name();
                case 'e' -> person.email();
                case 'd' -> date(person.when(), dates);
                case 'i' -> date(person.when(), "iso");
                case 'I' -> date(person.when(), "iso-strict");
                case 's' -> date(person.when(), "short");
                case 'r' -> date(person.when(), "relative");
                default -> date(person.when(), "unix");
            };
        }
        return switch (sign) {
            case "H" -> commit.id();
            case "h" -> commit.shortId();
            case "P" -> String.join(" ", commit.parents());
            case "p" -> String.join(" ", commit.parents().stream().map(id -> id.substring(0, 7)).toList());
            case "s" -> commit.subject();
            case "b" -> commit.body() + (commit.body().isEmpty() ? "" : "\n");
            case "B" -> commit.message().stripTrailing() + "\n";
            case "d" -> commit.refs().isEmpty() ? "" : " (" + String.join(", ", commit.refs()) + ")";
            case "D" -> String.join(", ", commit.refs());
            case "n" -> "\n";
            case "%" -> "%";
            default -> throw new UsageError("The form \"%" + sign + "\" is not known here. The shell's git has it: "
                + "!git log --pretty=format:'" + template + "'");
        };
    }

    private static String date(ZonedDateTime when, String form) {
        return switch (form) {
            case "iso", "iso8601" -> ISO.format(when);
            case "iso-strict" -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(when);
            case "short" -> when.toLocalDate().toString();
            case "unix" -> String.valueOf(when.toEpochSecond());
            case "relative" -> ago(Duration.between(when.toInstant(), Instant.now()));
            default -> USUAL.format(when);
        };
    }

    static String ago(Duration since) {
        var seconds = since.toSeconds();
        return seconds < 90 ? seconds + " seconds ago" : seconds < 90 * 60 ? (seconds + 30) / 60 + " minutes ago"
            : since.toHours() < 36 ? (seconds + 1800) / 3600 + " hours ago"
            : since.toDays() < 14 ? since.toDays() + " days ago" : since.toDays() < 70 ? since.toDays() / 7
                + " weeks ago" : since.toDays() < 365 ? (since.toDays() + 15) / 30 + " months ago"
            : since.toDays() / 365 + " years ago";
    }
}
