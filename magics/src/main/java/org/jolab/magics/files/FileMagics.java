package org.jolab.magics.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.MagicSource;

/** The magics of this package. */
public final class FileMagics implements MagicSource {

    private final Places places = new Places(new CurrentFolder());

    @Override
    public Collection<Magic> magics() {
        var all = new ArrayList<Magic>();
        for (var some : List.of(
                new FolderMagics(places).all(),
                new ListingMagics(places).all(),
                new ChangingMagics(places).all(),
                new ReadingMagics(places).all(),
                new WritingMagics(places).all(),
                new RunMagics(places).all())) {
            all.addAll(some);
        }
        return all;
    }
}
