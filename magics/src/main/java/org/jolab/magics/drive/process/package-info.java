/**
 * The mount's own process: one per account and cache folder, started by a notebook's kernel and outliving it. It holds
 * the tree, the FUSE mounts and the journal; kernels talk to it over a unix socket
 * ({@link org.jolab.magics.drive.process.MountClient}).
 */
package org.jolab.magics.drive.process;
