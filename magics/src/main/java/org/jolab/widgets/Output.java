package org.jolab.widgets;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jolab.api.Captured;
import org.jolab.api.MimeBundle;
import org.jolab.api.Notebook;
import org.jolab.api.Origin;

/**
 * A place for what code prints and shows, wherever it is called from.
 *
 * <pre>{@code
 * var log = new Output();
 * var button = new Button("Go").onClick(log.into(() -> System.out.println("went")));
 * new VBox(button, log)
 * }</pre>
 */
public final class Output extends DomWidget<Output> {

    private static final long INTERVAL = 50_000_000;
    private static final ScheduledThreadPoolExecutor LATER = later();

    private final Captured captured = new Captured();
    /** Guarded by this, as all that follows. */
    private long published = System.nanoTime() - INTERVAL;
    private boolean isPending;
    private long changes;

    /** An empty place. */
    public Output() {
        super(Model.of("OutputModel"));
        captured.onChange(this::changed);
    }

    /** Does {@code work} with what it prints and shows going here, after what is here already. */
    public <T> T capture(Callable<T> work) throws Exception {
        try {
            return Notebook.capture(captured, work);
        } finally {
            publish();
        }
    }

    /** What does {@code work} with what it prints, shows and throws going here, for listeners. */
    public Runnable into(Origin.Work work) {
        return () -> shielded(work);
    }

    /** Does {@code work} with what it prints, shows and throws taking the place of what is here. */
    void replace(Origin.Work work) {
        captured.clear(true);
        var before = changes();
        shielded(work);
        if (changes() == before) {
            clear();
        }
    }

    private void shielded(Origin.Work work) {
        try {
            capture(() -> {
                try {
                    work.run();
                } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
                    if (Thread.currentThread().isInterrupted() || e instanceof InterruptedException) {
                        throw e;
                    }
                    System.err.println(Notebook.describe(e));
                }
                return null;
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Shows a value here, after what is here already. */
    public Output append(Object value) {
        shielded(() -> Notebook.display(value));
        return this;
    }

    /** Removes what is here. */
    public Output clear() {
        captured.clear(false);
        publish();
        return this;
    }

    /** What is here. */
    public Captured captured() {
        return captured;
    }

    private synchronized long changes() {
        return changes;
    }

    /** Front ends draw all of it anew each time, so they are told twenty times a second at most. */
    private void changed() {
        synchronized (this) {
            changes++;
            var wait = INTERVAL - (System.nanoTime() - published);
            if (wait > 0) {
                if (!isPending) {
                    isPending = true;
                    LATER.schedule(this::publish, wait, TimeUnit.NANOSECONDS);
                }
                return;
            }
        }
        publish();
    }

    private void publish() {
        synchronized (this) {
            published = System.nanoTime();
            isPending = false;
            put("outputs", captured.outputs().stream().map(Output::formatted).toList());
        }
    }

    /** An output as notebook files hold it. */
    private static Map<String, Object> formatted(Map<String, Object> output) {
        if (!(output.get("bundle") instanceof MimeBundle bundle)) {
            return output;
        }
        var data = new LinkedHashMap<String, Object>();
        bundle.data().forEach((type, value) -> data.put(type,
            value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value));
        return Map.of("output_type", "display_data", "data", data, "metadata", bundle.metadata());
    }

    @Override
    String plainText() {
        var text = new ArrayList<String>();
        for (var output : captured.outputs()) {
            text.add(output.get("bundle") instanceof MimeBundle bundle
                ? String.valueOf(bundle.data().get("text/plain")) : output.get("text").toString().stripTrailing());
        }
        return text.isEmpty() ? "" : String.join("\n", text);
    }

    private static ScheduledThreadPoolExecutor later() {
        var executor = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("jolab-widget-output")
            .inheritInheritableThreadLocals(false).factory());
        executor.setKeepAliveTime(1, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
