package org.jolab.magics.shell;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jolab.magics.shell.OutputReader.Piece;
import org.jolab.magics.shell.process.Readers;
import org.jolab.magics.shell.process.Sessions;
import org.jolab.magics.shell.process.Terminal;

/**
 * One program, from its start to its end: passes on what it prints, asks what it wants to know, ends it when the cell
 * is interrupted. Owned by the cell's thread.
 */
final class Conversation {

    private static final int PIECES = 8;
    private static final long TICK_MILLIS = 1000;
    /** Wakes the cell's thread. */
    private static final Piece NOTHING = new Piece(null, new byte[0]);
    private static final long LAST_MILLIS = 1000;
    private static final String INTERRUPT_KEY = "\u0003";

    private final Process process;
    private final Optional<Terminal> terminal;
    private final Interruption interruption;
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES);
    private final Map<OutputReader, Strand> strands = new LinkedHashMap<>();
    private final Echo echo = new Echo();
    private Optional<Dialogue> dialogue = Optional.empty();
    private Optional<Runnable> onInterrupt = Optional.empty();
    private int open;

    /** What one reader reads, on its way to where it goes. */
    private record Strand(Utf8 utf8, Sink sink, boolean onTerminal) {}

    /** About {@code process}, which is controlled by {@code terminal}, if there is one. */
    Conversation(Sessions sessions, Process process, Optional<Terminal> terminal) {
        this.process = process;
        this.terminal = terminal;
        interruption = new Interruption(sessions, process, terminal);
    }

    /** Shows on {@code screen} what comes out of the terminal, and asks there; for the terminal's owner. */
    Dialogue show(LiveOutput screen) {
        var shown = terminal.orElseThrow();
        var opened = new Dialogue(shown, new Readers(shown, process.toHandle()), screen, echo);
        opened.whenAnswered(() -> pieces.offer(NOTHING));
        dialogue = Optional.of(opened);
        listen(shown.output(), screen, true);
        return opened;
    }

    /** Passes on what comes out of a pipe. */
    void listen(InputStream pipe, Sink sink) {
        listen(pipe, sink, false);
    }

    /** Does something at once when the cell is interrupted. */
    void onInterrupt(Runnable work) {
        onInterrupt = Optional.of(work);
    }

    private void listen(InputStream input, Sink sink, boolean onTerminal) {
        strands.put(new OutputReader(input, process, pieces), new Strand(new Utf8(), sink, onTerminal));
        open++;
    }

    /**
     * Goes on until the program has ended and all that it printed is passed on; returns its exit value.
     *
     * @throws CancellationException if the cell was interrupted, when the program has ended
     */
    int run() {
        try {
            while (open > 0 || process.isAlive()) {
                var piece = next();
                var now = System.nanoTime();
                if (piece != null && piece != NOTHING) {
                    take(piece, now);
                }
                if (open > 0) {
                    dialogue.filter(_ -> !interruption.isRequested()).ifPresent(talk -> talk.step(now));
                }
                strands.values().forEach(strand -> strand.sink.tick(now));
                if (!interruption.step(now)) {
                    break;
                }
            }
        } finally {
            end();
        }
        return process.onExit().thenApply(Process::exitValue)
            .completeOnTimeout(-1, LAST_MILLIS, TimeUnit.MILLISECONDS).join();
    }

    boolean isInterrupted() {
        return interruption.isRequested();
    }

    /** The next piece, if one comes before there is something else to do. */
    private Piece next() {
        var now = System.nanoTime();
        var millis = interruption.idleMillis(now, TICK_MILLIS);
        if (open > 0 && dialogue.isPresent() && !interruption.isRequested()) {
            millis = dialogue.get().idleMillis(now, millis);
        }
        for (var strand : strands.values()) {
            millis = strand.sink.idleMillis(now, millis);
        }
        try {
            if (open > 0) {
                return pieces.poll(millis, TimeUnit.MILLISECONDS);
            }
            process.waitFor(millis, TimeUnit.MILLISECONDS);
            return null;
        } catch (InterruptedException e) {
            if (interruption.request(now)) {
                dialogue.ifPresent(Dialogue::cancel);
                onInterrupt.ifPresent(Runnable::run);
            }
            return pieces.poll();
        }
    }

    private void take(Piece piece, long now) {
        var strand = strands.get(piece.reader());
        var text = piece.isEnd() ? strand.utf8.end() : strand.utf8.decode(piece.bytes());
        if (piece.isEnd()) {
            open--;
        }
        if (strand.onTerminal) {
            text = echo.filter(interruption.isRequested() ? text.replace(INTERRUPT_KEY, "") : text);
        }
        if (!text.isEmpty()) {
            dialogue.ifPresent(talk -> talk.activity(now));
            strand.sink.accept(text, now);
        }
    }

    private void end() {
        dialogue.ifPresent(Dialogue::cancel);
        strands.values().forEach(strand -> strand.sink.release());
        strands.keySet().forEach(OutputReader::close);
    }
}
