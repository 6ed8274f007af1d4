package org.jolab.install.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jolab.install.machine.Machine.OperatingSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

    private static final Path HOME = Path.of("/home/ada");

    @Test
    void foldersFollowTheSystemsCustoms() {
        assertEquals(Path.of("/home/ada/.cache/jolab"), machine(OperatingSystem.LINUX, Map.of()).cacheFolder());
        assertEquals(Path.of("/home/ada/Library/Caches/jolab"),
            machine(OperatingSystem.MACOS, Map.of()).cacheFolder());
        assertEquals(Path.of("/local/jolab/cache"),
            machine(OperatingSystem.WINDOWS, Map.of("LOCALAPPDATA", "/local")).cacheFolder());
        assertEquals(Path.of("/cache/jolab"),
            machine(OperatingSystem.LINUX, Map.of("XDG_CACHE_HOME", "/cache")).cacheFolder());
    }

    @Test
    void jupytersDataFolderFollowsItsOwnRules() {
        assertEquals(HOME.resolve(".local/share/jupyter"), data(OperatingSystem.LINUX, Map.of()));
        assertEquals(Path.of("/data/jupyter"), data(OperatingSystem.LINUX, Map.of("XDG_DATA_HOME", "/data")));
        assertEquals(HOME.resolve("Library/Jupyter"), data(OperatingSystem.MACOS, Map.of()));
        assertEquals(HOME.resolve("Library/Application Support/Jupyter"),
            data(OperatingSystem.MACOS, Map.of("JUPYTER_PLATFORM_DIRS", "1")));
        assertEquals(Path.of("/roaming/jupyter"), data(OperatingSystem.WINDOWS, Map.of("APPDATA", "/roaming")));
        assertEquals(Path.of("/mine"), data(OperatingSystem.MACOS, Map.of("JUPYTER_DATA_DIR", "/mine")));
    }

    @Test
    void jupytersPathHasTheVariablesFoldersFirst() {
        var environment = Map.of("JUPYTER_PATH", "/a:/b", "VIRTUAL_ENV", "/venv");
        var path = machine(OperatingSystem.LINUX, environment).jupyterPath();
        assertEquals(List.of(Path.of("/a"), Path.of("/b"), HOME.resolve(".local/share/jupyter"),
            Path.of("/venv/share/jupyter"), Path.of("/usr/local/share/jupyter"), Path.of("/usr/share/jupyter")), path);
    }

    @Test
    void programsMustBeExecutableFiles(@TempDir Path folder) throws Exception {
        var tool = Files.createFile(folder.resolve("tool"));
        Files.createDirectory(folder.resolve("dir"));
        var machine = machine(OperatingSystem.LINUX, Map.of("PATH", "/nowhere::" + folder));
        assertEquals(Optional.empty(), machine.program("tool"));
        assertTrue(tool.toFile().setExecutable(true));
        assertEquals(Optional.of(tool), machine.program("tool"));
        assertEquals(Optional.empty(), machine.program("dir"));
    }

    @Test
    void aBlankVariableIsNone() {
        assertFalse(machine(OperatingSystem.LINUX, Map.of("DISPLAY", " ")).hasDisplay());
        assertTrue(machine(OperatingSystem.LINUX, Map.of("DISPLAY", ":0")).hasDisplay());
    }

    private static Path data(OperatingSystem system, Map<String, String> environment) {
        return machine(system, environment).jupyterDataFolder();
    }

    private static Machine machine(OperatingSystem system, Map<String, String> environment) {
        return new Machine(system, HOME, environment);
    }
}
