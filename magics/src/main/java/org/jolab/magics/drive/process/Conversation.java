package org.jolab.magics.drive.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jolab.magics.drive.tree.KeptTree;
import org.jolab.magics.drive.tree.OpenFile;

/** The mount process's end of one connection, with the file that is open on it, if one is. Owned by its thread. */
final class Conversation implements AutoCloseable {

    private static final int BATCH = 200;

    private final Wire wire;
    private final Service service;
    private final KeptTree tree;
    private OpenFile file;
    private ByteBuffer buffer;

    Conversation(Wire wire, Service service) {
        this.wire = wire;
        this.service = service;
        this.tree = service.tree();
    }

    void run() throws IOException {
        for (var request = wire.receive(); request != null; request = wire.receive()) {
            // What follows the line has to leave the wire, whatever becomes of the request.
            var content = content(request);
            ObjectNode reply;
            try {
                reply = reply(request, content);
            } catch (Unsent broken) {
                throw broken.cause();
            } catch (IOException | RuntimeException failure) {
                reply = Failures.written(failure);
            } catch (InterruptedException interrupted) {
                return;
            }
            if (reply != null) {
                wire.send(reply);
            }
        }
    }

    private ObjectNode reply(ObjectNode request, ByteBuffer content) throws IOException, InterruptedException {
        var path = request.path("path").asText();
        switch (request.path("do").asText()) {
            case "attributes" -> {
                return Wire.object().set("attributes", Forms.written(tree.attributes(path)));
            }
            case "list" -> list(path);
            case "open" -> open(path, request);
            case "makeFolder" -> tree.makeFolder(path, request.path("mode").asInt());
            case "remove" -> tree.remove(path);
            case "removeFolder" -> tree.removeFolder(path);
            case "rename" -> tree.rename(path, request.path("to").asText(), request.path("replace").asBoolean());
            case "truncate" -> tree.truncate(path, request.path("size").asLong());
            case "setModified" -> tree.setModified(path,
                Instant.ofEpochSecond(request.path("seconds").asLong(), request.path("nanos").asLong()));
            case "setMode" -> tree.setMode(path, request.path("mode").asInt());
            case "linkTarget" -> {
                return Wire.object().put("target", tree.linkTarget(path));
            }
            case "space" -> {
                var space = tree.space();
                return Wire.object().put("total", space.total()).put("used", space.used());
            }
            case "report" -> {
                return Wire.object().set("report", Forms.written(tree.report()));
            }
            case "status" -> {
                return Wire.object().set("status", Forms.written(service.status()));
            }
            case "mount" -> service.mount(Path.of(request.path("point").asText()),
                request.path("readonly").asBoolean());
            case "unmount" -> service.unmount(Path.of(request.path("point").asText()));
            case "sync" -> service.sync(path, Path.of(request.path("point").asText()),
                request.path("remove").asBoolean());
            case "unsync" -> service.unsync(Path.of(request.path("point").asText()));
            case "flush" -> {
                return flush(Duration.ofMillis(request.path("limit").asLong()));
            }
            case "refresh" -> tree.refresh();
            case "export" -> {
                export(path, request.path("format").asText());
                return null;
            }
            case "stop" -> service.stop();
            case "hello" -> {
                return Wire.object().put("pid", ProcessHandle.current().pid());
            }
            default -> {
                return ofFile(request, content);
            }
        }
        return request.path("do").asText().equals("list") ? Wire.object().put("end", true) : Wire.object();
    }

    private ObjectNode ofFile(ObjectNode request, ByteBuffer content) throws IOException {
        var what = request.path("do").asText();
        if (!what.startsWith("file.")) {
            throw new IllegalArgumentException("The mount process does not know \"" + what + "\".");
        }
        if (file == null) {
            throw new IllegalArgumentException("No file is open on this connection.");
        }
        switch (what) {
            case "file.attributes" -> {
                return Wire.object().set("attributes", Forms.written(file.attributes()));
            }
            case "file.read" -> {
                var target = buffer().limit(Math.min(Wire.MOST, request.path("length").asInt()));
                file.read(target, request.path("offset").asLong());
                send(Wire.object(), target.flip());
                return null;
            }
            case "file.write" -> file.write(content, request.path("offset").asLong());
            case "file.truncate" -> file.truncate(request.path("size").asLong());
            case "file.flush" -> file.flush();
            case "file.force" -> file.force();
            case "file.close" -> {
                var closing = file;
                file = null;
                try (closing) {
                    closing.flush();
                }
            }
            default -> throw new IllegalArgumentException("The mount process does not know \"" + what + "\".");
        }
        return Wire.object();
    }

    private void list(String path) throws IOException {
        var batch = new ObjectNode[] {Wire.object()};
        batch[0].putArray("entries");
        tree.list(path, (name, attributes) -> {
            var entries = batch[0].withArray("entries");
            entries.addArray().add(name).add(Forms.written(attributes));
            if (entries.size() == BATCH) {
                send(batch[0]);
                batch[0] = Wire.object();
                batch[0].putArray("entries");
            }
            return true;
        });
        send(batch[0]);
    }

    private void open(String path, ObjectNode request) throws IOException {
        if (file != null) {
            throw new IllegalArgumentException("A file is open on this connection already.");
        }
        var options = new HashSet<OpenOption>();
        request.path("options").forEach(each -> options.add(StandardOpenOption.valueOf(each.asText())));
        file = tree.open(path, options, request.path("mode").asInt());
    }

    private ObjectNode flush(Duration limit) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var flushing = CompletableFuture.supplyAsync(() -> {
            try {
                service.syncNow();
                return tree.flush(limit.minusNanos(System.nanoTime() - begun));
            } catch (InterruptedException | IOException failure) {
                throw new CompletionException(failure);
            }
        }, task -> Thread.ofVirtual().name("flush").start(task));
        while (true) {
            try {
                return Wire.object().put("done", flushing.get(500, TimeUnit.MILLISECONDS));
            } catch (TimeoutException goesOn) {
                // The tree itself keeps to the limit; folders that are kept equal may take longer, and go on.
                if (limit.plusSeconds(2).minusNanos(System.nanoTime() - begun).isNegative()) {
                    return Wire.object().put("done", false);
                }
                send(Wire.object().set("report", Forms.written(tree.report())));
            } catch (java.util.concurrent.ExecutionException failed) {
                throw new IOException(String.valueOf(failed.getCause().getMessage()), failed.getCause());
            }
        }
    }

    private void export(String path, String format) throws IOException {
        try (var content = tree.export(path, format)) {
            send(Wire.object());
            while (true) {
                var target = buffer();
                var count = content.readNBytes(target.array(), 0, target.capacity());
                var message = Wire.object();
                if (count < target.capacity()) {
                    send(message.put("end", true), target.limit(count));
                    return;
                }
                send(message, target.limit(count));
            }
        }
    }

    private ByteBuffer content(ObjectNode request) throws IOException {
        if (!request.has("bytes")) {
            return ByteBuffer.allocate(0);
        }
        wire.receive(request, buffer());
        return buffer.flip();
    }

    private ByteBuffer buffer() {
        if (buffer == null) {
            buffer = ByteBuffer.allocate(Wire.MOST);
        }
        return buffer.clear();
    }

    private void send(ObjectNode message) {
        try {
            wire.send(message);
        } catch (IOException gone) {
            throw new Unsent(gone);
        }
    }

    private void send(ObjectNode message, ByteBuffer bytes) {
        try {
            wire.send(message, bytes);
        } catch (IOException gone) {
            throw new Unsent(gone);
        }
    }

    /** The client ended first: its open file is closed as a program's is that dies. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            try (var closing = file) {
                closing.flush();
            }
        }
        wire.close();
    }

    /** The connection broke in the middle of a reply. */
    private static final class Unsent extends RuntimeException {

        private static final long serialVersionUID = 1;

        Unsent(IOException cause) {
            super(cause);
        }

        IOException cause() {
            return (IOException) getCause();
        }
    }
}
