package org.jolab.magics.drive.local;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;

/** Says in a store's words what a file system refused. */
final class FolderTrouble {

    private FolderTrouble() {
    }

    static IOException of(IOException e) {
        var text = String.valueOf(e.getMessage());
        return switch (e) {
            case StoreException known -> known;
            case InterruptedIOException known -> known;
            case ClosedByInterruptException _ -> new InterruptedIOException("Interrupted.");
            case NoSuchFileException _, NotDirectoryException _ ->
                new StoreException(Kind.NOT_FOUND, "There is no " + text + " any more.", e);
            case AccessDeniedException _ -> new StoreException(Kind.DENIED, "No permission for " + text + ".", e);
            case FileAlreadyExistsException _ -> taken(text);
            case CharacterCodingException _ -> new StoreException(Kind.REFUSED, text, e);
            case IOException _ when text.contains("No space left") || text.contains("quota") ->
                new StoreException(Kind.FULL, "The disk of the folder is full.", e);
            case IOException _ when text.contains("name too long") ->
                new StoreException(Kind.REFUSED, "The name is longer than this file system takes: " + text, e);
            default -> new StoreException(Kind.OFFLINE, "The folder cannot be used: " + text, e);
        };
    }

    static StoreException taken(String name) {
        return new StoreException(Kind.CONFLICT, "There is a " + name + " already.");
    }

    static StoreException gone(String id) {
        return new StoreException(Kind.NOT_FOUND, "The entry " + id + " is not there any more.");
    }

    static StoreException changed(String name) {
        return new StoreException(Kind.CONFLICT, name + " has been changed meanwhile.");
    }

    /** The path of a new name in a folder. */
    static Path named(Path folder, String name) throws StoreException {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0
            || name.indexOf('\0') >= 0 || name.contains(folder.getFileSystem().getSeparator())) {
            throw new StoreException(Kind.REFUSED, "No file system takes the name \""
                + name.replace('\0', '?') + "\".");
        }
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            throw new StoreException(Kind.REFUSED, "This file system does not take the name \"" + name + "\": "
                + e.getReason() + ".", e);
        }
    }
}
