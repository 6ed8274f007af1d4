/**
 * What was read of a store's files, kept on disk. {@link org.jolab.magics.drive.blocks.Blocks} answers reads from it,
 * asks the store for what is missing and for what will probably be wanted next.
 */
package org.jolab.magics.drive.blocks;
