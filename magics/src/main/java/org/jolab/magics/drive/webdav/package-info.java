/** A WebDAV server (RFC 4918), such as Nextcloud's or that of a disk in the network, as a store. */
package org.jolab.magics.drive.webdav;
