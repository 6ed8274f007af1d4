package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LateDeclarationsTest {

    @Test
    void aStartThatHasFailedIsTriedAgain() {
        var tries = new AtomicInteger();
        var declarations = new LateDeclarations(List.of(), _ -> {
            if (tries.incrementAndGet() == 1) {
                throw new InternalError("javac was interrupted");
            }
            return null;
        });
        var failure = assertThrows(IllegalStateException.class, declarations::get);
        assertEquals("javac was interrupted", failure.getCause().getMessage());
        assertFalse(declarations.isReady());
        assertNull(declarations.get());
        assertTrue(declarations.isReady());
        assertNull(declarations.get());
        assertEquals(2, tries.get());
    }
}
