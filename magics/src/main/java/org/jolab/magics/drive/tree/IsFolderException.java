package org.jolab.magics.drive.tree;

import java.nio.file.FileSystemException;

/** A file was expected and a folder is there (EISDIR). */
public final class IsFolderException extends FileSystemException {

    private static final long serialVersionUID = 1;

    public IsFolderException(String path) {
        super(path, null, "is a folder");
    }
}
