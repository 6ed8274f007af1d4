package org.jolab.kernel.channels;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jolab.kernel.protocol.Message;
import org.jolab.kernel.protocol.Message.Channel;
import org.jolab.kernel.protocol.Request;
import org.jolab.kernel.wire.MalformedMessage;
import org.jolab.kernel.wire.Signer;

/**
 * Reads what has arrived and hands each request to the thread that serves it; owned by the I/O thread.
 *
 * <p>Cells go to their lane, questions about code to the analyst's thread, comms to theirs, and everything else, which
 * never waits for a cell or the interpreter, to the control thread. Every type is served on shell and on control alike.
 */
final class Dispatcher {

    private static final Set<String> COMMS = Set.of("comm_open", "comm_msg", "comm_close");
    /** Per round and socket, so that a flood on one does not starve the others. */
    private static final int BURST = 500;

    /** Who serves what. */
    record Desks(Service service, Lanes lanes, Analyst analyst, ControlDesk control) {}

    private final Sockets sockets;
    private final Signer signer;
    private final Complaints complaints;
    private final Worker analysis = new Worker("analysis");
    /** Set once, before the I/O thread starts. */
    private Desks desks;
    private Questions questions;
    private Broadcaster broadcaster;

    Dispatcher(Sockets sockets, Signer signer, Complaints complaints) {
        this.sockets = sockets;
        this.signer = signer;
        this.complaints = complaints;
    }

    void serveWith(Desks theDesks, Questions theQuestions, Broadcaster theBroadcaster) {
        desks = theDesks;
        questions = theQuestions;
        broadcaster = theBroadcaster;
    }

    /** Handles what has arrived on all sockets; says whether there was anything. */
    boolean receive() {
        return broadcaster.welcome()
            | receive(Channel.CONTROL, BURST) | receive(Channel.STDIN, BURST) | receive(Channel.SHELL, BURST);
    }

    /** Handles everything that has arrived on one socket. */
    void drain(Channel channel) {
        receive(channel, Integer.MAX_VALUE);
    }

    /** Lets the threads end when they have done what they were handed. */
    void retire() {
        analysis.retire();
        desks.control.comms().retire();
        desks.lanes.retire();
        desks.control.retire();
    }

    private boolean receive(Channel channel, int most) {
        boolean any = false;
        for (int i = 0; i < most; i++) {
            var frames = Sockets.receive(sockets.of(channel));
            if (frames == null) {
                return any;
            }
            any = true;
            handle(channel, frames);
        }
        return any;
    }

    private void handle(Channel channel, List<byte[]> frames) {
        try {
            var message = Message.read(channel, frames, signer);
            if (channel == Channel.STDIN) {
                questions.answer(message);
            } else {
                route(message);
            }
        } catch (MalformedMessage e) {
            complaints.complain("A malformed message on " + channel, e.getMessage());
        }
    }

    private void route(Message message) {
        var type = message.header().type();
        var lane = desks.lanes.find(message.header().subshell());
        if (COMMS.contains(type)) {
            // Also for an unknown subshell: a comm message has no reply that could tell, and must not get lost.
            desks.control.comms().execute(() -> desks.service.serve(message,
                request -> desks.control.comms().handle(message, request)));
        } else if (lane.isEmpty()) {
            var reply = Lanes.unknown(message.header().subshell().orElse(""));
            desks.control.execute(() -> desks.service.serve(message, _ -> Optional.of(reply)));
        } else if (type.equals("execute_request")) {
            // What was set in the page before the cell was run is seen by the cell.
            lane.get().submit(message, desks.control.comms().served());
        } else if (Request.ANALYSIS.contains(type)) {
            analysis.execute(() -> desks.service.serve(message, request -> desks.analyst.handle(request, lane)));
        } else {
            desks.control.submit(message);
        }
    }
}
