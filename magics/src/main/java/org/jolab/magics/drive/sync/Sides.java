package org.jolab.magics.drive.sync;

/**
 * A file as it was when both sides were equal last.
 *
 * @param local  in the folder
 * @param remote in the drive; after an upload the two may differ in their times
 */
record Sides(Seen local, Seen remote) {
}
