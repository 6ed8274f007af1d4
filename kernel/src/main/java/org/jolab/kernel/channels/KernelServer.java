package org.jolab.kernel.channels;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jolab.api.Comms;
import org.jolab.api.UsageError;
import org.jolab.kernel.Interpreter;
import org.jolab.kernel.history.History;
import org.jolab.kernel.protocol.Composer;
import org.jolab.kernel.protocol.Message;
import org.jolab.kernel.wire.ConnectionFile;
import org.jolab.kernel.wire.ConnectionInfo;

/**
 * A kernel as front ends see it: it binds the sockets, answers {@code kernel_info} at once, and lets an interpreter do
 * the rest as soon as there is one. All methods may be called by any thread.
 */
public final class KernelServer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int REGISTRATION_MILLIS = 5000;
    /** Front ends kill a kernel that has not ended after 2.5 s; these together are less. */
    private static final int CLOSE_MILLIS = 800;
    private static final int CELL_MILLIS = 300;
    private static final int FLUSH_MILLIS = 700;
    private static final int SAVE_MILLIS = 500;

    /**
     * How to serve.
     *
     * @param connection where to listen
     * @param history where cells are kept
     * @param patience how long printing waits for a front end that reads nothing at all, before it is disconnected
     * @param exit called once, with the exit status, when everything has been sent and closed
     */
    public record Options(ConnectionInfo connection, History history, Duration patience, IntConsumer exit) {

        /** These with the usual patience. */
        public static Options of(ConnectionInfo connection, History history, IntConsumer exit) {
            return new Options(connection, history, PATIENCE, exit);
        }
    }

    private final Options options;
    private final Binder binder;
    private final Heartbeat heartbeat;
    private final ConnectionInfo bound;
    private final IoThread io;
    private final Activity activity;
    private final CommTable comms;
    private final Language language;
    private final ControlDesk control;
    private final Dispatcher dispatcher;
    private final Pace pace = new Pace();
    private final CountDownLatch ended = new CountDownLatch(1);

    private KernelServer(Options options, Future<? extends Interpreter> interpreter) {
        this.options = options;
        var info = options.connection();
        var signer = info.security().signer();
        binder = new Binder(info);
        Sockets sockets = null;
        Heartbeat beat = null;
        try {
            beat = new Heartbeat(info, binder);
            sockets = new Sockets(info, binder, beat.port());
        } finally {
            if (sockets == null) {
                binder.close();
                Optional.ofNullable(beat).ifPresent(Heartbeat::close);
            }
        }
        heartbeat = beat;
        bound = info.with(sockets.ports());
        var composer = new Composer(signer);
        var complaints = new Complaints();
        dispatcher = new Dispatcher(sockets, signer, complaints);
        io = new IoThread(sockets, dispatcher::receive);
        var pressure = Pressure.ofMemory();
        var broadcaster = new Broadcaster(sockets.iopub, composer, pressure, options.patience());
        var post = new Post(composer, io, sockets, new Post.Outgoing(broadcaster, pressure, pace));
        activity = new Activity(post);
        var service = new Service(post, activity, complaints);
        var questions = new Questions(io, sockets, composer, () -> dispatcher.drain(Message.Channel.STDIN));
        language = new Language(interpreter);
        comms = new CommTable(post, questions, language);
        var lanes = new Lanes(new CellLane.Shared(service, language, questions,
            () -> dispatcher.drain(Message.Channel.SHELL)), options.history());
        control = new ControlDesk(service, new ControlDesk.Subjects(language, lanes, comms, bound.ports()),
            new End());
        var analyst = new Analyst(language, lanes.find(Optional.empty()).orElseThrow().history());
        dispatcher.serveWith(new Dispatcher.Desks(service, lanes, analyst, control), questions, broadcaster);
    }

    /**
     * Binds and starts serving. Requests that need the language wait until {@code interpreter} is done.
     *
     * @throws UsageError if an address is in use or wrong
     */
    public static KernelServer start(Options options, Future<? extends Interpreter> interpreter) {
        var server = new KernelServer(options, interpreter);
        server.heartbeat.start();
        server.activity.starting();
        server.io.start();
        return server;
    }

    /** What {@link #start} does, and announces the ports: in {@code file} if it left them open, or as it asks for. */
    public static KernelServer start(ConnectionFile file, Options options, Future<? extends Interpreter> interpreter) {
        var server = start(options, interpreter);
        try {
            if (file.registration().isPresent()) {
                file.registration().get().announce(server.bound.ports(), REGISTRATION_MILLIS);
            }
            if (file.registration().isPresent() || options.connection().ports().open()) {
                file.publish(server.bound, RuntimeFolder.of(System.getenv()));
            }
            return server;
        } catch (IOException e) {
            server.abandon();
            throw new UsageError("The kernel's ports cannot be written to a connection file: " + e.getMessage(), e);
        } catch (UsageError e) {
            server.abandon();
            throw e;
        }
    }

    /** Interrupts on SIGINT, ends cleanly on SIGTERM and with the front end; for kernels that are a process. */
    public void followProcess(Map<String, String> environment) {
        Signals.handle(this::interrupt, this::stop);
        ParentWatch.start(environment, () -> stop(1));
        if (environment.containsKey("JPY_SESSION_NAME")) {
            // A Jupyter server says so; see Pace.
            pace.limit();
        }
    }

    /** Where it listens, with the ports that it chose. */
    public ConnectionInfo connection() {
        return bound;
    }

    /** The comms of this kernel. */
    public Comms comms() {
        return comms;
    }

    /** Stops every running cell. */
    public void interrupt() {
        language.interrupt();
    }

    /** Ends the kernel: stops the user's code, sends everything, and calls the exit callback with {@code status}. */
    public void stop(int status) {
        control.end(status);
    }

    /** Waits until the kernel has ended. */
    public void awaitExit() throws InterruptedException {
        ended.await();
    }

    private void abandon() {
        new End().close();
    }

    /** The end, on the control thread. */
    private final class End implements ControlDesk.Ending {

        @Override
        public void windDown() {
            language.interrupt();
            var closing = Thread.ofPlatform().daemon().name("close").start(() ->
                language.now().ifPresent(Interpreter::close));
            try {
                activity.end(CELL_MILLIS);
                closing.join(CLOSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void exit(int status) {
            close();
            try {
                options.exit().accept(status);
            } finally {
                // Not before: a main thread that returns first would end the JVM with status 0.
                ended.countDown();
            }
        }

        private void close() {
            // Beside the sockets, which may take as long.
            var saving = Thread.ofPlatform().daemon().name("save").start(options.history()::close);
            try {
                io.stop(FLUSH_MILLIS);
                saving.join(SAVE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            // The I/O thread has ended, so nobody hands them work any more.
            dispatcher.retire();
            heartbeat.close();
            binder.close();
        }
    }
}
