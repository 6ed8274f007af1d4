package org.jolab.magics.transfer;

/** The page of a transfer is gone, or has not answered for too long; the message says which. */
final class PageLost extends Exception {

    private static final long serialVersionUID = 1;

    PageLost(String message) {
        super(message);
    }
}
