package org.jolab.magics;

import org.jolab.api.Magic;
import org.jolab.api.Workspace;
import org.jolab.kernel.magic.MagicTable;

/** Uses magics as a cell would, their lines read by the kernel, but without one. */
public final class TypedCall {

    private TypedCall() {}

    /** What {@code %name line} returns. */
    public static Object run(Iterable<Magic> magics, String name, String line) {
        return run(magics, name, line, (Workspace) null);
    }

    /** What {@code %name line} returns in a notebook. */
    public static Object run(Iterable<Magic> magics, String name, String line, Workspace workspace) {
        return table(magics, workspace).run(name, line);
    }

    /** What {@code %%name line} returns with {@code body} below it. */
    public static Object run(Iterable<Magic> magics, String name, String line, String body) {
        return table(magics, null).run(name, line, body, () -> {
            throw new AssertionError("the body is no Java");
        });
    }

    private static MagicTable table(Iterable<Magic> magics, Workspace workspace) {
        var table = new MagicTable(() -> workspace);
        magics.forEach(table::register);
        return table;
    }
}
