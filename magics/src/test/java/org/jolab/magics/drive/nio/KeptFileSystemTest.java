package org.jolab.magics.drive.nio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jolab.magics.drive.engine.Engine;
import org.jolab.magics.drive.engine.EngineSettings;
import org.jolab.magics.drive.local.FolderStore;
import org.jolab.magics.drive.tree.KeptTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same operations where a cache and a journal lie between. */
class KeptFileSystemTest {

    @TempDir
    private Path folder;

    @Test
    void allOperationsComeToTheSameAsOnThePlainFileSystem() throws IOException {
        var store = new FolderStore(Files.createDirectory(folder.resolve("store")));
        try (KeptTree tree = Engine.open(folder.resolve("cache"), store, EngineSettings.standard()
                .withDelays(Duration.ofMillis(200), Duration.ofMinutes(1)).withReserve(0));
                var system = DriveFileSystemProvider.installed().show("kept", tree, false)) {
            DriveFileSystemTest.compare(Files.createDirectory(folder.resolve("plain")), system.getPath("/"));
        }
    }
}
