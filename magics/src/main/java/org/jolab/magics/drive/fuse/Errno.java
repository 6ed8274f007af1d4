package org.jolab.magics.drive.fuse;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.tree.IsFolderException;
import org.jolab.magics.drive.tree.NoRoomException;

/** Linux's numbers of errors. */
final class Errno {

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int EBADF = 9;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int EEXIST = 17;
    static final int ENODEV = 19;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int EINVAL = 22;
    static final int ENOSPC = 28;
    static final int EROFS = 30;
    static final int ENAMETOOLONG = 36;
    static final int ENOSYS = 38;
    static final int ENOTEMPTY = 39;
    static final int EOPNOTSUPP = 95;
    static final int ENETUNREACH = 101;
    static final int ENOTCONN = 107;
    static final int ESTALE = 116;
    static final int EDQUOT = 122;

    private Errno() {}

    static int of(Throwable failure) {
        return switch (failure) {
            case NoSuchFileException e -> ENOENT;
            case FileAlreadyExistsException e -> EEXIST;
            case NotDirectoryException e -> ENOTDIR;
            case DirectoryNotEmptyException e -> ENOTEMPTY;
            case AccessDeniedException e -> EACCES;
            case IsFolderException e -> EISDIR;
            case NoRoomException e -> ENOSPC;
            case NotLinkException e -> EINVAL;
            case ReadOnlyFileSystemException e -> EROFS;
            case StoreException e -> of(e.kind());
            case InterruptedIOException e -> EINTR;
            case ClosedChannelException e -> EBADF;
            case NonWritableChannelException e -> EBADF;
            case NonReadableChannelException e -> EBADF;
            case InvalidPathException e -> EINVAL;
            case IllegalArgumentException e -> EINVAL;
            case UnsupportedOperationException e -> EOPNOTSUPP;
            case OutOfMemoryError e -> ENOMEM;
            default -> EIO;
        };
    }

    private static int of(StoreException.Kind kind) {
        return switch (kind) {
            case RATE, CONFLICT, GONE -> EIO;
            case OFFLINE -> ENETUNREACH;
            case AUTH, DENIED -> EACCES;
            case FULL -> EDQUOT;
            case NOT_FOUND -> ENOENT;
            case REFUSED -> EPERM;
        };
    }

    /** Whether the user should hear why, because the number alone does not say it. */
    static boolean worthTelling(Throwable failure) {
        return switch (failure) {
            case StoreException e -> e.kind() != StoreException.Kind.NOT_FOUND;
            case NoRoomException e -> true;
            case InterruptedIOException e -> false;
            default -> of(failure) == EIO || of(failure) == ENOMEM;
        };
    }
}
