package org.jolab.magics.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.MagicSource;

/** The magics of this package. */
public final class ShellMagics implements MagicSource {

    private final Shell shell;

    /** The magics of a notebook. */
    public ShellMagics() {
        this(new Shell());
    }

    ShellMagics(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Collection<Magic> magics() {
        var magics = new ArrayList<Magic>();
        List.of(new CommandMagics(shell), new ScriptMagics(shell), new JobMagics(shell))
            .forEach(source -> magics.addAll(source.magics()));
        return List.copyOf(magics);
    }
}
