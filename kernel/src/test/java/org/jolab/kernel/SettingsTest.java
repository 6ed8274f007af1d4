package org.jolab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    Path folder;

    @Test
    void theStartUpFileIsTheNamedOneOrTheUsualOneIfItExists() throws IOException {
        var config = Map.of("XDG_CONFIG_HOME", folder.toString());
        assertEquals(Optional.empty(), Settings.of(config).startup());
        var usual = Files.createDirectories(folder.resolve("jolab")).resolve("startup.jsh");
        Files.writeString(usual, "int x;");
        assertEquals(Optional.of(usual), Settings.of(config).startup());
        assertEquals(Optional.of(Path.of("mine.jsh")), Settings.of(Map.of("JOLAB_STARTUP", "mine.jsh")).startup());
        assertEquals(Optional.empty(),
            Settings.of(Map.of("JOLAB_STARTUP", "", "XDG_CONFIG_HOME", folder.toString())).startup());
    }

    @Test
    void theHistoryIsKeptWhereTheEnvironmentSays() {
        assertEquals(Optional.of(folder.resolve("h")),
            Settings.of(Map.of("JOLAB_HISTORY", folder.resolve("h").toString())).history());
        assertEquals(Optional.empty(), Settings.of(Map.of("JOLAB_HISTORY", "off")).history());
        assertEquals("history.jsonl", Settings.of(Map.of()).history().orElseThrow().getFileName().toString());
    }
}
