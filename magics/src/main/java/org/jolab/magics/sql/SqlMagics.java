package org.jolab.magics.sql;

import java.util.Collection;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.MagicSource;

/** The magics of this package. */
public final class SqlMagics implements MagicSource {

    @Override
    public Collection<Magic> magics() {
        return List.of(new SqlMagic().magic());
    }
}
