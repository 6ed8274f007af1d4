package org.jolab.magics.shell;

import java.util.Collection;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.MagicSource;

/** The magics of this package. */
public final class ShellMagics implements MagicSource {

    @Override
    public Collection<Magic> magics() {
        return List.of();
    }
}
