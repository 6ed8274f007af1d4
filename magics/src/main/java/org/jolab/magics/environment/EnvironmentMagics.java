package org.jolab.magics.environment;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jolab.api.Magic;
import org.jolab.api.MagicSource;

/** The magics of this package. */
public final class EnvironmentMagics implements MagicSource {

    @Override
    public Collection<Magic> magics() {
        return Stream.of(new VariableMagics().all(), new JvmMagics().all(), new MachineMagics().all())
            .flatMap(List::stream).toList();
    }
}
