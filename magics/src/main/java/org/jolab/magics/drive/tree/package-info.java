/**
 * Files by path, as a mount shows them. {@link org.jolab.magics.drive.tree.FileTree} is what FUSE, the {@code drive:}
 * file system and the synchronised folder stand on.
 */
package org.jolab.magics.drive.tree;
