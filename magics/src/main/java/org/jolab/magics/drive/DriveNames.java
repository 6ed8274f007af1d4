package org.jolab.magics.drive;

import java.util.List;
import org.jolab.api.NameSource;
import org.jolab.api.Workspace;

/** Lets cells say {@code drive.mount("/content/drive")} and {@code Drive.status()} without an import. */
public final class DriveNames implements NameSource {

    /** On demand, so that a variable of the notebook's that is called {@code drive} hides it. */
    private static final String IMPORT = "import static org.jolab.drive.ColabDrive.*;";
    private static final List<String> TYPES = List.of("Drive", "DriveStatus", "MountOptions", "RemoteFile",
        "RemoteFiles");
    private static final String TYPES_IMPORT = "import org.jolab.drive.*;";

    @Override
    public boolean supply(String name, Workspace workspace) throws Exception {
        var wanted = name.equals("drive") ? IMPORT : TYPES.contains(name) ? TYPES_IMPORT : null;
        if (wanted == null || workspace.imports().contains(wanted)) {
            return false;
        }
        workspace.evaluate(wanted);
        return true;
    }

    @Override
    public List<String> imports() {
        return List.of(IMPORT, TYPES_IMPORT);
    }
}
