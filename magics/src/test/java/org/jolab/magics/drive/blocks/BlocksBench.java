package org.jolab.magics.drive.blocks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.Executors;
import org.jolab.magics.drive.fake.FakeDrive;
import org.jolab.magics.drive.google.GoogleOptions;
import org.jolab.magics.drive.google.GoogleStore;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.Store;
import org.jolab.magics.drive.webdav.DavLogin;
import org.jolab.magics.drive.webdav.WebDavStore;

/**
 * How fast files are read through the cache, beside plain HTTP from the same server: a program, not a test. Arguments:
 * the file's size in MB, the server's latency in ms, and {@code dav} or {@code drive}.
 */
final class BlocksBench {

    private static final byte[] CONTENT = new byte[8 << 20];

    private BlocksBench() {
    }

    /** Where the bytes come from. */
    private interface Source {

        Entry file(String name, long size) throws IOException;

        HttpRequest plain(Entry file) throws IOException;
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        new Random(1).nextBytes(CONTENT);
        var size = Long.parseLong(arguments[0]) << 20;
        var latency = Integer.parseInt(arguments[1]);
        if (arguments[2].equals("drive")) {
            drive(size, latency);
        } else {
            dav(size, latency);
        }
    }

    private static void drive(long size, int latency) throws Exception {
        try (var drive = FakeDrive.start();
             var store = new GoogleStore(drive.endpoint(), drive.tokens().client(), GoogleOptions.standard())) {
            var home = store.list(store.root(), "").entries().getFirst();
            var source = new Source() {

                @Override
                public Entry file(String name, long size) throws IOException {
                    drive.faults().latency(0);
                    var staged = Files.createTempFile("bench", "");
                    try (var channel = FileChannel.open(staged, StandardOpenOption.READ, StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE)) {
                        for (var at = 0L; at < size; at += CONTENT.length) {
                            channel.write(ByteBuffer.wrap(CONTENT, 0, (int) Math.min(CONTENT.length, size - at)));
                        }
                        var draft = new Draft(store.newIds(1).getFirst(), home.content(), name, "", size, "",
                            Instant.EPOCH, -1);
                        if (size < 1 << 20) {
                            return store.put(draft, channel);
                        }
                        var upload = store.begin(draft);
                        while (true) {
                            var sent = upload.send(channel, Math.min(8 << 20, size - upload.taken()));
                            if (sent.isPresent()) {
                                return sent.get();
                            }
                        }
                    } finally {
                        drive.faults().latency(latency);
                    }
                }

                @Override
                public HttpRequest plain(Entry file) throws IOException {
                    return HttpRequest.newBuilder(drive.endpoint().resolve("/drive/v3/files/" + file.id()
                        + "?alt=media")).header("Authorization", "Bearer " + drive.tokens().client().current()).build();
                }
            };
            measure(store, source, size, "FakeDrive, " + latency + " ms");
        }
    }

    private static void dav(long size, int latency) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, latency));
        server.start();
        var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        try (var store = new WebDavStore(address, DavLogin.none())) {
            measure(store, new Source() {

                @Override
                public Entry file(String name, long size) {
                    return new Entry("/" + name + "-" + size, "/", name + "-" + size, Entry.Kind.FILE, size,
                        Instant.EPOCH, "\"1\"", "", "/" + name + "-" + size, -1, false);
                }

                @Override
                public HttpRequest plain(Entry file) {
                    return HttpRequest.newBuilder(address.resolve(file.name())).build();
                }
            }, size, "WebDAV, " + latency + " ms");
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static void measure(Store store, Source source, long size, String title) throws Exception {
        var folder = Files.createTempDirectory("blocks-bench");
        try (var client = HttpClient.newHttpClient(); var blocks = new Blocks(folder, 10L << 30, store)) {
            for (var turn = 0; turn < 4; turn++) {
                var file = source.file("big" + turn, size);
                var raw = raw(client, source.plain(file), size);
                var cold = sequential(blocks, file);
                var cached = sequential(blocks, file);
                System.out.printf("%s, %d MB: plain %.0f MB/s, cold %.0f MB/s (%.0f %%), cached %.0f MB/s%n", title,
                    size >> 20, rate(size, raw), rate(size, cold), 100.0 * raw / cold, rate(size, cached));
            }
            small(client, blocks, source);
        } finally {
            try (var all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
    }

    private static double rate(long size, long nanos) {
        return size * 1e3 / nanos;
    }

    private static void answer(HttpExchange exchange, int latency) throws IOException {
        try (exchange) {
            Thread.sleep(latency);
            var range = exchange.getRequestHeaders().getFirst("Range");
            var size = Long.parseLong(exchange.getRequestURI().getPath().replaceAll(".*-", ""));
            var from = 0L;
            var to = size;
            if (range != null) {
                var ends = range.substring("bytes=".length()).split("-");
                from = Long.parseLong(ends[0]);
                to = Long.parseLong(ends[1]) + 1;
                exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + size);
            }
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(range == null ? 200 : 206, to - from);
            while (from < to) {
                var at = (int) (from % CONTENT.length);
                var count = (int) Math.min(1 << 16, Math.min(CONTENT.length - at, to - from));
                exchange.getResponseBody().write(CONTENT, at, count);
                from += count;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long raw(HttpClient client, HttpRequest request, long size) throws Exception {
        var begin = System.nanoTime();
        var buffer = new byte[1 << 17];
        var got = 0L;
        try (var in = client.send(request, BodyHandlers.ofInputStream()).body()) {
            for (var count = in.read(buffer); count > 0; count = in.read(buffer)) {
                got += count;
            }
        }
        check(got == size);
        return System.nanoTime() - begin;
    }

    private static void check(boolean right) {
        if (!right) {
            throw new AssertionError("wrong bytes");
        }
    }

    private static long sequential(Blocks blocks, Entry file) throws IOException {
        var begin = System.nanoTime();
        var buffer = ByteBuffer.allocateDirect(1 << 17);
        for (var offset = 0L; offset < file.size(); offset += buffer.capacity()) {
            buffer.clear();
            check(blocks.read(file, offset, buffer) == Math.min(buffer.capacity(), file.size() - offset));
            check(buffer.get(5) == CONTENT[(int) ((offset + 5) % CONTENT.length)]);
        }
        return System.nanoTime() - begin;
    }

    private static void small(HttpClient client, Blocks blocks, Source source) throws Exception {
        var all = new ArrayList<Entry>();
        for (var i = 0; i < 300; i++) {
            all.add(source.file(String.format("small%03d", i), 10_000));
        }
        var begin = System.nanoTime();
        for (var file : all.subList(0, 30)) {
            raw(client, source.plain(file), 10_000);
        }
        var raw = (System.nanoTime() - begin) * 10;
        begin = System.nanoTime();
        for (var file : all) {
            blocks.opened(file, () -> all);
            check(blocks.read(file, 0, ByteBuffer.allocate(10_000)) == 10_000);
        }
        System.out.printf("300 small files: plain, one after the other %.2f s, cold %.2f s%n", raw / 1e9,
            (System.nanoTime() - begin) / 1e9);
    }
}
