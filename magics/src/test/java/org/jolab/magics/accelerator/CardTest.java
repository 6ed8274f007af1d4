package org.jolab.magics.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardTest {

    @TempDir
    Path folder;

    private String smi(String script) throws IOException {
        var program = Files.writeString(folder.resolve("nvidia-smi"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program.toString();
    }

    @Test
    void cardsAreReadFromTheDriversTool() throws Exception {
        var survey = Card.survey(smi("""
            echo "0, NVIDIA H100 80GB HBM3, 580.65.06, 1024, 81559, 37, 41"
            echo "1, NVIDIA H100 80GB HBM3, 580.65.06, 0, 81559, [N/A], [Not Supported]\""""));
        assertEquals("", survey.trouble());
        assertEquals(2, survey.cards().size());
        var first = survey.cards().getFirst();
        assertEquals(new Card(0, "NVIDIA H100 80GB HBM3", "580.65.06", new Card.Memory(1024, 81559),
            OptionalInt.of(37), OptionalInt.of(41)), first);
        assertTrue(survey.cards().getLast().load().isEmpty());
    }

    @Test
    void whatIsWrongIsToldInTheToolsWords() throws Exception {
        assertEquals("there is no /nowhere/nvidia-smi", Card.survey("/nowhere/nvidia-smi").trouble());
        assertEquals("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
            Card.survey(smi("echo \"NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\"\n"
                + "exit 9")).trouble());
        assertEquals("the driver finds no card", Card.survey(smi("true")).trouble());
    }
}
