/**
 * A {@link org.jolab.magics.drive.tree.FileTree} as a file system of Linux. It speaks FUSE's own protocol over
 * {@code /dev/fuse}, with no C library between: so each request can be answered late or by a deadline, files keep
 * their numbers, and one that is removed while open stays what it was.
 */
package org.jolab.magics.drive.fuse;
