package org.jolab.git;

import java.util.List;
import org.jolab.git.StyledText.Style;

/** How much differs, a line a file. */
public final class DiffStat {

    private static final int WIDEST = 50;

    private DiffStat() {}

    /** A line for each of {@code files}, and a sum. */
    public static StyledText of(List<FileDiff> files) {
        var text = new StyledText();
        var width = files.stream().mapToInt(file -> file.name().length()).max().orElse(0);
        var most = files.stream().mapToInt(file -> file.insertions() + file.deletions()).max().orElse(0);
        var digits = String.valueOf(most).length();
        for (var file : files) {
            text.add(" " + file.name() + " ".repeat(width - file.name().length()) + " | ");
            if (file.isBinary()) {
                text.line("Bin");
                continue;
            }
            var all = file.insertions() + file.deletions();
            var scale = most > WIDEST ? WIDEST / (double) most : 1;
            text.add(" ".repeat(digits - String.valueOf(all).length()) + all + (all > 0 ? " " : ""))
                .add(Style.GOOD, "+".repeat(part(file.insertions(), scale)))
                .add(Style.BAD, "-".repeat(part(file.deletions(), scale))).line();
        }
        return files.isEmpty() ? text : text.line(" " + sum(files));
    }

    private static int part(int count, double scale) {
        return count == 0 ? 0 : Math.max(1, (int) (count * scale));
    }

    /** How many files and lines. */
    public static String sum(List<FileDiff> files) {
        var insertions = files.stream().mapToInt(FileDiff::insertions).sum();
        var deletions = files.stream().mapToInt(FileDiff::deletions).sum();
        var neither = insertions == 0 && deletions == 0;
        return files.size() + (files.size() == 1 ? " file changed" : " files changed")
            + (insertions > 0 || neither ? ", " + insertions + (insertions == 1 ? " insertion(+)" : " insertions(+)")
                : "")
            + (deletions > 0 || neither ? ", " + deletions + (deletions == 1 ? " deletion(-)" : " deletions(-)") : "");
    }
}
