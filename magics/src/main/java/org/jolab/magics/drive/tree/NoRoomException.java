package org.jolab.magics.drive.tree;

import java.nio.file.FileSystemException;

/** The disk of the cache or the account has no room (ENOSPC). */
public final class NoRoomException extends FileSystemException {

    private static final long serialVersionUID = 1;

    public NoRoomException(String path, String reason) {
        super(path, null, reason);
    }
}
