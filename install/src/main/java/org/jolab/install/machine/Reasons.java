package org.jolab.install.machine;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be read or written, in words; exceptions often name nothing but the file. */
public final class Reasons {

    private Reasons() {}

    /** A few words without a full stop. */
    public static String of(IOException failure) {
        return switch (failure) {
            case AccessDeniedException e -> "permission denied";
            case NoSuchFileException e -> "there is no " + e.getFile();
            case FileAlreadyExistsException e -> "a file is in the way: " + e.getFile();
            case NotDirectoryException e -> e.getFile() + " is no folder";
            case DirectoryNotEmptyException e -> e.getFile() + " is not empty";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
    }
}
