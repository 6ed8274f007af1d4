package org.jolab.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that front ends write. */
class ConnectionFileTest {

    @TempDir
    Path folder;

    private ConnectionFile file(String json) throws Exception {
        return ConnectionFile.read(Files.writeString(folder.resolve("c.json"), json));
    }

    @Test
    void portsMayBeNumbersOrStrings() throws Exception {
        var info = file("""
            {"shell_port": 1, "iopub_port": "2", "stdin_port": " 3 ", "control_port": 4, "hb_port": 5, "ip": "::1"}
            """).info();
        assertEquals(new Ports(1, 4, 3, 2, 5), info.ports());
        assertEquals("tcp://[::1]:7", info.address(7));
        assertTrue(info.security().curve().isEmpty());
    }

    @Test
    void mistakesAreToldWithTheFieldAndTheFile() throws Exception {
        for (var json : List.of("[]", "{", "{\"shell_port\": 70000}", "{\"hb_port\": \"x\"}", "{\"key\": 7}",
            "{\"transport\": \"udp\"}", "{\"curve_secretkey\": \"short\"}", "{\"curve_secretkey\": \""
                + "x".repeat(40) + "\"}", "{\"ip\": []}")) {
            var error = assertThrows(UsageError.class, () -> file(json).info(), json);
            assertTrue(error.getMessage().contains("c.json"), error.getMessage());
        }
        var missing = assertThrows(UsageError.class, () -> ConnectionFile.read(folder.resolve("missing.json")));
        assertTrue(missing.getMessage().contains("missing.json"));
    }
}
