/** The {@code drive:} file system: a tree of files for everything in Java that takes a {@link java.nio.file.Path}. */
package org.jolab.magics.drive.nio;
