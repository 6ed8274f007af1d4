/**
 * A folder of this machine as a {@link org.jolab.magics.drive.store.Store}: the reference that other stores are
 * measured by, and of use by itself for a network share or a second disk.
 */
package org.jolab.magics.drive.local;
