/**
 * {@code %drive}: Google Drive, or another {@link org.jolab.magics.drive.store.Store}, as a folder. The mount is a
 * process of its own that outlives kernels; this package has the magic, which talks to it.
 */
package org.jolab.magics.drive;
