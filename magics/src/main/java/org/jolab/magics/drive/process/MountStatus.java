package org.jolab.magics.drive.process;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jolab.magics.drive.tree.TreeReport;

/**
 * How a mount process stands.
 *
 * @param since    when it was started
 * @param troubles what went wrong lately, oldest first
 */
public record MountStatus(long pid, Instant since, TreeReport report, List<Mounted> mounts,
                          List<Troubles.Trouble> troubles) {

    public MountStatus {
        mounts = List.copyOf(mounts);
        troubles = List.copyOf(troubles);
    }

    /** A folder that shows the tree. */
    public record Mounted(Path point, boolean readOnly) {
    }
}
