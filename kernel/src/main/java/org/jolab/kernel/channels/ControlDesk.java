package org.jolab.kernel.channels;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jolab.kernel.protocol.Message;
import org.jolab.kernel.protocol.Publication;
import org.jolab.kernel.protocol.Reply;
import org.jolab.kernel.protocol.Request;
import org.jolab.kernel.wire.Ports;

/**
 * Answers what must be answered whatever a cell does, such as interrupt and shutdown; runs on the control thread, which
 * never waits for a cell or for the interpreter to start.
 */
final class ControlDesk implements Executor {

    /** What it can tell and do. */
    record Subjects(Language language, Lanes lanes, CommTable comms, Ports ports) {}

    /** How the kernel ends. */
    interface Ending {

        /** Stops cells and user code, within about a second. */
        void windDown();

        /** Closes the sockets and ends the process with {@code status}. */
        void exit(int status);
    }

    private final Service service;
    private final Subjects subjects;
    private final Ending ending;
    private final Worker thread = new Worker("control");
    private final MachineUsage usage = new MachineUsage();

    ControlDesk(Service service, Subjects subjects, Ending ending) {
        this.service = service;
        this.subjects = subjects;
        this.ending = ending;
    }

    CommTable comms() {
        return subjects.comms;
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    /** Queues a request; called by the I/O thread. */
    void submit(Message message) {
        thread.execute(() -> serve(message));
    }

    /** Lets the thread end when it has done what it was handed. */
    void retire() {
        thread.retire();
    }

    /** Ends the kernel without having been asked by a message. */
    void end(int status) {
        thread.execute(() -> {
            ending.windDown();
            service.post().publish(new Publication.ShuttingDown(false), Map.of());
            ending.exit(status);
        });
    }

    private void serve(Message message) {
        boolean[] last = {false};
        service.serve(message, request -> {
            last[0] = request instanceof Request.Shutdown;
            return handle(message, request);
        });
        if (last[0]) {
            ending.exit(0);
        }
    }

    private Optional<Reply> handle(Message message, Request request) {
        // What everybody asks first; the switch costs milliseconds when it is first met.
        if (request instanceof Request.KernelInfo) {
            return Optional.of(KernelInfo.reply());
        }
        return switch (request) {
            case Request.Connect() -> Optional.of(new Reply.Done(subjects.ports.toJson()));
            case Request.CommInfo(var target) -> Optional.of(subjects.comms.info(target));
            case Request.Usage() -> Optional.of(usage.measure());
            case Request.CreateSubshell() -> Optional.of(subjects.lanes.create());
            case Request.DeleteSubshell(var id) -> Optional.of(subjects.lanes.delete(id));
            case Request.ListSubshells() -> Optional.of(subjects.lanes.list());
            case Request.Interrupt() -> {
                subjects.language.interrupt();
                yield Optional.of(new Reply.Done(Map.of()));
            }
            case Request.Shutdown(var restart) -> {
                ending.windDown();
                // Reply first, then tell the others; the order between two channels is free.
                service.post().reply(message, new Reply.Done(Map.of("restart", restart)));
                service.post().publish(new Publication.ShuttingDown(restart), message.header().fields());
                yield Optional.empty();
            }
            default -> {
                service.complaints().complain("unknown message type " + message.header().type(),
                    "this kernel does not serve it");
                yield Optional.empty();
            }
        };
    }
}
