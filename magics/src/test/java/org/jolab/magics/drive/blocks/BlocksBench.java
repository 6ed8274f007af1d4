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
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.webdav.DavLogin;
import org.jolab.magics.drive.webdav.WebDavStore;

/**
 * How fast files are read through the cache, beside plain HTTP from the same server: a program, not a test. Arguments:
 * the file's size in MB and the server's latency in ms.
 */
final class BlocksBench {

    private static final byte[] CONTENT = new byte[8 << 20];

    private BlocksBench() {
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var size = Long.parseLong(arguments[0]) << 20;
        var latency = Integer.parseInt(arguments[1]);
        new Random(1).nextBytes(CONTENT);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, latency));
        server.start();
        var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        var folder = Files.createTempDirectory("blocks-bench");
        try (var store = new WebDavStore(address, DavLogin.none()); var client = HttpClient.newHttpClient();
             var blocks = new Blocks(folder, 10L << 30, store)) {
            for (var turn = 0; turn < 4; turn++) {
                var file = entry("big" + turn, size);
                var raw = raw(client, address.resolve(file.name()), size);
                var cold = sequential(blocks, file);
                var cached = sequential(blocks, file);
                System.out.printf("%d MB, %d ms: plain %.0f MB/s, cold %.0f MB/s (%.0f %%), cached %.0f MB/s%n",
                    size >> 20, latency, rate(size, raw), rate(size, cold), 100.0 * raw / cold, rate(size, cached));
            }
            small(client, blocks, address);
        } finally {
            server.stop(0);
            threads.shutdownNow();
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

    private static Entry entry(String name, long size) {
        return new Entry("/" + name + "-" + size, "/", name + "-" + size, Entry.Kind.FILE, size, Instant.EPOCH,
            "\"1\"", "", "/" + name + "-" + size, -1, false);
    }

    private static long raw(HttpClient client, URI address, long size) throws Exception {
        var begin = System.nanoTime();
        var buffer = new byte[1 << 17];
        var got = 0L;
        try (var in = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofInputStream()).body()) {
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

    private static void small(HttpClient client, Blocks blocks, URI address) throws Exception {
        var all = new ArrayList<Entry>();
        for (var i = 0; i < 300; i++) {
            all.add(entry(String.format("small%03d", i), 10_000));
        }
        var begin = System.nanoTime();
        for (var file : all.subList(0, 30)) {
            raw(client, address.resolve(file.name()), 10_000);
        }
        var raw = (System.nanoTime() - begin) * 10;
        begin = System.nanoTime();
        for (var file : all) {
            blocks.opened(file, () -> List.copyOf(all));
            check(blocks.read(file, 0, ByteBuffer.allocate(10_000)) == 10_000);
        }
        System.out.printf("300 small files: plain, one after the other %.2f s, cold %.2f s%n", raw / 1e9,
            (System.nanoTime() - begin) / 1e9);
    }
}
