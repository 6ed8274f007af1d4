package org.jolab.magics.drive.webdav;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A WebDAV server in a process of its own, with a proxy before it, for one test class. */
final class DavServer implements AutoCloseable {

    private final Process process;
    private final int port;
    private final DavProxy proxy;
    private final Path folder;
    private final AtomicInteger places = new AtomicInteger();

    /** Starts a server that serves a folder with a command that is told the port. */
    DavServer(Path folder, IntFunction<List<String>> command, Map<String, String> environment) throws Exception {
        this.folder = folder;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var builder = new ProcessBuilder(command.apply(port)).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        process = builder.start();
        for (var i = 0; !answers(); i++) {
            if (i == 600 || !process.isAlive()) {
                process.destroyForcibly();
                throw new IOException("The WebDAV server does not start: " + command.apply(port).getFirst());
            }
            Thread.sleep(100);
        }
        proxy = new DavProxy(port);
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    DavProxy proxy() {
        return proxy;
    }

    /** The address of a folder that nobody has used yet. */
    URI place() throws IOException {
        var name = "place" + places.incrementAndGet();
        Files.createDirectory(folder.resolve(name));
        return URI.create(proxy.address() + name + "/");
    }

    @Override
    public void close() throws InterruptedException {
        proxy.close();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
