package org.jolab.magics.drive.engine;

import java.util.Map;
import java.util.TreeMap;

/** A set of byte positions as ranges that do not touch. Guarded by the {@link Body} that has it. */
final class Ranges {

    private final TreeMap<Long, Long> ends = new TreeMap<>();

    void add(long from, long to) {
        if (from >= to) {
            return;
        }
        var start = from;
        var end = to;
        for (var near = ends.floorEntry(end); near != null && near.getValue() >= start; near = ends.floorEntry(end)) {
            start = Math.min(start, near.getKey());
            end = Math.max(end, near.getValue());
            ends.remove(near.getKey());
        }
        ends.put(start, end);
    }

    /** Takes out all from a position on. */
    void cut(long from) {
        ends.tailMap(from, true).clear();
        var last = ends.lastEntry();
        if (last != null && last.getValue() > from) {
            ends.put(last.getKey(), from);
        }
    }

    /** The end of the stretch from a position on that is wholly in the set or wholly outside it. */
    long stretch(long from) {
        var in = ends.floorEntry(from);
        if (in != null && in.getValue() > from) {
            return in.getValue();
        }
        var next = ends.higherKey(from);
        return next == null ? Long.MAX_VALUE : next;
    }

    boolean has(long at) {
        var in = ends.floorEntry(at);
        return in != null && in.getValue() > at;
    }

    int count() {
        return ends.size();
    }

    /** Each range's first position and the position behind its last one. */
    Map<Long, Long> all() {
        return ends;
    }
}
