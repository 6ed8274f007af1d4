/** Google Drive, and other stores, as a folder: what notebooks call from Java. */
package org.jolab.drive;
