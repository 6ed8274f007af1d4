package org.jolab.magics.drive.store;

import java.time.Instant;

/**
 * A file, folder or link as its store knows it.
 *
 * @param id       the store's id, which stays when the entry is renamed or moved where {@link Abilities#ids()} says so
 * @param parent   the {@link #content()} of the folder that it is in; empty for the root
 * @param name     as the store has it: any text, even one that no file system takes
 * @param size     in bytes; 0 for a folder
 * @param modified when its content was last changed
 * @param revision changes with the content, and with nothing else
 * @param hash     the MD5 sum of the content in lower-case hexadecimal, or empty
 * @param content  the id of what is read or listed: the entry's own, or the target's for a shortcut; a link's path
 * @param mode     permission bits such as 0755, or -1 if the store knows none
 * @param fixed    it cannot be changed, renamed or removed, and, if it is a folder, nothing can be put into it
 */
public record Entry(String id, String parent, String name, Kind kind, long size, Instant modified, String revision,
                    String hash, String content, int mode, boolean fixed) {

    /** Whether it has bytes, entries or a path. */
    public enum Kind { FILE, FOLDER, LINK }

    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }
}
