package org.jolab.magics.drive.store;

/**
 * What a store can do beyond keeping files.
 *
 * @param ids      it has lasting ids and gives them out beforehand, so that a file made twice by a lost answer is one
 *                 file
 * @param changes  it tells what has changed since; without it folders are listed again after a while
 * @param hashes   its entries carry an MD5 sum
 * @param twins    it may hold the same name twice in a folder
 * @param readOnly nothing can be written
 */
public record Abilities(boolean ids, boolean changes, boolean hashes, boolean twins, boolean readOnly) {
}
