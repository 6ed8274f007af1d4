package org.jolab.magics.drive.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server on the loopback address that answers as Google Drive (v3) does, with one account, what signing in needs and
 * faults on demand. Small contents are in memory, others in a folder of its own, which {@link #close()} removes.
 *
 * <pre>{@code
 * try (var drive = FakeDrive.start()) {
 *     var id = drive.others().addFile(Others.ROOT, "a.txt", bytes);
 *     drive.faults().refuse(3, "GET media", 403, "userRateLimitExceeded", 0);
 *     var store = new GoogleStore(drive.endpoint(), …);
 * }
 * }</pre>
 */
public final class FakeDrive implements AutoCloseable {

    static {
        // Otherwise small answers wait for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private final Items items = new Items();
    private final Faults faults = new Faults();
    private final Traffic traffic = new Traffic();
    private final Tokens tokens = new Tokens();
    private final Consents consents = new Consents();
    private final Others others = new Others(items);
    private final Path folder;
    private final Uploads uploads;
    private final Api api;
    private final Control control = new Control(this);
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private FakeDrive(int port) throws IOException {
        folder = Files.createTempDirectory("fake-drive");
        uploads = new Uploads(items, faults, traffic, folder);
        api = new Api(items, new Media(faults, traffic));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** On a free port. */
    public static FakeDrive start() throws IOException {
        return new FakeDrive(0);
    }

    public static FakeDrive start(int port) throws IOException {
        return new FakeDrive(port);
    }

    /** {@code FakeDrive PORT}: serves until the process ends, and says so on a line. */
    public static void main(String[] arguments) throws IOException {
        var drive = start(Integer.parseInt(arguments[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(drive::close));
        System.out.println("FakeDrive at " + drive.endpoint());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** In place of {@code https://www.googleapis.com}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** In place of {@code https://oauth2.googleapis.com/token}. */
    public URI tokenEndpoint() {
        return endpoint().resolve("/token");
    }

    public Faults faults() {
        return faults;
    }

    public Traffic traffic() {
        return traffic;
    }

    public Tokens tokens() {
        return tokens;
    }

    public Others others() {
        return others;
    }

    /** How many files and folders there are, those in the bin too. */
    public int count() {
        return items.count();
    }

    /** All unfinished uploads are forgotten, as after a week. */
    public void forgetUploads() {
        uploads.forget();
    }

    private void serve(HttpExchange exchange) {
        var call = new Call(exchange, faults);
        try {
            if (call.path.equals("/_ctl")) {
                control.serve(call);
                return;
            }
            dispatch(call);
        } catch (Refusal refusal) {
            refuse(call, refusal);
        } catch (IOException | InterruptedException _) {
            call.breakOff();
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            refuse(call, new Refusal(500, "internalError", "" + e));
        }
    }

    private static void refuse(Call call, Refusal refusal) {
        try {
            call.refuse(refusal);
        } catch (IOException _) {
            call.breakOff();
        }
    }

    private void dispatch(Call call) throws IOException, Refusal, InterruptedException {
        if (signIn(call)) {
            return;
        }
        var upload = after(call.path, "/upload/drive/v3/files");
        if (upload == null) {
            upload = after(call.path, "/resumable/upload/drive/v3/files");
        }
        if (upload != null) {
            call.name = call.method + " upload " + uploadName(call);
            before(call);
            tokens.check(call);
            uploads.serve(call, upload.replaceFirst("^/", ""));
            return;
        }
        var path = after(call.path.replaceFirst("^/download/", "/"), "/drive/v3");
        if (path == null) {
            throw new Refusal(404, "notFound", "Not Found");
        }
        call.name = Api.name(call, path);
        before(call);
        tokens.check(call);
        api.serve(call, path);
    }

    /** What has to do with signing in; says whether this call has. */
    private boolean signIn(Call call) throws IOException, Refusal, InterruptedException {
        switch (call.path) {
            case "/token", "/oauth2/token" -> {
                call.name = "token";
                before(call);
                tokens.serve(call, consents);
            }
            case "/o/oauth2/v2/auth" -> consents.ask(call);
            case "/tokeninfo" -> tokens.tell(call);
            case "/revoke" -> tokens.revoke(call);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void before(Call call) throws Refusal, InterruptedException {
        traffic.count(call.name, 1);
        faults.before(call.name);
    }

    private static String uploadName(Call call) {
        if (call.query.containsKey("upload_id")) {
            return call.header("Content-Range").startsWith("bytes */") && !call.header("Content-Range").equals(
                "bytes */0") ? "query" : "piece";
        }
        return call.query.getOrDefault("uploadType", "");
    }

    private static String after(String path, String prefix) {
        return path.startsWith(prefix) ? path.substring(prefix.length()) : null;
    }

    @Override
    public void close() {
        faults.thaw();
        server.stop(0);
        threads.shutdownNow();
        try (var files = Files.walk(folder)) {
            files.sorted((one, other) -> other.compareTo(one)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
