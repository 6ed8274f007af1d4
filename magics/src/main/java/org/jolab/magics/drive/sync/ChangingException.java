package org.jolab.magics.drive.sync;

import java.io.IOException;

/** A file changed while it was copied or compared: nothing was done with it, and the next round looks again. */
final class ChangingException extends IOException {

    private static final long serialVersionUID = 1;

    ChangingException() {
        super("it is being changed; it is copied when it rests");
    }
}
