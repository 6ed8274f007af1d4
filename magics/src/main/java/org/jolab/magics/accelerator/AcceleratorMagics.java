package org.jolab.magics.accelerator;

import java.util.Collection;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.MagicSource;

/** The magics of this package. */
public final class AcceleratorMagics implements MagicSource {

    @Override
    public Collection<Magic> magics() {
        return List.of(new GpuMagic("nvidia-smi").declaration(), DeviceMagic.declaration(), CudaMagic.declaration());
    }
}
