package org.jolab.magics.transfer;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;

/** Why a disk did not do what it should, as the end of a sentence. */
final class Reasons {

    private Reasons() {}

    static String of(Exception failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            case ReadOnlyFileSystemException _ -> "the file system is read-only";
            case FileSystemException e when e.getReason() != null -> words(e.getReason());
            case IOException e when e.getMessage() != null -> words(e.getMessage());
            default -> failure.getClass().getSimpleName();
        };
    }

    private static String words(String message) {
        return message.contains("No space left") ? "the disk is full"
            : message.contains("Disk quota exceeded") ? "the quota of the disk is used up" : message;
    }
}
