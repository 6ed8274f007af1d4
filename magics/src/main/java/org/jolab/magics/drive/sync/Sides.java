package org.jolab.magics.drive.sync;

/**
 * A file as it was when both sides were equal last.
 *
 * @param local  in the folder
 * @param remote in the drive; the two may differ in their times
 * @param hash   of the content, by {@link Copying}; empty for a folder
 */
record Sides(Seen local, Seen remote, String hash) {

    static final Sides FOLDER = new Sides(Seen.FOLDER, Seen.FOLDER, "");
}
