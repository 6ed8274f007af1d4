package org.jolab.widgets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jolab.api.Comm;

/**
 * Widget states as messages: bytes travel beside the JSON, with the paths of the places that they were taken from, and
 * widgets are named by their identities.
 *
 * @param state the JSON part
 * @param paths where each buffer belongs
 * @param buffers the bytes
 */
record Wire(Map<String, Object> state, List<List<Object>> paths, List<byte[]> buffers) {

    static final String REFERENCE = "IPY_MODEL_";
    private static final Map<String, Object> PROTOCOL = Map.of("version", "2.1.0");

    /** Takes {@code state} apart; {@code identity} names a widget. */
    static Wire of(Map<String, ?> state, Function<Widget, String> identity) {
        var wire = new Wire(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        wire.copy(state, wire.state, List.of(), identity);
        return wire;
    }

    /** The message {@code method} of this state; {@code method} is null when a comm opens with it. */
    Comm.Message message(String method) {
        var data = new LinkedHashMap<String, Object>();
        if (method != null) {
            data.put("method", method);
        }
        data.put("state", state);
        data.put("buffer_paths", paths);
        return new Comm.Message(data, PROTOCOL, buffers);
    }

    private void copy(Map<String, ?> from, Map<String, Object> to, List<Object> path,
            Function<Widget, String> identity) {
        from.forEach((key, value) -> {
            if (value instanceof byte[] bytes) {
                take(bytes, path, key);
            } else {
                to.put(key, part(value, joined(path, key), identity));
            }
        });
    }

    private Object part(Object value, List<Object> path, Function<Widget, String> identity) {
        return switch (value) {
            case Widget widget -> REFERENCE + identity.apply(widget);
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                var named = new LinkedHashMap<String, Object>();
                map.forEach((key, item) -> named.put(key.toString(), item));
                copy(named, copy, path, identity);
                yield copy;
            }
            case Iterable<?> items -> {
                var copy = new ArrayList<>();
                for (var item : items) {
                    if (item instanceof byte[] bytes) {
                        take(bytes, path, copy.size());
                        copy.add(null);
                    } else {
                        copy.add(part(item, joined(path, copy.size()), identity));
                    }
                }
                yield copy;
            }
            case null, default -> value;
        };
    }

    private void take(byte[] bytes, List<Object> path, Object key) {
        paths.add(joined(path, key));
        buffers.add(bytes);
    }

    private static List<Object> joined(List<Object> path, Object key) {
        var longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }

    /** The state that a message carries, with its bytes put back; empty if there is none, or it is not sound. */
    static Optional<Map<String, Object>> read(Comm.Message message) {
        if (!(message.data().get("state") instanceof Map<?, ?> sent)) {
            return Optional.empty();
        }
        var state = mutable(sent);
        var buffers = message.buffers().iterator();
        if (message.data().get("buffer_paths") instanceof List<?> all) {
            for (var path : all) {
                if (!buffers.hasNext() || !(path instanceof List<?> keys) || !put(state, keys, buffers.next())) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(state);
    }

    private static boolean put(Object at, List<?> keys, byte[] bytes) {
        for (var key : keys.subList(0, Math.max(0, keys.size() - 1))) {
            at = at instanceof Map<?, ?> map ? map.get(key)
                : at instanceof List<?> list && key instanceof Number index && isIn(list, index)
                    ? list.get(index.intValue()) : null;
        }
        if (!keys.isEmpty() && at instanceof Map<?, ?> && keys.getLast() instanceof String key) {
            @SuppressWarnings("unchecked")
            var map = (Map<String, Object>) at;
            map.put(key, bytes);
            return true;
        }
        if (!keys.isEmpty() && at instanceof List<?> list && keys.getLast() instanceof Number index
            && isIn(list, index)) {
            @SuppressWarnings("unchecked")
            var items = (List<Object>) at;
            items.set(index.intValue(), bytes);
            return true;
        }
        return false;
    }

    private static boolean isIn(List<?> list, Number index) {
        return index.intValue() >= 0 && index.intValue() < list.size();
    }

    private static Map<String, Object> mutable(Map<?, ?> map) {
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> copy.put(key.toString(), mutable(value)));
        return copy;
    }

    private static Object mutable(Object value) {
        return switch (value) {
            case Map<?, ?> map -> mutable(map);
            case List<?> list -> {
                var copy = new ArrayList<>();
                list.forEach(item -> copy.add(mutable(item)));
                yield copy;
            }
            case null, default -> value;
        };
    }
}
