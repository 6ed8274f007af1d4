package org.jolab.magics.drive.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jolab.magics.drive.store.Entry;

/** Nodes as the journal has them; what has its usual value is left out. */
final class Records {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Records() {
    }

    static ObjectNode gone(Node node) {
        return JSON.objectNode().put("n", node.number).put("x", 1);
    }

    static boolean isGone(JsonNode record) {
        return record.has("x");
    }

    static ObjectNode write(Node node) {
        var record = JSON.objectNode().put("n", node.number);
        record.put("k", node.kind.ordinal()).put("p", node.parent == null ? 0 : node.parent.number);
        record.put("f", node.name);
        if (!node.storeName.equals(node.name)) {
            record.put("s", node.storeName);
        }
        record.put("z", node.size).set("t", time(node.modified));
        record.put("m", node.mode);
        flag(record, "r", node.removed);
        flag(record, "d", node.displaced);
        flag(record, "a", node.marked);
        flag(record, "l", node.listed);
        if (node.generation != 0) {
            record.put("g", node.generation);
        }
        if (node.owns()) {
            write(node.remote, record);
        }
        var body = node.body;
        if (body != null) {
            record.set("c", write(body.state()));
        }
        return record;
    }

    private static void write(Remote remote, ObjectNode record) {
        if (remote.entry != null) {
            record.set("e", write(remote.entry));
        }
        if (!remote.newId.isEmpty()) {
            record.put("i", remote.newId);
        }
        flag(record, "q", remote.asked);
        if (!remote.base.isEmpty()) {
            record.put("b", remote.base);
        }
        if (!remote.tried.isEmpty()) {
            var tried = record.putArray("h");
            remote.tried.forEach(tried::add);
        }
    }

    private static void flag(ObjectNode record, String key, boolean value) {
        if (value) {
            record.put(key, 1);
        }
    }

    private static ArrayNode time(Instant time) {
        return JSON.arrayNode().add(time.getEpochSecond()).add(time.getNano());
    }

    private static Instant time(JsonNode time) {
        return Instant.ofEpochSecond(time.path(0).asLong(), time.path(1).asLong());
    }

    private static ArrayNode write(Entry entry) {
        return JSON.arrayNode().add(entry.id()).add(entry.parent()).add(entry.name()).add(entry.kind().ordinal())
            .add(entry.size()).add(entry.modified().getEpochSecond()).add(entry.modified().getNano())
            .add(entry.revision()).add(entry.hash())
            .add(entry.content().equals(entry.id()) ? null : entry.content()).add(entry.mode()).add(entry.fixed());
    }

    private static Entry readEntry(JsonNode e) {
        var id = e.path(0).asText();
        return new Entry(id, e.path(1).asText(), e.path(2).asText(), Entry.Kind.values()[e.path(3).asInt()],
            e.path(4).asLong(), Instant.ofEpochSecond(e.path(5).asLong(), e.path(6).asLong()), e.path(7).asText(),
            e.path(8).asText(), e.path(9).isNull() ? id : e.path(9).asText(), e.path(10).asInt(),
            e.path(11).asBoolean());
    }

    private static ObjectNode write(Body.State state) {
        var record = JSON.objectNode().put("g", state.generation()).put("z", state.size());
        if (state.source() != null) {
            record.set("e", write(state.source()));
            record.put("u", state.sourceEnd());
            var ranges = record.putArray("r");
            for (var position : state.ranges()) {
                ranges.add(position);
            }
        }
        if (!state.token().isEmpty()) {
            record.put("t", state.token());
        }
        return record;
    }

    private static Body.State readState(JsonNode record) {
        var ranges = new long[record.path("r").size()];
        for (var i = 0; i < ranges.length; i++) {
            ranges[i] = record.path("r").path(i).asLong();
        }
        return new Body.State(record.path("g").asInt(), record.path("z").asLong(),
            record.has("e") ? readEntry(record.path("e")) : null, record.path("u").asLong(), ranges,
            record.path("t").asText(""));
    }

    static long number(JsonNode record) {
        return record.path("n").asLong();
    }

    static long parent(JsonNode record) {
        return record.path("p").asLong();
    }

    /** A node without its parent; its entry is set with {@link Index#setEntry}. */
    static Node read(JsonNode record, Nodes nodes) {
        var node = new Node(number(record), Entry.Kind.values()[record.path("k").asInt()]);
        node.name = record.path("f").asText();
        node.storeName = record.path("s").asText(node.name);
        node.size = record.path("z").asLong();
        node.modified = time(record.path("t"));
        node.mode = record.path("m").asInt();
        node.removed = record.has("r");
        node.displaced = record.has("d");
        node.marked = record.has("a");
        node.listed = record.has("l");
        node.generation = record.path("g").asInt();
        var remote = node.remote;
        nodes.index.expect(remote, record.path("i").asText(""));
        remote.asked = record.has("q");
        remote.base = record.path("b").asText("");
        record.path("h").forEach(hash -> remote.tries(hash.asText()));
        if (record.has("e")) {
            nodes.index.setEntry(remote, readEntry(record.path("e")));
        }
        if (record.has("c")) {
            node.body = new Body(nodes, node, readState(record.path("c")));
        }
        return node;
    }
}
