package org.jolab.magics.elsewhere;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ServiceLoader;
import org.jolab.api.MagicSource;
import org.jolab.magics.Printed;
import org.jolab.magics.TypedCall;
import org.junit.jupiter.api.Test;

class ForeignMagicsTest {

    private String says(String name, String line) throws Exception {
        var printed = Printed.by(() -> TypedCall.run(new ForeignMagics().magics(), name, line));
        assertEquals("", printed.err());
        return printed.out();
    }

    @Test
    void eachAnswersInOneLineWhateverFollows() throws Exception {
        for (var magic : new ForeignMagics().magics()) {
            for (var line : new String[] {"", "inline", "--all -x 'open {brace} $name"}) {
                assertEquals(1, says(magic.name(), line).lines().count(), magic.name());
            }
        }
    }

    @Test
    void pipNamesJavasWayAndTheUsersOwnCommand() throws Exception {
        var answer = says("pip", "install -q numpy");
        assertTrue(answer.contains("%maven group:artifact:version"), answer);
        assertTrue(answer.contains("!pip install -q numpy"), answer);
        assertTrue(says("conda", "install x").contains("!conda install x"));
    }

    @Test
    void theRealThingTakesItsPlace() {
        assertEquals(ForeignMagics.class, ServiceLoader.load(MagicSource.class).stream().findFirst().orElseThrow()
            .type());
    }
}
