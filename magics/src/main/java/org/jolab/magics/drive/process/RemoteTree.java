package org.jolab.magics.drive.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.OpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jolab.magics.drive.store.Space;
import org.jolab.magics.drive.tree.Attributes;
import org.jolab.magics.drive.tree.KeptTree;
import org.jolab.magics.drive.tree.OpenFile;
import org.jolab.magics.drive.tree.TreeReport;

/**
 * The tree of a mount process, used from another process over its socket: what works where FUSE does not. Used by many
 * threads. {@link #close()} ends the connection and leaves the process as it is.
 */
public final class RemoteTree implements KeptTree {

    private final Connections connections;

    RemoteTree(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Attributes attributes(String path) throws IOException {
        return Forms.attributes(connections.ask(call("attributes", path)).path("attributes"));
    }

    @Override
    public void list(String path, BiPredicate<String, Attributes> sink) throws IOException {
        var wire = connections.take();
        try {
            wire.send(call("list", path));
            while (true) {
                var reply = Connections.reply(wire);
                if (reply.has("error") || reply.has("end")) {
                    connections.give(wire);
                    wire = null;
                    Failures.check(reply);
                    return;
                }
                for (var entry : reply.path("entries")) {
                    if (!sink.test(entry.path(0).asText(), Forms.attributes(entry.path(1)))) {
                        return;
                    }
                }
            }
        } finally {
            if (wire != null) {
                wire.close();
            }
        }
    }

    @Override
    public OpenFile open(String path, Set<? extends OpenOption> options, int mode) throws IOException {
        var request = call("open", path).put("mode", mode);
        var names = request.putArray("options");
        options.forEach(option -> names.add(option.toString()));
        var wire = connections.take();
        try {
            wire.send(request);
            var reply = Connections.reply(wire);
            Failures.check(reply);
            return new RemoteFile(wire, connections);
        } catch (IOException | RuntimeException failure) {
            wire.close();
            throw failure;
        }
    }

    @Override
    public void makeFolder(String path, int mode) throws IOException {
        connections.ask(call("makeFolder", path).put("mode", mode));
    }

    @Override
    public void remove(String path) throws IOException {
        connections.ask(call("remove", path));
    }

    @Override
    public void removeFolder(String path) throws IOException {
        connections.ask(call("removeFolder", path));
    }

    @Override
    public void rename(String from, String to, boolean replace) throws IOException {
        connections.ask(call("rename", from).put("to", to).put("replace", replace));
    }

    @Override
    public void truncate(String path, long size) throws IOException {
        connections.ask(call("truncate", path).put("size", size));
    }

    @Override
    public void setModified(String path, Instant modified) throws IOException {
        connections.ask(call("setModified", path).put("seconds", modified.getEpochSecond())
            .put("nanos", modified.getNano()));
    }

    @Override
    public void setMode(String path, int mode) throws IOException {
        connections.ask(call("setMode", path).put("mode", mode));
    }

    @Override
    public String linkTarget(String path) throws IOException {
        return connections.ask(call("linkTarget", path)).path("target").asText();
    }

    @Override
    public Space space() throws IOException {
        var reply = connections.ask(Wire.object().put("do", "space"));
        return new Space(reply.path("total").asLong(), reply.path("used").asLong());
    }

    @Override
    public TreeReport report() {
        try {
            return Forms.report(connections.ask(Wire.object().put("do", "report")).path("report"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public boolean flush(Duration limit) throws InterruptedException {
        try {
            return flush(limit, report -> { });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Sends all that waits now; tells each half a second how far it is. An interrupt ends the wait alone. */
    public boolean flush(Duration limit, Consumer<TreeReport> progress) throws IOException, InterruptedException {
        var wire = connections.take();
        try {
            wire.send(Wire.object().put("do", "flush").put("limit", limit.toMillis()));
            while (true) {
                var reply = Connections.reply(wire);
                if (reply.has("report")) {
                    progress.accept(Forms.report(reply.path("report")));
                } else {
                    Failures.check(reply);
                    return reply.path("done").asBoolean();
                }
            }
        } catch (java.nio.channels.ClosedByInterruptException interrupted) {
            Thread.interrupted();
            throw new InterruptedException();
        } finally {
            wire.close();
        }
    }

    @Override
    public void refresh() throws IOException {
        connections.ask(Wire.object().put("do", "refresh"));
    }

    @Override
    public InputStream export(String path, String format) throws IOException {
        var wire = connections.take();
        try {
            wire.send(call("export", path).put("format", format));
            Failures.check(Connections.reply(wire));
            return new RemoteStream(wire);
        } catch (IOException | RuntimeException failure) {
            wire.close();
            throw failure;
        }
    }

    @Override
    public void close() {
        try {
            connections.close();
        } catch (IOException alreadyBroken) {
            // Nothing waits on this side.
        }
    }

    private static ObjectNode call(String what, String path) {
        return Wire.object().put("do", what).put("path", path);
    }
}
