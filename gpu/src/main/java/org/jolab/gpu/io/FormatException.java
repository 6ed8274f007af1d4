package org.jolab.gpu.io;

import java.io.IOException;

/** A file is damaged, or holds what tensors can't; the message says which file, what is wrong and where. */
public final class FormatException extends IOException {

    private static final long serialVersionUID = 1;

    /** Says what is wrong with {@code file}, and at which place of it. */
    public FormatException(String file, String problem) {
        super(file + ": " + problem);
    }
}
