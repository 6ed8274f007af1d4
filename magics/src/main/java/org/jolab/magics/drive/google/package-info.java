/**
 * Google Drive as a {@link org.jolab.magics.drive.store.Store}: {@link org.jolab.magics.drive.google.GoogleStore} over
 * version 3 of its interface, with the JDK's HTTP client and no library of Google's.
 */
package org.jolab.magics.drive.google;
