package org.jolab.magics.drive.process;

import java.nio.file.Path;
import org.jolab.magics.drive.fuse.FolderTree;

/** A mount process whose tree is a folder, with neither cache nor journal. */
final class FolderProcess {

    private FolderProcess() {}

    public static void main(String[] arguments) {
        MountProcess.run(arguments, settings -> new FolderTree(Path.of(settings.store().path("path").asText())));
    }
}
