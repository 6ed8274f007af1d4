package org.jolab.widgets;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jolab.api.Comm;
import org.jolab.api.Notebook;
import org.jolab.api.Origin;
import org.jolab.api.UsageError;

/**
 * Something that front ends have a counterpart of, whose attributes have the same values on both sides. All methods of
 * all widgets may be called by any thread.
 *
 * <p>A widget reaches the front ends when it is first shown. It leaves them when it is closed, or when nothing of the
 * program holds it and the cell that shows it is cleared or run again.
 *
 * <p>Listeners that a front end sets off run one after the other, also while a cell runs; what they print and throw
 * appears below the cell that added them. Those that the program sets off by changing a value run in its place.
 */
public abstract class Widget {

    private static final Cleaner CLEANER = Cleaner.create();

    private final Model model;
    /** Guarded by this, as all that follows. */
    private final Map<String, Object> state = new LinkedHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<Object> attached = new CopyOnWriteArrayList<>();
    private Manager manager;
    private Comm comm;
    private Cleaner.Cleanable closing;
    private Set<String> held;
    private boolean isClosed;

    /** Somebody who wants to know of changes. */
    private record Listener(String attribute, Origin origin, Object key, Consumer<Object> action) {}

    Widget(Model model) {
        this.model = model;
        model.attributes().forEach((name, attribute) -> state.put(name, attribute.initial()));
    }

    final Model model() {
        return model;
    }

    /**
     * What an attribute holds, by the name that the protocol gives it, such as {@code readout_format}: a text, number,
     * boolean, list, map, bytes, widget or null.
     *
     * @throws UsageError if there is no such attribute
     */
    public final Object get(String attribute) {
        model.attribute(attribute);
        synchronized (this) {
            return state.get(attribute);
        }
    }

    /** Changes an attribute on both sides, and tells those who listen. */
    final void put(String attribute, Object value) {
        var checked = model.attribute(attribute).checked(value);
        var changes = new LinkedHashMap<String, Object>();
        synchronized (this) {
            checked = adjusted(attribute, checked);
            if (isSame(state.get(attribute), checked)) {
                return;
            }
            state.put(attribute, checked);
            changes.put(attribute, checked);
            consequences(attribute).forEach((name, other) -> {
                if (!isSame(state.put(name, other), other)) {
                    changes.put(name, other);
                }
            });
            changes.keySet().forEach(this::changed);
        }
        changes.forEach((name, now) -> listeners.stream().filter(listener -> listener.attribute.equals(name))
            .forEach(listener -> listener.action.accept(now)));
    }

    private void changed(String attribute) {
        if (held != null) {
            held.add(attribute);
        } else if (comm != null) {
            send(Collections.singletonMap(attribute, state.get(attribute)), "update");
        }
    }

    /** The value that an attribute gets when it is to be {@code value}; called under the lock. */
    Object adjusted(String attribute, Object value) {
        return value;
    }

    /** What else changes with this attribute; called under the lock. */
    Map<String, Object> consequences(String attribute) {
        return Map.of();
    }

    /** Whether front ends know it; asked under the lock. */
    final boolean isOpen() {
        return comm != null;
    }

    /** Does {@code changes} and tells the front ends of all of them at once. */
    final void atOnce(Runnable changes) {
        synchronized (this) {
            if (held != null) {
                changes.run();
                return;
            }
            held = new LinkedHashSet<>();
        }
        try {
            changes.run();
        } finally {
            synchronized (this) {
                var changed = new LinkedHashMap<String, Object>();
                held.forEach(name -> changed.put(name, state.get(name)));
                held = null;
                if (comm != null && !changed.isEmpty()) {
                    send(changed, "update");
                }
            }
        }
    }

    /**
     * Calls {@code listener} with the new value whenever an attribute has changed, by a front end or by the program,
     * until the result is closed.
     *
     * @throws UsageError if there is no such attribute
     */
    public final Observation observe(String attribute, Consumer<Object> listener) {
        return listen(attribute, listener, listener);
    }

    final Observation listen(String attribute, Object key, Consumer<Object> action) {
        model.attribute(attribute);
        var listener = new Listener(attribute, Notebook.origin(), key, Objects.requireNonNull(action));
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    final void ignore(Object key) {
        listeners.removeIf(listener -> listener.key == key);
    }

    /** Removes the widget from the front ends for good; nothing happens when it is closed already. */
    public synchronized void close() {
        isClosed = true;
        if (closing != null) {
            comm = null;
            closing.clean();
        }
    }

    /** The identity by which front ends know this widget; it is opened if it was not. */
    final String id() {
        return open().orElseThrow(() -> new UsageError("There is no notebook that could show widgets.")).id();
    }

    /** Opens the widget's comm, unless there is no notebook. */
    final synchronized Optional<Comm> open() {
        if (comm == null) {
            if (isClosed) {
                throw new UsageError("This " + model.title() + " was closed. Make a new one.");
            }
            Manager.current().ifPresent(this::open);
        }
        return Optional.ofNullable(comm);
    }

    private void open(Manager current) {
        state.putAll(beforeOpening());
        var all = new LinkedHashMap<>(model.identity(Manager.versions()));
        all.putAll(state);
        var opened = current.open(this, Wire.of(all, Widget::id));
        manager = current;
        comm = opened;
        closing = CLEANER.register(this, () -> current.close(opened));
    }

    /** What has to be different before the front ends first see the widget; called under the lock. */
    Map<String, Object> beforeOpening() {
        return Map.of();
    }

    /** Holds something as long as this lives. */
    final void attach(Object companion) {
        attached.add(companion);
    }

    final void detach(Object companion) {
        attached.remove(companion);
    }

    final synchronized void closedByFrontEnd(Comm closed) {
        if (comm == closed) {
            comm = null;
        }
    }

    /** What a front end that has just been loaded must know. */
    final synchronized Map<String, Object> saved() {
        var identity = model.identity(Manager.versions());
        var all = new LinkedHashMap<>(identity);
        all.putAll(state);
        return Map.of("model_name", model.name(), "model_module", model.module(),
            "model_module_version", identity.get("_model_module_version"), "state", all);
    }

    private void send(Map<String, ?> part, String method) {
        comm.send(Wire.of(part, Widget::id).message(method));
    }

    /** Sends something that is no state. */
    final synchronized void sendCustom(Map<String, ?> content, List<byte[]> buffers) {
        if (open().isPresent()) {
            comm.send(new Comm.Message(Map.of("method", "custom", "content", content), Map.of("version", "2.1.0"),
                buffers));
        }
    }

    /** Takes what a front end has sent. */
    final void receive(Comm.Message message) {
        switch (String.valueOf(message.data().get("method"))) {
            case "update" -> Wire.read(message).ifPresent(this::update);
            case "request_state" -> {
                synchronized (this) {
                    var all = new LinkedHashMap<>(model.identity(Manager.versions()));
                    all.putAll(state);
                    send(all, "update");
                }
            }
            case "custom" -> custom(message.data().get("content"), message.buffers());
            default -> { }
        }
    }

    /** Takes something that is no state. */
    void custom(Object content, List<byte[]> buffers) {}

    /** Whether a front end's change of an attribute is passed on to the others. */
    boolean isEchoed(String attribute) {
        return true;
    }

    private void update(Map<String, Object> sent) {
        var changes = new LinkedHashMap<String, Object>();
        synchronized (this) {
            if (comm == null) {
                return;
            }
            sent.keySet().retainAll(model.attributes().keySet());
            var echo = new LinkedHashMap<>(sent);
            echo.keySet().removeIf(name -> !isEchoed(name));
            if (!echo.isEmpty()) {
                send(echo, "echo_update");
            }
            var corrections = new LinkedHashMap<String, Object>();
            sent.forEach((name, raw) -> take(name, raw, changes, corrections));
            if (!corrections.isEmpty()) {
                send(corrections, "update");
            }
        }
        changes.forEach(this::tell);
    }

    private void take(String name, Object raw, Map<String, Object> changes, Map<String, Object> corrections) {
        var before = state.get(name);
        try {
            var checked = model.attribute(name).checked(resolved(raw));
            var now = adjusted(name, checked);
            if (!isSame(checked, now)) {
                corrections.put(name, now);
            }
            if (!isSame(before, now)) {
                state.put(name, now);
                changes.put(name, now);
            }
        } catch (UsageError e) {
            corrections.put(name, before);
        }
    }

    /** The value with widgets in the place of their names. */
    private Object resolved(Object raw) {
        return switch (raw) {
            case String text when text.startsWith(Wire.REFERENCE) -> {
                var widget = manager.find(text.substring(Wire.REFERENCE.length()));
                yield widget == null ? text : widget;
            }
            case List<?> list -> list.stream().map(this::resolved).collect(Collectors.toCollection(ArrayList::new));
            case null, default -> raw;
        };
    }

    private void tell(String attribute, Object now) {
        for (var listener : listeners) {
            if (listener.attribute.equals(attribute)) {
                happen(listener.origin, () -> listener.action.accept(now));
            }
        }
    }

    final void happen(Origin origin, Origin.Work work) {
        manager.happen(origin, work);
    }

    private static boolean isSame(Object one, Object other) {
        return one instanceof byte[] bytes && other instanceof byte[] others ? Arrays.equals(bytes, others)
            : Objects.equals(one, other);
    }

    /** Its kind, and the attributes that are not as they are by default. */
    @Override
    public final String toString() {
        Map<String, Object> now;
        synchronized (this) {
            now = new LinkedHashMap<>(state);
        }
        var text = new StringBuilder();
        now.forEach((name, value) -> {
            if (!isSame(value, model.attribute(name).initial()) && !(value instanceof Layout || value instanceof Style)
                && (name.equals("_options_labels") || !name.startsWith("_"))) {
                text.append(text.isEmpty() ? "" : ", ").append(name.replace("_options_labels", "options")).append('=')
                    .append(value instanceof byte[] bytes ? bytes.length + " bytes" : value);
            }
        });
        var cut = text.length() > 200 ? text.substring(0, 200) + "…" : text.toString();
        return model.title() + "[" + cut + "]";
    }
}
