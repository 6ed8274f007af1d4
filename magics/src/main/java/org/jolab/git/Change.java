package org.jolab.git;

/**
 * A file that differs.
 *
 * @param kind how
 * @param path where it is, from the top of the working tree
 * @param oldPath where it was, if it has been renamed; else the same
 */
public record Change(FileDiff.Kind kind, String path, String oldPath) {

    /** How long status calls it. */
    String words() {
        return switch (kind) {
            case ADDED -> "new file:   ";
            case MODIFIED -> "modified:   ";
            case DELETED -> "deleted:    ";
            case RENAMED -> "renamed:    ";
            case COPIED -> "copied:     ";
        } + name();
    }

    private String name() {
        return oldPath.equals(path) ? path : oldPath + " -> " + path;
    }

    @Override
    public String toString() {
        return kind.letter() + " " + name();
    }
}
