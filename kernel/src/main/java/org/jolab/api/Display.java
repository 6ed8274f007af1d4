package org.jolab.api;

/** Something that a cell shows, and that can be changed afterwards. All methods may be called by any thread. */
public interface Display {

    /** The name under which {@link Notebook#update} finds it. */
    String id();

    /** Shows {@code value} in its place, wherever it is shown. */
    void update(Object value);
}
