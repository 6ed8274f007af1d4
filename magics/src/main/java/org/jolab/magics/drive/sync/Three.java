package org.jolab.magics.drive.sync;

/**
 * A file as it was when both sides were equal last, and as it is now; null where it is not.
 *
 * @param base  of both
 * @param here  in the folder
 * @param there in the drive
 */
record Three(Sides base, Seen here, Seen there) {

    boolean isSameHere() {
        return base == null ? here == null : base.local().equals(here);
    }

    boolean isSameThere() {
        return base == null ? there == null : base.remote().equals(there);
    }

    boolean areFolders() {
        return here != null && there != null && here.isFolder() && there.isFolder();
    }
}
