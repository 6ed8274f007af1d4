package org.jolab.magics.git;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** OpenSSH's own server on loopback, run by the user of the tests, who may come in with a key. */
final class SshHost implements AutoCloseable {

    private final Path folder;
    private final int port = freePort();
    private final Process server;

    /** A server whose files are in {@code folder}; {@code authorized} is the public key that opens it. */
    SshHost(Path folder, Path authorized) throws Exception {
        this.folder = Files.createDirectories(folder);
        keygen(folder.resolve("host_ed25519"), "ed25519", "");
        var keys = folder.resolve("authorized_keys");
        Files.copy(authorized, keys, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        var config = folder.resolve("sshd_config");
        Files.writeString(config, """
            Port %d
            ListenAddress 127.0.0.1
            HostKey %s
            AuthorizedKeysFile %s
            PidFile %s
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin yes
            LogLevel VERBOSE
            """.formatted(port, folder.resolve("host_ed25519"), keys, folder.resolve("pid")));
        if (ProcessHandle.current().info().user().filter("root"::equals).isPresent()) {
            // Where it drops its rights before it knows who comes.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        server = new ProcessBuilder(program().toString(), "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        awaitAnswer(port, server, folder.resolve("log"));
    }

    private static Path program() {
        return List.of("/usr/sbin/sshd", "/usr/bin/sshd", "/usr/local/sbin/sshd", "/opt/homebrew/sbin/sshd").stream()
            .map(Path::of).filter(Files::isExecutable).findFirst().orElseThrow(() ->
                new AssertionError("These tests need OpenSSH's server (package openssh-server)."));
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until somebody listens. */
    static void awaitAnswer(int port, Process process, Path log) throws Exception {
        for (var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); System.nanoTime() < end;) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                if (!process.isAlive()) {
                    break;
                }
                Thread.sleep(20);
            }
        }
        throw new AssertionError("No answer: " + (Files.exists(log) ? Files.readString(log) : ""));
    }

    /** Makes a pair of keys. */
    static void keygen(Path file, String type, String passphrase) throws Exception {
        Files.createDirectories(file.getParent());
        var process = new ProcessBuilder("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-f", file.toString())
            .inheritIO().start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError("ssh-keygen");
        }
    }

    String url(Path repository) {
        return "ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + port + repository;
    }

    int port() {
        return port;
    }

    /** The line that a client's known_hosts has of it. */
    String knownHost() throws IOException {
        return "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host_ed25519.pub"));
    }

    @Override
    public void close() throws Exception {
        server.destroy();
        server.waitFor(10, TimeUnit.SECONDS);
    }
}
