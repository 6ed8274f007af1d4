/**
 * Where the files of a mount are kept: Google Drive, a WebDAV server, a folder. All above this package, cache,
 * journal and mount, knows the {@link org.jolab.magics.drive.store.Store} and none of its makes.
 */
package org.jolab.magics.drive.store;
