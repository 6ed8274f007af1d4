package org.jolab.magics.workspace;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jolab.api.Magic;
import org.jolab.api.MagicSource;

/** The magics of this package. */
public final class WorkspaceMagics implements MagicSource {

    @Override
    public Collection<Magic> magics() {
        return Stream.of(ListingMagics.all(), ForgettingMagics.all(), HistoryMagics.all(), List.of(JavapMagic.magic()))
            .flatMap(List::stream).toList();
    }
}
