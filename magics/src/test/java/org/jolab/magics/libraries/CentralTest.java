package org.jolab.magics.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code %maven} against Maven Central. Without a network this fails, and says why. */
class CentralTest {

    @TempDir
    private Path home;

    @BeforeEach
    void thereMustBeANetwork() {
        var host = URI.create(Repository.CENTRAL.url()).getHost();
        try {
            InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new AssertionError("NO NETWORK: " + host + " is unknown here, so that %maven could not be tested "
                + "against Maven Central.", e);
        }
    }

    @Test
    void guavaComesWithAllThatItNeedsAndTheSecondTimeAtOnce() throws Exception {
        var notebook = new TestNotebook(home);
        var told = notebook.run("maven com.google.guava:guava:33.4.8-jre");
        notebook.end();
        assertEquals("guava-33.4.8-jre.jar", notebook.names().getFirst());
        assertTrue(notebook.names().contains("jspecify-1.0.0.jar"), notebook.names().toString());
        assertTrue(told.out().contains(" (3.1 MB): guava 33.4.8-jre, failureaccess 1.0.3, "), told.out());
        assertTrue(Files.size(notebook.classPath.getFirst()) > 3_000_000);
        var second = new TestNotebook(home);
        var start = System.nanoTime();
        assertEquals(told.jars(), second.run("maven com.google.guava:guava:33.4.8-jre").jars());
        var millis = (System.nanoTime() - start) / 1_000_000;
        second.end();
        assertTrue(millis < 200, millis + " ms");
    }

    @Test
    void aVersionThatCentralDoesNotHaveNamesSomeThatItHas() {
        var notebook = new TestNotebook(home);
        var message = assertThrows(UsageError.class, () -> notebook.run("maven org.slf4j:slf4j-api:2.0.999"))
            .getMessage();
        assertTrue(message.startsWith("There is no org.slf4j:slf4j-api 2.0.999 in central "
            + "(https://repo.maven.apache.org/maven2/). There are 2.0."), message);
    }
}
