package org.jolab.api;

/** A value that knows how it looks in a notebook. Implement it in a class of your own; nothing has to be registered. */
public interface Displayable {

    /** The forms of this value; should hold {@code text/plain}, for front ends that show nothing else. */
    MimeBundle toMimeBundle();
}
