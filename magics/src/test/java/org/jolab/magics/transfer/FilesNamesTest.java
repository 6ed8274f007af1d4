package org.jolab.magics.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jolab.api.UsageError;
import org.jolab.files.UploadedFile;
import org.jolab.files.Uploads;
import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesNamesTest {

    @TempDir
    Path folder;

    @Test
    void cellsSayFilesWithoutAnImportAndAVariableOfThatNameWins() throws Exception {
        try (var trial = new Trial()) {
            assertTrue(trial.failure("files.download(\"nowhere.csv\")").contains("Cannot find file: nowhere.csv"));
            assertTrue(trial.failure("%download nowhere.csv").contains("nowhere.csv"));
            assertEquals("2", trial.ok("var files = List.of(1, 2);\nfiles.size()").value());
            assertTrue(trial.failure("files.download(\"nowhere.csv\")").contains("download"));
            trial.ok("Uploads none = new Uploads(List.of());");
        }
    }

    @Test
    void theHelpOfTheMagicsNamesTheirOptions() throws Exception {
        try (var trial = new Trial()) {
            var help = trial.ok("%upload?").payloads().toString();
            assertTrue(help.contains("--overwrite") && help.contains("--accept"), help);
        }
    }

    @Test
    void anUploadedFileIsReadWhenItIsAskedFor() throws Exception {
        var path = Files.writeString(folder.resolve("a.txt"), "one\ntwo\n");
        var file = new UploadedFile("a.txt", path, Files.size(path));
        var uploads = new Uploads(List.of(file));
        assertEquals("one\ntwo\n", uploads.only().text());
        assertEquals(List.of("one", "two"), uploads.get("a.txt").lines().toList());
        assertEquals(8, uploads.get("a.txt").bytes().length);
        assertEquals(List.of("a.txt"), List.copyOf(uploads.keySet()));
        Files.write(path, "\u00e4".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(Assertions.assertThrows(UsageError.class, file::text).getMessage().contains("is no text in UTF-8"));
        assertEquals("\u00e4", file.text(StandardCharsets.ISO_8859_1));
        Files.delete(path);
        assertTrue(Assertions.assertThrows(UsageError.class, file::bytes).getMessage().contains("not there anymore"));
        assertTrue(Assertions.assertThrows(UsageError.class, () -> new Uploads(List.of()).only()).getMessage()
            .contains("No file"));
    }

    @Test
    void theKernelsIdIsInTheNameOfItsConnectionFile() {
        var id = "0f3a1f3e-9b1c-4c5e-8a5e-0123456789ab";
        assertEquals(id, KernelIdentity.of("org.jolab.kernel.Kernel /run/user/kernel-" + id + ".json"));
        assertEquals("", KernelIdentity.of("org.jolab.kernel.Kernel /tmp/" + id + "/connection.json"));
        assertEquals("", KernelIdentity.of(""));
    }
}
