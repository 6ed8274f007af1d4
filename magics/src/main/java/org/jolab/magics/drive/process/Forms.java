package org.jolab.magics.drive.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.tree.Attributes;
import org.jolab.magics.drive.tree.TreeReport;

/** The values that cross the socket, as JSON. */
final class Forms {

    private Forms() {}

    static ArrayNode written(Attributes file) {
        return Wire.MAPPER.createArrayNode().add(file.number()).add(file.kind().name()).add(file.size())
            .add(file.modified().getEpochSecond()).add(file.modified().getNano()).add(file.mode());
    }

    static Attributes attributes(JsonNode node) {
        return new Attributes(node.path(0).asLong(), Entry.Kind.valueOf(node.path(1).asText()),
            node.path(2).asLong(), Instant.ofEpochSecond(node.path(3).asLong(), node.path(4).asLong()),
            node.path(5).asInt());
    }

    static ObjectNode written(TreeReport report) {
        var node = Wire.object().put("store", report.store()).put("trouble", report.trouble())
            .put("cached", report.cached()).put("limit", report.limit());
        var waiting = node.putArray("waiting");
        for (var each : report.waiting()) {
            waiting.addObject().put("path", each.path()).put("what", each.what()).put("bytes", each.bytes())
                .put("sent", each.sent()).put("trouble", each.trouble());
        }
        var aside = node.putArray("aside");
        for (var each : report.aside()) {
            aside.addObject().put("file", each.file().toString()).put("why", each.why());
        }
        return node;
    }

    static TreeReport report(JsonNode node) {
        return new TreeReport(node.path("store").asText(), node.path("trouble").asText(),
            node.path("cached").asLong(), node.path("limit").asLong(),
            all(node.path("waiting"), each -> new TreeReport.Waiting(each.path("path").asText(),
                each.path("what").asText(), each.path("bytes").asLong(), each.path("sent").asLong(),
                each.path("trouble").asText())),
            all(node.path("aside"), each -> new TreeReport.SetAside(Path.of(each.path("file").asText()),
                each.path("why").asText())));
    }

    static ObjectNode written(MountStatus status) {
        var node = Wire.object().put("pid", status.pid()).put("since", status.since().toString());
        node.set("report", written(status.report()));
        var mounts = node.putArray("mounts");
        for (var each : status.mounts()) {
            mounts.addObject().put("point", each.point().toString()).put("readonly", each.readOnly());
        }
        var troubles = node.putArray("troubles");
        for (var each : status.troubles()) {
            troubles.addObject().put("when", each.when().toString()).put("what", each.what());
        }
        return node;
    }

    static MountStatus status(JsonNode node) {
        return new MountStatus(node.path("pid").asLong(), Instant.parse(node.path("since").asText()),
            report(node.path("report")),
            all(node.path("mounts"), each -> new MountStatus.Mounted(Path.of(each.path("point").asText()),
                each.path("readonly").asBoolean())),
            all(node.path("troubles"), each -> new Troubles.Trouble(Instant.parse(each.path("when").asText()),
                each.path("what").asText())));
    }

    private static <T> List<T> all(JsonNode nodes, Function<JsonNode, T> form) {
        var list = new ArrayList<T>();
        nodes.forEach(each -> list.add(form.apply(each)));
        return list;
    }
}
