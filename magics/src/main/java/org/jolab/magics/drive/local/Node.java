package org.jolab.magics.drive.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jolab.magics.drive.store.Entry;

/**
 * What the index knows of an entry.
 *
 * @param hash   MD5 in hexadecimal, or empty for a file that others have written
 * @param before what it was before the last change, which the process may not have lived to make; or null
 */
record Node(String id, String parent, String name, Seen seen, String revision, String hash, Node before) {

    Entry entry() {
        var link = seen.kind() == Entry.Kind.LINK;
        return new Entry(id, parent, name, seen.kind(), seen.size(), seen.modified(), revision, hash,
            link ? seen.target() : id, seen.mode(), false);
    }

    /** The same entry in another state. */
    Node now(Seen seen, String revision, String hash) {
        return new Node(id, parent, name, seen, revision, hash, null);
    }

    Node at(String parent, String name) {
        return new Node(id, parent, name, seen, revision, hash, null);
    }

    Node after(Node before) {
        return new Node(id, parent, name, seen, revision, hash,
            new Node(id, before.parent, before.name, before.seen, before.revision, before.hash, null));
    }

    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode().put("id", id).put("parent", parent).put("name", name)
            .put("kind", seen.kind().name()).put("size", seen.size()).put("modified", seen.modified().toString())
            .put("mode", seen.mode()).put("key", seen.key()).put("target", seen.target())
            .put("revision", revision).put("hash", hash);
        if (before != null) {
            json.set("before", before.json());
        }
        return json;
    }

    static Node of(JsonNode json) {
        var seen = new Seen(Entry.Kind.valueOf(json.path("kind").asText()), json.path("size").asLong(),
            Instant.parse(json.path("modified").asText()), json.path("mode").asInt(), json.path("key").asText(),
            json.path("target").asText());
        return new Node(json.path("id").asText(), json.path("parent").asText(), json.path("name").asText(), seen,
            json.path("revision").asText(), json.path("hash").asText(),
            json.has("before") ? of(json.path("before")) : null);
    }
}
