package org.jolab.kernel.channels;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jolab.api.MimeBundle;
import org.jolab.api.UsageError;
import org.jolab.kernel.Interpreter;
import org.jolab.kernel.output.Outlet;
import org.jolab.kernel.output.Outlet.Stream;

/**
 * A language for tests: a cell is a word and its arguments, one for each thing that a cell can do.
 *
 * <p>{@code fail}, {@code throw}, {@code wait} (until interrupted), {@code input PROMPT}, {@code password PROMPT},
 * {@code colab KIND} (asks Colab's page), {@code value TEXT}, {@code loop} (a value that contains itself),
 * {@code show ID TEXT}, {@code update ID TEXT}, {@code clear}, {@code err TEXT},
 * {@code lines N}, {@code zigzag N} (stdout and stderr in turn), {@code late MILLIS TEXT} (from a thread that outlives
 * the cell), {@code page TEXT}; anything else is printed.
 */
public final class EchoInterpreter implements Interpreter {

    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final List<Outlet> outlets = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, CountDownLatch> waiting = new ConcurrentHashMap<>();

    @Override
    public Outcome execute(Cell cell) {
        running.add(Thread.currentThread());
        try {
            return run(cell);
        } catch (InterruptedException e) {
            return new Failure("KeyboardInterrupt", "interrupted", List.of("KeyboardInterrupt"));
        } catch (UsageError e) {
            return new Failure("UsageError", e.getMessage(), List.of(e.getMessage()));
        } finally {
            running.remove(Thread.currentThread());
            // An interrupt that came too late is not for the next cell.
            Thread.interrupted();
        }
    }

    private Outcome run(Cell cell) throws InterruptedException {
        outlets.add(cell.outlet());
        var words = cell.code().split(" ", 2);
        var rest = words.length > 1 ? words[1] : "";
        var out = cell.outlet();
        switch (words[0]) {
            case "fail" -> {
                return new Failure("Broken", rest, List.of("Broken: " + rest));
            }
            case "throw" -> throw new IllegalStateException(rest);
            case "wait" -> {
                waiting.computeIfAbsent(rest, _ -> new CountDownLatch(1)).countDown();
                Thread.sleep(60_000);
            }
            case "input", "password" -> out.stream(Stream.STDOUT, out.input(rest, words[0].equals("password")));
            case "colab" -> out.stream(Stream.STDOUT, out.askColab(rest, Map.of("authType", "some"),
                Duration.ofSeconds(rest.equals("nobody") ? 0 : 30)).map(Object::toString).orElse("no answer"));
            case "value" -> {
                return success(cell, Optional.of(MimeBundle.text(rest).with("text/html;charset=utf-8", "<b>")));
            }
            case "loop" -> {
                var list = new ArrayList<Object>();
                list.add(list);
                return success(cell, Optional.of(MimeBundle.of("application/json", list)));
            }
            case "show" -> out.display(MimeBundle.text(rest.split(" ", 2)[1]), rest.split(" ", 2)[0]);
            case "plot" -> out.display(MimeBundle.of("image/png", new byte[] {1, 2, 3})
                .with("application/json", Map.of("nan", Double.NaN)), null);
            case "update" -> out.update(MimeBundle.text(rest.split(" ", 2)[1]), rest.split(" ", 2)[0]);
            case "clear" -> out.clear(true);
            case "err" -> out.stream(Stream.STDERR, rest);
            case "lines" -> lines(out, Integer.parseInt(rest));
            case "zigzag" -> zigzag(out, Integer.parseInt(rest));
            case "late" -> late(out, rest.split(" ", 2));
            case "page" -> out.payload(Map.of("source", "page", "data", Map.of("text/plain", rest), "start", 0));
            default -> out.stream(Stream.STDOUT, cell.code());
        }
        return success(cell, Optional.empty());
    }

    private static Outcome success(Cell cell, Optional<MimeBundle> value) {
        var expressions = new LinkedHashMap<String, Outcome>();
        cell.userExpressions().forEach((name, expression) -> expressions.put(name, expression.equals("fail")
            ? new Failure("Broken", "expression", List.of("Broken"))
            : new Success(Optional.of(MimeBundle.text(expression)), Map.of())));
        return new Success(value, expressions);
    }

    private static void lines(Outlet out, int n) {
        for (int i = 0; i < n && !Thread.currentThread().isInterrupted(); i++) {
            out.stream(Stream.STDOUT, "This is line number " + i + "\n");
        }
    }

    private static void zigzag(Outlet out, int n) {
        for (int i = 0; i < n; i++) {
            out.stream(Stream.STDOUT, "o" + i + "\n");
            out.stream(Stream.STDERR, "e" + i + "\n");
        }
    }

    private static void late(Outlet out, String[] arguments) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Thread.sleep(Long.parseLong(arguments[0]));
            } catch (InterruptedException e) {
                return;
            }
            out.stream(Stream.STDOUT, arguments[1]);
        });
    }

    /** The outlets of all cells so far. */
    public List<Outlet> outlets() {
        return List.copyOf(outlets);
    }

    /** Waits until a cell {@code wait NAME} runs. */
    public void awaitWaiting(String name) throws InterruptedException {
        waiting.computeIfAbsent(name, _ -> new CountDownLatch(1)).await();
    }

    @Override
    public Completion complete(String code, int cursor) {
        return new Completion(0, cursor, List.of(new Match(code.substring(0, cursor) + "!", "function", "()")));
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        return code.isEmpty() ? Optional.empty() : Optional.of(MimeBundle.text(code + "@" + cursor + "/" + detail));
    }

    @Override
    public Completeness isComplete(String code) {
        return code.endsWith("{") ? new Completeness(Completeness.State.INCOMPLETE, "    ")
            : new Completeness(Completeness.State.COMPLETE, "");
    }

    @Override
    public void interrupt() {
        running.forEach(Thread::interrupt);
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** Whether the kernel has closed this interpreter. */
    public boolean isClosed() {
        return closed.getCount() == 0;
    }
}
