package org.jolab.magics.shell.process;

import java.nio.file.Path;

/** Where a program's three standard streams lead. */
public sealed interface Wiring {

    /** All to a terminal, which becomes the one that controls the program. */
    record OnTerminal(Terminal terminal) implements Wiring {}

    /** Output and errors to one pipe; the input from a terminal, which controls the program. */
    record Captured(Terminal terminal) implements Wiring {}

    /** Output and errors to one pipe; no input. */
    record Merged() implements Wiring {}

    /** Each to a pipe of its own. */
    record Piped() implements Wiring {}

    /** Output and errors to the end of a file; no input. */
    record Logged(Path file) implements Wiring {}

    /** The input to a pipe; output and errors to nowhere. */
    record Fed() implements Wiring {}
}
