package org.jolab.git;

import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;
import org.jolab.git.StyledText.Style;

/**
 * A commit that was just made.
 *
 * @param branch where
 * @param commit the commit, with what it changes
 */
public record Committed(String branch, Commit commit) implements Displayable {

    @Override
    public MimeBundle toMimeBundle() {
        return text().toMimeBundle();
    }

    private StyledText text() {
        var text = new StyledText().add("[").add(Style.REF, branch).add(commit.parents().isEmpty()
            ? " (root-commit) " : " ").add(Style.ID, commit.shortId()).line("] " + commit.subject());
        if (!commit.changes().isEmpty()) {
            text.line(" " + DiffStat.sum(commit.changes()));
        }
        for (var change : commit.changes()) {
            switch (change.kind()) {
                case ADDED -> text.line(Style.FAINT, " new file " + change.path());
                case DELETED -> text.line(Style.FAINT, " deleted " + change.path());
                case RENAMED -> text.line(Style.FAINT, " renamed " + change.name());
                default -> { }
            }
        }
        return text;
    }

    @Override
    public String toString() {
        return text().text();
    }
}
