package org.jolab.kernel.channels;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jolab.kernel.history.History;
import org.jolab.kernel.protocol.Reply;

/**
 * The main shell and the subshells; changed by the control thread, read by the I/O thread.
 *
 * @see <a href="https://jupyter.org/enhancement-proposals/91-kernel-subshells/kernel-subshells.html">JEP 91</a>
 */
final class Lanes {

    private final CellLane.Shared shared;
    private final History history;
    private final CellLane main;
    private final ConcurrentMap<String, CellLane> subshells = new ConcurrentHashMap<>();

    Lanes(CellLane.Shared shared, History history) {
        this.shared = shared;
        this.history = history;
        this.main = new CellLane("shell", shared, history.session());
    }

    /** The lane that a request names; the main one if it names none, empty if it names one that does not exist. */
    Optional<CellLane> find(Optional<String> subshell) {
        return subshell.isEmpty() ? Optional.of(main) : Optional.ofNullable(subshells.get(subshell.get()));
    }

    Reply create() {
        var id = UUID.randomUUID().toString();
        subshells.put(id, new CellLane("subshell " + id, shared, history.session()));
        return new Reply.Done(Map.of("subshell_id", id));
    }

    Reply delete(String id) {
        var lane = subshells.remove(id);
        if (lane == null) {
            return unknown(id);
        }
        // On the I/O thread, so that no request is on its way to a thread that has ended.
        shared.service().post().io().execute(lane::delete);
        return new Reply.Done(Map.of());
    }

    Reply list() {
        return new Reply.Done(Map.of("subshell_id", List.copyOf(subshells.keySet())));
    }

    /** Lets the threads end when they have run what is queued. */
    void retire() {
        main.delete();
        subshells.values().forEach(CellLane::delete);
    }

    /** Says that there is no such subshell; without an answer front ends would wait for ever (ipykernel#1557). */
    static Reply unknown(String id) {
        return Reply.Failure.of("SubshellNotFound", "There is no subshell \"%s\"; it may have been deleted."
            .formatted(id));
    }
}
