package org.jolab.install.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jolab.magics.drive.fake.FakeDrive;
import org.jolab.magics.drive.fake.Others;
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

    @Test
    void theFirstMountAsksForASignInByALink(TestInfo test) throws IOException {
        assumeTrue(Files.isWritable(Path.of("/dev/fuse")), "/dev/fuse is not there or may not be written");
        var point = home.resolve("notebooks/drive");
        var client = Files.writeString(folder.resolve("client_secret.json"), "{\"installed\": {\"client_id\": "
            + "\"407-abc.apps.googleusercontent.com\", \"client_secret\": \"GOCSPX-hidden\"}}");
        try (var google = FakeDrive.start()) {
            var data = google.others().addFolder(Others.ROOT, "data");
            google.others().addFile(data, "weather.csv", "day,sun\n1,0.4\n2,0.9\n".getBytes());
            google.others().addDocument(Others.ROOT, "Letter", "document", "Dear Ada");
            var notebook = open(test, "%env JOLAB_DRIVE_SERVER=" + google.endpoint() + "\n%env XDG_CONFIG_HOME="
                    + folder.resolve("config") + "\n%env XDG_CACHE_HOME=" + folder.resolve("cache")
                    + "\n%env JOLAB_DRIVE_CLIENT=" + client, "%drive mount drive",
                "!cat drive/MyDrive/data/weather.csv", "Files.writeString(Drive.path(\"MyDrive/data/summary.txt\"), "
                    + "\"sunny and dry\");\n%drive flush", "%drive ls MyDrive/data", "%drive status", "%drive unmount");
            notebook.run(0);
            notebook.run(1);
            var link = notebook.cell(1).locator("a", new Locator.LocatorOptions().setHasText("Sign in with Google"));
            link.waitFor();
            notebook.cell(1).locator(".field input").waitFor();
            notebook.screenshot("drive-sign-in");
            var consent = notebook.tab().waitForPopup(link::click);
            consent.locator("#allow").click();
            notebook.awaitOutput(1, "Mounted at " + point);
            consent.close();
            assertEquals(0, notebook.cell(1).locator("input").count());
            for (var i = 2; i < 6; i++) {
                notebook.run(i);
                notebook.awaitIdle();
            }
            notebook.awaitOutput(2, "2,0.9");
            notebook.awaitOutput(4, "summary.txt");
            notebook.awaitOutput(5, "nothing: all is in the store");
            notebook.screenshot("drive-google");
            assertEquals(1, google.others().at("/data/summary.txt").size());
            notebook.run(6);
            notebook.awaitOutput(6, "Unmounted");
        }
    }
}
