package org.jolab.magics.shell;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jolab.api.UsageError;
import org.jolab.magics.shell.process.Readers;
import org.jolab.magics.shell.process.Readers.Finding;
import org.jolab.magics.shell.process.Terminal;

/**
 * Asks the user when a program reads its terminal, and types the answer. Owned by the cell's thread, which calls
 * {@link #step} whenever something has happened, and when {@link #idleMillis} have passed.
 *
 * <p>Looking costs some milliseconds, so it is done when nothing is printed, and less and less often.
 */
final class Dialogue {

    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(30);
    private static final long CONFIRM = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1000);
    /** How soon it is noticed that nobody wants to know any more. */
    private static final long QUESTION_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long GUESS_AFTER = TimeUnit.MILLISECONDS.toNanos(700);
    /** Looking takes a twentieth of the time at most, however many processes there are. */
    private static final long SHARE = 20;
    private static final long TYPING_MILLIS = 20;
    private static final int KEYS_AT_ONCE = 256;
    private static final int PATIENCE_WITH_THE_DEAF = 3;
    private static final Pattern PROMPT = Pattern.compile(".*[:?>#$)\\]]\\s*");

    private final Terminal terminal;
    private final Readers readers;
    private final LiveOutput screen;
    private final Echo echo;
    private Runnable onAnswer = () -> { };
    /** What is the prompt if the screen shows none. */
    private Supplier<String> otherPrompt = () -> "";
    private long lastActivity = System.nanoTime();
    private long nextLook = lastActivity + QUIET;
    private long pause = QUIET;
    private int sightings;
    private Question question;
    private Terminal.Mode mode;
    private String prompt = "";
    private boolean isGuess;
    private long askedAt;
    private boolean guessed;
    private boolean nobodyAnswers;
    private int ends;
    private byte[] keys = {};
    private int typed;

    /**
     * About the programs that run in {@code terminal}, are known to {@code readers}, and show what they print on
     * {@code screen}.
     */
    Dialogue(Terminal terminal, Readers readers, LiveOutput screen, Echo echo) {
        this.terminal = terminal;
        this.screen = screen;
        this.echo = echo;
        this.readers = readers;
    }

    /** Says where a prompt may stand that is not on the screen. */
    void promptElsewhere(Supplier<String> line) {
        otherPrompt = line;
    }

    /** Says what another thread does when a question is answered: it should wake this one. */
    void whenAnswered(Runnable work) {
        onAnswer = work;
    }

    /** Something was printed or typed, so there is no hurry to look who reads. */
    void activity(long now) {
        lastActivity = now;
        nextLook = now + QUIET;
        pause = QUIET;
        sightings = 0;
        guessed = false;
    }

    /** For how many milliseconds there is nothing to do, if nothing happens, at most {@code limit}. */
    long idleMillis(long now, long limit) {
        return typed < keys.length ? Math.min(limit, TYPING_MILLIS)
            : Math.clamp(TimeUnit.NANOSECONDS.toMillis(nextLook - now) + 1, 0, limit);
    }

    void step(long now) {
        type();
        if (question != null && question.isDone()) {
            answered(now);
        } else if (typed == keys.length && now - nextLook >= 0) {
            var finding = look(now);
            if (question == null) {
                consider(finding, now);
            } else if (finding == Finding.DOES_NOT || isGuess && lastActivity - askedAt > 0) {
                cancel();
            }
        }
    }

    private Finding look(long now) {
        var finding = readers.look();
        if (finding == Finding.MAY_READ && terminal.mode().isSecret()) {
            finding = Finding.READS;
        }
        nextLook = now + Math.max(pause, SHARE * (System.nanoTime() - now));
        pause = Math.min(LONGEST_PAUSE, 2 * pause);
        return finding;
    }

    private void consider(Finding finding, long now) {
        switch (finding) {
            case READS -> {
                // Twice, in case it was about to take what has been typed.
                if (++sightings < 2) {
                    nextLook = now + CONFIRM;
                    screen.holdForQuestion();
                } else {
                    ask(false, now);
                }
            }
            case MAY_READ -> {
                sightings = 0;
                if (!guessed && PROMPT.matcher(line()).matches()) {
                    if (now - lastActivity >= GUESS_AFTER) {
                        guessed = true;
                        ask(true, now);
                    } else {
                        screen.holdForQuestion();
                        nextLook = lastActivity + GUESS_AFTER;
                    }
                } else {
                    screen.release();
                }
            }
            case DOES_NOT -> {
                sightings = 0;
                screen.noQuestion();
            }
        }
    }

    private String line() {
        var line = screen.unfinishedLine();
        return line.isBlank() ? LiveOutput.looks(otherPrompt.get()) : line;
    }

    private void ask(boolean guess, long now) {
        sightings = 0;
        mode = terminal.mode();
        isGuess = guess;
        askedAt = now;
        if (nobodyAnswers) {
            screen.release();
            end(now);
            return;
        }
        prompt = screen.takePrompt();
        var elsewhere = prompt.isEmpty() ? otherPrompt.get() : "";
        question = new Question(LiveOutput.looks(prompt + elsewhere), mode.isSecret(), onAnswer);
        pause = QUESTION_PAUSE;
        nextLook = now + pause;
    }

    private void answered(long now) {
        var done = question;
        question = null;
        try {
            var answer = done.answer();
            screen.lineEnded();
            ends = 0;
            if (answer.isPresent()) {
                echo.expect(answer.get(), mode);
                keys = keys(answer.get());
                typed = 0;
                type();
            } else {
                end(now);
            }
        } catch (CancellationException e) {
            screen.lineEnded();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof UsageError)) {
                throw e;
            }
            nobodyAnswers = true;
            screen.accept(prompt, now);
            screen.release();
            end(now);
        }
        activity(now);
    }

    /** Nobody answers: ends the input, unless it was but a guess that somebody wants it. */
    private void end(long now) {
        if (isGuess) {
            guessed = true;
            return;
        }
        activity(now);
        ends++;
        if (ends > PATIENCE_WITH_THE_DEAF && !mode.lines()) {
            // It takes the key for one of its commands, as less does.
            readers.hangUp();
        } else {
            terminal.pressEnd();
        }
    }

    private byte[] keys(String answer) {
        String all;
        if (mode.lines()) {
            all = answer + "\n";
        } else if (mode.echo() && !answer.isEmpty()) {
            // Whoever reads key by key and shows them, such as "read -n 1", does not want Enter.
            all = answer;
        } else {
            all = answer + "\r";
        }
        return all.getBytes(StandardCharsets.UTF_8);
    }

    private void type() {
        while (typed < keys.length && terminal.takesKeys()) {
            typed += terminal.type(keys, typed, Math.min(KEYS_AT_ONCE, keys.length - typed));
        }
    }

    /** Takes back a question that is open. */
    void cancel() {
        if (question != null) {
            question.cancel();
            question = null;
            screen.lineEnded();
        }
    }
}
