package org.jolab.magics.files;

import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;

/** Why something can't be done with a file, in the words of a sentence. */
final class Reason {

    private Reason() {}

    /** The reason in {@code failure}, without the name of the file. */
    static String of(Exception failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "it does not exist";
            case FileAlreadyExistsException _ -> "it exists already";
            case DirectoryNotEmptyException _ -> "the folder is not empty";
            case NotDirectoryException _ -> "it is no folder";
            case FileSystemLoopException _ -> "its symbolic links lead in a circle";
            case ReadOnlyFileSystemException _ -> "the file system is read-only";
            case CharConversionException _ -> "it is no text";
            case FileSystemException e when e.getReason() != null -> firstLower(e.getReason());
            case IOException e when e.getMessage() != null -> e.getMessage();
            default -> failure.getClass().getSimpleName();
        };
    }

    private static String firstLower(String sentence) {
        return sentence.length() > 1 && Character.isLowerCase(sentence.charAt(1))
            ? Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1) : sentence;
    }
}
