package org.jolab.magics.drive.fake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Lets programs that cannot be told another address than Google's talk to a {@link FakeDrive}: a proxy on the loopback
 * address that answers CONNECT itself, in the name of Google, with a certificate of its own which the program has to
 * be told to trust. A thread for each direction of each connection.
 */
public final class TlsProxy implements AutoCloseable {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;
    private final int upstream;
    private final SSLContext tls;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private TlsProxy(Path folder, int upstream) throws IOException, GeneralSecurityException, InterruptedException {
        this.folder = folder;
        this.upstream = upstream;
        tls = tls(certify(folder));
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** @param folder for the certificate; it must be there */
    public static TlsProxy to(FakeDrive drive, Path folder) throws Exception {
        return new TlsProxy(folder, drive.port());
    }

    /** For HTTPS_PROXY. */
    public String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** The certificate that is to be trusted, in PEM. */
    public Path certificate() {
        return folder.resolve("certificate.pem");
    }

    /** Makes a key and a certificate, with the JDK's own program for that. */
    private static Path certify(Path folder) throws IOException, InterruptedException {
        var store = folder.resolve("key.p12");
        var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair", "-alias", "fake", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2",
            "-dname", "CN=A fake Google", "-ext", "bc:critical=ca:true", "-ext",
            "san=dns:www.googleapis.com,dns:oauth2.googleapis.com,dns:accounts.google.com",
            "-storetype", "PKCS12", "-storepass", new String(PASSWORD), "-keystore", store.toString())
            .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("keytool made no certificate.");
        }
        return store;
    }

    private SSLContext tls(Path store) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        var encoded = Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys.getCertificate("fake").getEncoded());
        Files.writeString(certificate(), "-----BEGIN CERTIFICATE-----\n" + encoded
            + "\n-----END CERTIFICATE-----\n");
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client; var drive = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
            open.add(drive);
            if (!head(client.getInputStream()).startsWith("CONNECT ")) {
                return;
            }
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var safe = (SSLSocket) tls.getSocketFactory().createSocket(client,
                new ByteArrayInputStream(new byte[0]), true);
            safe.setUseClientMode(false);
            safe.startHandshake();
            Thread.ofVirtual().start(() -> {
                pump(drive, safe);
                end(drive, client);
            });
            pump(safe, drive);
            end(drive, client);
        } catch (IOException _) {
            // The client sees a broken connection, as elsewhere.
        } finally {
            open.remove(client);
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            var next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    /** Copies until one side ends. */
    private static void pump(Socket from, Socket to) {
        try {
            var out = to.getOutputStream();
            var buffer = new byte[64 << 10];
            for (int count; (count = from.getInputStream().read(buffer)) >= 0;) {
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException _) {
            // Ended by the other direction.
        }
    }

    /** Ends both, without a word of TLS: a broken connection is to look like one. */
    private void end(Socket drive, Socket client) {
        open.remove(drive);
        try {
            drive.close();
            client.close();
        } catch (IOException _) {
            // Closed is closed.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
