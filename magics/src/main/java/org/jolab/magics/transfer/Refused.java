package org.jolab.magics.transfer;

/** A file is not taken; the message says why, as the end of a sentence. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1;

    Refused(String message) {
        super(message);
    }
}
