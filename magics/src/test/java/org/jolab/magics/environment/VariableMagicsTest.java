package org.jolab.magics.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.UsageError;
import org.jolab.magics.Printed;
import org.jolab.magics.Shown;
import org.jolab.magics.TypedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class VariableMagicsTest {

    private static final String NAME = "JOLAB_TEST_VARIABLE";

    private final List<Magic> magics = new VariableMagics().all();

    @AfterEach
    void remove() {
        ProcessVariables.ofThisProcess().remove(NAME);
    }

    private Printed env(String line) throws Exception {
        return Printed.by(() -> TypedCall.run(magics, "env", line));
    }

    private static String ofChild() throws IOException {
        var child = new ProcessBuilder("sh", "-c", "printf %s \"${" + NAME + "-unset}\"").start();
        return new String(child.getInputStream().readAllBytes());
    }

    private static String ofNativeCode() throws Throwable {
        var linker = Linker.nativeLinker();
        var getenv = linker.downcallHandle(linker.defaultLookup().findOrThrow("getenv"),
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        try (var arena = Arena.ofConfined()) {
            var value = (MemorySegment) getenv.invokeExact(arena.allocateFrom(NAME));
            return value.address() == 0 ? null : value.reinterpret(Long.MAX_VALUE).getString(0);
        }
    }

    @Test
    void aVariableIsSeenByJavaByProgramsAndByNativeCode() throws Throwable {
        assertEquals("env: " + NAME + "=grün 1\n", env(NAME + "=grün 1").out());
        assertEquals("grün 1", System.getenv(NAME));
        assertEquals("grün 1", System.getenv().get(NAME));
        assertEquals("grün 1", new ProcessBuilder().environment().get(NAME));
        assertEquals("grün 1", ofChild());
        assertEquals("grün 1", ofNativeCode());
        assertEquals("grün 1", env(NAME).value());

        TypedCall.run(magics, "unset_env", NAME);
        assertNull(System.getenv(NAME));
        assertFalse(System.getenv().containsKey(NAME));
        assertEquals("unset", ofChild());
        assertNull(ofNativeCode());
    }

    @Test
    void everyWayOfWritingItWorks() throws Exception {
        env(NAME + " with blanks");
        assertEquals("with blanks", System.getenv(NAME));
        env(NAME + " = spaced");
        assertEquals("spaced", System.getenv(NAME));
        env(NAME + "=a=b");
        assertEquals("a=b", System.getenv(NAME));
        env(NAME + "=\"quoted text\"");
        assertEquals("quoted text", System.getenv(NAME));
        env(NAME + "=");
        assertEquals("", System.getenv(NAME));
        Printed.by(() -> TypedCall.run(magics, "set_env", NAME + " 5"));
        assertEquals("5", System.getenv(NAME));
        env(NAME + "=$" + NAME + ":${" + NAME + "}:$JOLAB_NO_SUCH");
        assertEquals("5:5:$JOLAB_NO_SUCH", System.getenv(NAME));
        env(NAME + "='$HOME'");
        assertEquals("$HOME", System.getenv(NAME));
    }

    @Test
    void whatIsNotThereIsTold() {
        assertEquals("There is no environment variable " + NAME + ".",
            assertThrows(UsageError.class, () -> env(NAME)).getMessage());
        assertThrows(UsageError.class, () -> TypedCall.run(magics, "unset_env", NAME));
        assertThrows(UsageError.class, () -> TypedCall.run(magics, "set_env", NAME));
        assertThrows(UsageError.class, () -> env("=x"));
        assertThrows(UsageError.class, () -> env(NAME + "=\0"));
    }

    @Test
    void secretsStayOutOfTheNotebook() throws Exception {
        assertEquals("env: JOLAB_API_KEY=<hidden>\n", env("JOLAB_API_KEY=abc").out());
        env("JOLAB_PROXY=https://me:word@proxy:1");
        try (var shown = new Shown()) {
            env("");
            var bundle = shown.last().data();
            for (var form : List.of("text/plain", "text/html")) {
                var text = (String) bundle.get(form);
                assertTrue(text.contains("JOLAB_API_KEY"), text);
                assertFalse(text.contains("abc"), "a secret is shown");
                assertFalse(text.contains("word@"), "a password is shown");
            }
            assertTrue(((String) bundle.get("text/html")).contains("&lt;hidden&gt;"));
        } finally {
            TypedCall.run(magics, "unset_env", "JOLAB_API_KEY JOLAB_PROXY");
        }
    }
}
