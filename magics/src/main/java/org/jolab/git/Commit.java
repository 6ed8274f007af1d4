package org.jolab.git;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;
import org.jolab.git.StyledText.Style;

/**
 * A commit.
 *
 * @param id its name, 40 hexadecimal digits
 * @param authored who wrote it
 * @param committed who put it into the repository
 * @param message all of its message
 * @param parents the names of the commits before it
 * @param refs the branches and tags that stand at it, and {@code HEAD} if it does
 * @param changes what it changes, if that was asked for; else empty
 */
public record Commit(String id, Person authored, Person committed, String message, List<String> parents,
        List<String> refs, List<FileDiff> changes) implements Displayable {

    private static final int SHORT = 7;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy xx",
        Locale.ENGLISH);

    /** The first seven digits of its name. */
    public String shortId() {
        return id.substring(0, SHORT);
    }

    /** The author's name. */
    public String author() {
        return authored.name();
    }

    /** The author's e-mail address. */
    public String email() {
        return authored.email();
    }

    /** When it was written. */
    public ZonedDateTime date() {
        return authored.when();
    }

    /** The first paragraph of its message, as one line. */
    public String subject() {
        return message.strip().split("\\R\\s*\\R", 2)[0].replaceAll("\\s*\\R\\s*", " ");
    }

    /** Its message without the first paragraph. */
    public String body() {
        var parts = message.strip().split("\\R\\s*\\R", 2);
        return parts.length < 2 ? "" : parts[1].strip();
    }

    /** Whether it joins several lines of work. */
    public boolean isMerge() {
        return parents.size() > 1;
    }

    /** Its name, its author, its date and its message. */
    public StyledText full() {
        var text = new StyledText().add(Style.ID, "commit " + id).add(decoration()).line();
        if (isMerge()) {
            text.line("Merge: " + String.join(" ", parents.stream().map(parent -> parent.substring(0, SHORT))
                .toList()));
        }
        text.line("Author: " + authored).line("Date:   " + DATE.format(authored.when())).line();
        message.stripTrailing().lines().forEach(line -> text.line("    " + line));
        return text;
    }

    /** Its short name and its subject. */
    public StyledText brief() {
        return new StyledText().add(Style.ID, shortId()).add(decoration()).add(" " + subject());
    }

    private StyledText decoration() {
        var text = new StyledText();
        if (!refs.isEmpty()) {
            text.add(" (").add(Style.REF, String.join(", ", refs)).add(")");
        }
        return text;
    }

    @Override
    public MimeBundle toMimeBundle() {
        var text = full();
        if (!changes.isEmpty()) {
            text.line();
            changes.forEach(change -> text.add(change.patch()));
        }
        return text.toMimeBundle();
    }

    @Override
    public String toString() {
        return shortId() + " " + subject();
    }
}
