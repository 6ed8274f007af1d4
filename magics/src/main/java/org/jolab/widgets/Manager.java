package org.jolab.widgets;

import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jolab.api.Comm;
import org.jolab.api.Comms;
import org.jolab.api.Notebook;
import org.jolab.api.Origin;
import org.jolab.api.UsageError;

/**
 * The widgets of one notebook that front ends know. Used by all threads.
 *
 * <p>It holds none of them: a widget that can be seen is held by the cell that shows it, and one that nobody holds is
 * closed when it is collected.
 *
 * @see <a href="https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md">the messages</a>
 */
final class Manager {

    static final String TARGET = "jupyter.widget";
    /** A front end that shows widgets opens a comm of this name as soon as it is connected, and when it reconnects. */
    static final String CONTROL = "jupyter.widget.control";
    private static final Map<String, Object> CONTROL_PROTOCOL = Map.of("version", "1.0.0");
    /** Colab's front end is of ipywidgets 7. */
    private static final Map<String, String> ON_COLAB =
        Map.of("@jupyter-widgets/base", "1.2.0", "@jupyter-widgets/controls", "1.5.0");

    /** By the notebook's comms: a process has one notebook, but its tests have many after each other. */
    private static final Map<Comms, Manager> ALL = new WeakHashMap<>();

    private final Comms comms;
    private final Map<String, WeakReference<Widget>> open = new ConcurrentHashMap<>();
    /** Listeners run one after the other, in the order of the events, as in a user interface. */
    private final ReentrantLock events = new ReentrantLock(true);

    private Manager(Comms comms) {
        this.comms = comms;
        comms.register(CONTROL, (control, _) -> control.onMessage(this::control));
    }

    /** That of this notebook; empty outside of notebooks. */
    static Optional<Manager> current() {
        Comms comms;
        try {
            comms = Notebook.comms();
        } catch (UsageError | UnsupportedOperationException e) {
            return Optional.empty();
        }
        if (comms == null) {
            return Optional.empty();
        }
        synchronized (ALL) {
            return Optional.of(ALL.computeIfAbsent(comms, Manager::new));
        }
    }

    /** Whether some front end has said that it shows widgets. */
    boolean isWanted() {
        return comms.wasWanted(CONTROL);
    }

    /** The versions of packages that differ from those of the table. */
    static Map<String, String> versions() {
        return System.getenv("COLAB_RELEASE_TAG") == null ? Map.of() : ON_COLAB;
    }

    /** Opens the comm of a widget, whose handlers hold it no more than this does. */
    Comm open(Widget widget, Wire state) {
        var comm = comms.open(TARGET, state.message(null));
        var reference = new WeakReference<>(widget);
        open.put(comm.id(), reference);
        comm.onMessage((_, message) -> {
            var receiver = reference.get();
            if (receiver != null) {
                receiver.receive(message);
            }
        });
        comm.onClose((closed, _) -> {
            var receiver = reference.get();
            if (receiver != null) {
                receiver.closedByFrontEnd(closed);
            }
            open.remove(closed.id());
        });
        return comm;
    }

    /** Closes a comm, with no need of its widget. */
    void close(Comm comm) {
        open.remove(comm.id());
        comm.close(Map.of());
    }

    /** The widget that a front end names; null if there is none. */
    Widget find(String id) {
        var reference = open.get(id);
        return reference == null ? null : reference.get();
    }

    /** How many are open. */
    int count() {
        return open.size();
    }

    /** Does what somebody wants done when something happens in a front end, after what was to be done before. */
    void happen(Origin origin, Origin.Work work) {
        comms.letOthersPass();
        events.lock();
        try {
            origin.run(work);
        } finally {
            events.unlock();
        }
    }

    private void control(Comm control, Comm.Message message) {
        if (!"request_states".equals(message.data().get("method"))) {
            return;
        }
        var states = new LinkedHashMap<String, Object>();
        open.forEach((id, reference) -> {
            var widget = reference.get();
            if (widget != null) {
                states.put(id, widget.saved());
            }
        });
        var wire = Wire.of(states, Widget::id);
        control.send(new Comm.Message(
            Map.of("method", "update_states", "states", wire.state(), "buffer_paths", wire.paths()),
            CONTROL_PROTOCOL, wire.buffers()));
    }
}
