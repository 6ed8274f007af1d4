package org.jolab.magics.timing;

import java.util.Collection;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.MagicSource;

/** The magics of this package. */
public final class TimingMagics implements MagicSource {

    @Override
    public Collection<Magic> magics() {
        return List.of(TimeMagic.magic(), TimeitMagic.magic(), CaptureMagic.magic(), MemitMagic.magic());
    }
}
