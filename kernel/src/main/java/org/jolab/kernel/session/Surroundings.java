package org.jolab.kernel.session;

import org.jolab.api.MimeBundle;
import org.jolab.kernel.output.Outlet;

/** What a session needs of the kernel around it. Called on the thread of a cell. */
public interface Surroundings {

    /** The forms of a value, which may be null. */
    MimeBundle render(Object value);

    /** A cell begins, whose output goes to {@code outlet}. */
    void begin(Outlet outlet);

    /** The cell has ended; what it printed by any way should reach {@code outlet} before this returns. */
    void end(Outlet outlet);

    /** The cell called {@link System#exit} with {@code status}. */
    void exit(int status);
}
