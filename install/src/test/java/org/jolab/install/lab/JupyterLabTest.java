package org.jolab.install.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jolab.api.UsageError;
import org.jolab.install.machine.Machine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Finding, making and starting JupyterLab, with scripts in the place of Python. */
@DisabledOnOs(OS.WINDOWS)
class JupyterLabTest {

    /** Behaves like a Python without JupyterLab that can make environments; their pip does what {@code PIP} says. */
    private static final String PYTHON = """
        case "$*" in
          "-c import jupyterlab") exit 1 ;;
          -c*) exit 0 ;;
          "-m venv"*)
            for folder; do :; done
            mkdir -p "$folder/bin"
            cat >"$folder/bin/python" <<'END'
        #!/bin/sh
        echo "$@" >"$(dirname "$0")/pip-arguments"
        PIP
        END
            printf '#!/bin/sh\\necho 4.6.6\\n' >"$folder/bin/jupyter-lab"
            chmod +x "$folder/bin/python" "$folder/bin/jupyter-lab" ;;
        esac
        """;

    @TempDir
    private Path folder;
    private Path bin;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void makeUpAMachine() throws IOException {
        bin = Files.createDirectories(folder.resolve("bin"));
        environment.put("PATH", bin.toString());
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }

    @Test
    void theActiveEnvironmentComesBeforeThePath() throws Exception {
        script("bin/jupyter-lab", "echo 4.0.0");
        assertEquals(List.of(bin.resolve("jupyter-lab").toString()), find().command());
        var active = script("venv/bin/jupyter-lab", "echo 4.1.0");
        environment.put("VIRTUAL_ENV", folder.resolve("venv").toString());
        assertEquals(List.of(active.toString()), find().command());
        assertEquals("4.1.0", find().version().orElseThrow());
    }

    @Test
    void aJupyterLabThatDoesNotRunIsPassedOver() throws Exception {
        script("bin/jupyter-lab", "exit 1");
        var python = script("bin/python3", "exit 0");
        assertEquals(List.of(python.toString(), "-m", "jupyterlab"), find().command());
    }

    @Test
    void withoutOneAPrivateOneIsMadeOnce() throws Exception {
        script("bin/python3", PYTHON.replace("PIP", "exit 0"));
        var lab = find();
        var made = folder.resolve("cache/jolab/lab/jupyterlab-" + PrivateEnvironment.JUPYTERLAB + "-"
            + PrivateEnvironment.WIDGETS + "/bin");
        assertEquals(List.of(made.resolve("jupyter-lab").toString()), lab.command());
        assertTrue(Files.readString(made.resolve("pip-arguments"))
            .contains("install --quiet --disable-pip-version-check jupyterlab==4."));
        assertEquals(1, said.size());
        assertEquals(lab.command(), JupyterLab.made(lab.machine()).orElseThrow().command());
        find();
        assertEquals(1, said.size());
    }

    @Test
    void anInstallationThatFailsIsToldAndTriedAgainNextTime() throws Exception {
        script("bin/python3", PYTHON.replace("PIP", "echo 'ERROR: no route to host' >&2; exit 1"));
        var error = assertThrows(UsageError.class, this::find);
        assertEquals("JupyterLab could not be installed: ERROR: no route to host", error.getMessage());
        assertThrows(UsageError.class, this::find);
        assertEquals(2, said.size());
    }

    @Test
    void aPythonWithoutVenvIsToldWithTheRemedy() throws Exception {
        script("bin/python3", "case \"$*\" in *venv*) echo ensurepip is not available; exit 1;;"
            + " *jupyterlab*) exit 1;; esac");
        assertTrue(assertThrows(UsageError.class, this::find).getMessage().contains("apt-get install python3-venv"));
    }

    @Test
    void withoutPythonItSaysWhatToInstall() {
        var message = assertThrows(UsageError.class, this::find).getMessage();
        assertTrue(message.contains("Python 3.10 or later is needed"), message);
    }

    @Test
    void itOpensTheNotebookWithItsKernelAndWithoutABrowserWhereThereIsNoDisplay() throws Exception {
        script("bin/jupyter-lab", "case $1 in --version) exit 0;; esac\n"
            + "printf '%s\\n' \"$@\" \"path=$JUPYTER_PATH\" >\"$(dirname \"$0\")/called\"\nexit 3\n");
        var notebook = Files.createFile(folder.resolve("my notes.ipynb"));
        assertEquals(3, find().open(notebook, Path.of("/kernels"), List.of("--port", "9")));
        var called = Files.readAllLines(bin.resolve("called"));
        assertTrue(called.contains("--ServerApp.root_dir=" + folder), called.toString());
        assertTrue(called.contains("--LabApp.default_url=/lab/tree/my%20notes.ipynb"), called.toString());
        assertTrue(called.contains("--no-browser"), called.toString());
        assertTrue(called.getLast().startsWith("path=/kernels"), called.toString());
        assertEquals(List.of("--port", "9"), called.subList(called.size() - 3, called.size() - 1));
        environment.put("DISPLAY", ":0");
        find().open(folder, Path.of("/kernels"), List.of());
        called = Files.readAllLines(bin.resolve("called"));
        assertFalse(called.contains("--no-browser"), called.toString());
        assertTrue(called.stream().noneMatch(word -> word.contains("default_url")), called.toString());
    }

    private JupyterLab find() throws InterruptedException {
        return JupyterLab.find(new Machine(Machine.OperatingSystem.LINUX, folder, environment), said::add);
    }

    private Path script(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }
}
