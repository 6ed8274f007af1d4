package org.jolab.magics.drive.process;

import java.io.IOException;
import org.jolab.magics.drive.tree.KeptTree;

/** Makes the tree that a mount process serves. */
@FunctionalInterface
public interface TreeOpener {

    KeptTree open(ProcessSettings settings) throws IOException;
}
