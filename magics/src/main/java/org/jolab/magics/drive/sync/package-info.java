/** A part of a drive as ordinary files, kept equal both ways, for where FUSE cannot be used. */
package org.jolab.magics.drive.sync;
