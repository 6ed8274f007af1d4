package org.jolab.install.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A drive in JupyterLab, as people meet it. */
class DriveInLabIT extends LabTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderIsMountedWrittenByJavaAndByProgramsFlushedAndLookedAt(TestInfo test) throws IOException {
        assumeTrue(Files.isWritable(Path.of("/dev/fuse")), "/dev/fuse is not there or may not be written");
        var store = Files.createDirectory(folder.resolve("store"));
        var point = folder.resolve("drive");
        var notebook = open(test, "%drive mount " + point + " --store folder:" + store,
            "Files.writeString(Path.of(\"" + point + "/a.txt\"), \"by Java\\n\");\n!echo by a program >> " + point
                + "/a.txt\n%drive flush\nSystem.out.println(\"sent\");",
            "%drive status", "%drive ls", "%drive unmount");
        notebook.run(0);
        notebook.awaitOutput(0, "Mounted at " + point);
        notebook.run(1);
        notebook.awaitOutput(1, "sent");
        assertEquals("by Java\nby a program\n", Files.readString(store.resolve("a.txt")));
        notebook.run(2);
        notebook.awaitOutput(2, "nothing: all is in the store");
        notebook.run(3);
        notebook.awaitOutput(3, "a.txt");
        notebook.screenshot("drive");
        notebook.run(4);
        notebook.awaitOutput(4, "Unmounted " + point);
    }
}
