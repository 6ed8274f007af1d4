package org.jolab.git;

/**
 * A file that a merge could not merge.
 *
 * @param path where it is, from the top of the working tree
 * @param code two letters, as the short status has them: {@code UU} if both sides changed it
 */
public record Conflict(String path, String code) {

    /** What both sides did. */
    public String words() {
        return switch (code) {
            case "DD" -> "both deleted:    ";
            case "AU" -> "added by us:     ";
            case "UD" -> "deleted by them: ";
            case "UA" -> "added by them:   ";
            case "DU" -> "deleted by us:   ";
            case "AA" -> "both added:      ";
            default -> "both modified:   ";
        } + path;
    }

    @Override
    public String toString() {
        return code + " " + path;
    }
}
