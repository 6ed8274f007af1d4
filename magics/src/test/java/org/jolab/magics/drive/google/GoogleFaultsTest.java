package org.jolab.magics.drive.google;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jolab.magics.drive.fake.Others;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

@Timeout(60)
class GoogleFaultsTest {

    private GoogleHouse house;

    GoogleFaultsTest() throws IOException {
        house = new GoogleHouse();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void impatient() throws IOException {
        house.close();
        house = GoogleHouse.impatient();
    }

    private static StoreException trouble(Executable call) {
        return assertThrows(StoreException.class, call);
    }

    @Test
    void ratesThatAreTooHighAreWaitedFor() throws IOException {
        house.myDrive();
        house.drive.faults().refuse(2, "GET list", 403, "userRateLimitExceeded", 0);
        house.drive.faults().refuse(1, "GET list", 429, "rateLimitExceeded", 1);
        house.drive.faults().refuse(1, "GET list", 503, "backendError", 0);

        var start = System.nanoTime();
        assertEquals(0, house.list(house.myDrive()).size());

        assertEquals(5, house.drive.traffic().of("GET list"));
        assertTrue(System.nanoTime() - start >= TimeUnit.SECONDS.toNanos(1), "Retry-After was not waited for");
    }

    @Test
    void aRateThatStaysTooHighIsToldAsSuchAndNotAsNoRoom() throws IOException {
        impatient();
        house.drive.faults().refuse(1000, "", 403, "userRateLimitExceeded", 0);

        var trouble = trouble(house::myDrive);

        assertEquals(Kind.RATE, trouble.kind());
        assertTrue(trouble.passes());
        assertTrue(trouble.getMessage().contains("limit of requests, not of room"));
    }

    @Test
    void aLongRetryAfterIsHandedOn() throws IOException {
        house.drive.faults().refuse(1, "", 429, "rateLimitExceeded", 300);

        assertEquals(Duration.ofSeconds(300), trouble(house::myDrive).retryAfter());
        assertEquals(Kind.RATE, trouble(house::myDrive).kind());
        assertEquals(1, house.drive.traffic().of("GET files"));
    }

    @Test
    void manyThreadsTogetherKeepToARate() throws Exception {
        house.close();
        house = new GoogleHouse(GoogleOptions.standard().patience(Duration.ofSeconds(40)));
        house.others.addMany(Others.ROOT, 120);
        var entries = house.list(house.myDrive());
        house.drive.faults().perSecond(30);
        try (var threads = Executors.newFixedThreadPool(8)) {
            var reads = entries.stream().map(entry -> (Callable<byte[]>) () -> house.read(entry, 0, 99)).toList();
            for (var read : threads.invokeAll(reads)) {
                assertTrue(read.get().length > 0);
            }
        }
        var asked = house.drive.traffic().of("GET media");
        assertTrue(asked < 400, asked + " requests for 120 files");
    }

    @Test
    void anEndedTokenIsReplacedOnce() throws Exception {
        var entry = house.put(house.draft("file", new byte[9]), new byte[9]);
        house.drive.tokens().expire();

        assertArrayEquals(new byte[9], house.read(entry, 0, 9));
        var bytes = GoogleHouse.random(300_000);
        var upload = house.store.begin(house.draft("large", bytes));
        house.drive.tokens().expire();
        try (var content = GoogleHouse.file(bytes)) {
            assertEquals(GoogleHouse.md5(bytes), upload.send(content, bytes.length).orElseThrow().hash());
        }
    }

    @Test
    void aRevokedSignInIsToldAtOnce() throws IOException {
        house.drive.tokens().revoke();

        assertEquals(Kind.AUTH, trouble(house::myDrive).kind());
        house.drive.tokens().allow();
        assertEquals("MyDrive", house.myDrive().name());
    }

    @Test
    void aBrokenDownloadIsTakenUpWhereItBroke() throws IOException {
        var bytes = GoogleHouse.random(2_000_000);
        house.others.addFile(Others.ROOT, "file", bytes);
        var entry = house.entry("file");
        house.drive.faults().cutDownloads(3, 500_000);

        assertArrayEquals(bytes, house.read(entry, 0, bytes.length));
        house.drive.faults().cutDownloads(1, 10_000);
        var part = new byte[200_000];
        System.arraycopy(bytes, 1000, part, 0, part.length);
        assertArrayEquals(part, house.read(entry, 1000, part.length));
        // Who began anew each time would have 3.7 MB sent; what is on its way when a connection breaks is sent twice.
        assertTrue(house.drive.traffic().bytesOut() < 3_000_000, () -> house.drive.traffic().bytesOut() + " bytes");
    }

    @Test
    void bytesOfAnotherRevisionAreNotGiven() throws IOException {
        house.others.addFile(Others.ROOT, "file", GoogleHouse.random(1000));
        var entry = house.entry("file");

        house.others.edit(entry.id(), new byte[1000]);
        assertEquals(Kind.CONFLICT, trouble(() -> house.read(entry, 0, 1000)).kind());
        assertEquals(Kind.CONFLICT, trouble(() -> house.read(entry, 10, 20)).kind());
        house.others.edit(entry.id(), new byte[5]);
        assertEquals(Kind.CONFLICT, trouble(() -> house.read(entry, 0, 1000)).kind());
        assertEquals(Kind.CONFLICT, trouble(() -> house.read(entry, 500, 20)).kind());
        house.others.delete(entry.id());
        assertEquals(Kind.NOT_FOUND, trouble(() -> house.read(entry, 0, 1000)).kind());
    }

    @Test
    void aFrozenServerIsGivenUpInTime() throws IOException {
        impatient();
        var entry = house.put(house.draft("file", new byte[9]), new byte[9]);
        house.drive.faults().freeze();

        assertEquals(Kind.OFFLINE, trouble(() -> house.read(entry, 0, 9)).kind());
        assertEquals(Kind.OFFLINE, trouble(() -> house.store.list(house.myDrive(), "")).kind());
        house.drive.faults().thaw();
        assertArrayEquals(new byte[9], house.read(entry, 0, 9));
    }

    @Test
    void aServerThatIsNotThereIsOffline() throws IOException {
        try (var nowhere = new GoogleStore(URI.create("http://127.0.0.1:1"), house.drive.tokens().client(),
            GoogleOptions.standard().patience(Duration.ofSeconds(1)))) {
            var trouble = trouble(() -> nowhere.list(nowhere.root(), ""));
            assertEquals(Kind.OFFLINE, trouble.kind());
            assertEquals("Google Drive cannot be reached: the connection was refused.", trouble.getMessage());
        }
    }

    @Test
    void anInterruptEndsAWait() throws Exception {
        house.myDrive();
        house.drive.faults().freeze();
        var task = new FutureTask<>(() -> house.store.list(house.myDrive(), ""));
        var thread = Thread.ofPlatform().start(task);
        while (house.drive.traffic().of("GET list") == 0) {
            Thread.onSpinWait();
        }
        thread.interrupt();

        thread.join(10_000);
        assertFalse(thread.isAlive());
        var failure = assertThrows(ExecutionException.class, task::get);
        assertTrue(failure.getCause() instanceof InterruptedIOException, () -> "" + failure.getCause());
    }

    @Test
    void lostAnswersChangeNothingTwice() throws IOException {
        house.myDrive();
        house.drive.faults().loseAnswers(1, "PATCH files");
        var entry = house.put(house.draft("file", new byte[9]), new byte[9]);

        assertEquals("other", house.store.move(entry, house.myDrive(), "other").name());
        house.drive.faults().loseAnswers(1, "PATCH files");
        house.store.remove(entry);
        house.drive.faults().loseAnswers(1, "GET list");
        assertEquals(0, house.list(house.myDrive()).size());
    }

    @Test
    void uploadSessionsAreNotInMessages() throws IOException {
        impatient();
        var bytes = GoogleHouse.random(300_000);
        var upload = house.store.begin(house.draft("file", bytes));
        var troubles = new ArrayList<StoreException>();
        try (var content = GoogleHouse.file(bytes)) {
            house.drive.faults().refuse(1000, "upload", 503, "backendError", 0);
            troubles.add(trouble(() -> upload.send(content, bytes.length)));
            house.drive.faults().clear();
            house.drive.faults().cutUploads(1000, 10);
            troubles.add(trouble(() -> upload.send(content, bytes.length)));
            house.drive.faults().clear();
            house.drive.faults().refuse(1, "upload", 400, "badRequest", 0);
            troubles.add(trouble(() -> upload.send(content, bytes.length)));
            house.drive.forgetUploads();
            troubles.add(trouble(() -> upload.send(content, bytes.length)));
        }
        var secret = upload.token().substring(upload.token().indexOf("upload_id=") + 10);
        for (Throwable at : troubles) {
            for (; at != null; at = at.getCause()) {
                assertFalse(("" + at).contains(secret), () -> "the session's address is in a message");
            }
        }
    }

    @Test
    void readsSideBySideAreAskedForSideBySide() throws Exception {
        house.others.addMany(Others.ROOT, 8);
        var entries = house.list(house.myDrive());
        var before = house.drive.traffic().of("GET media");
        house.drive.faults().freeze();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var reads = entries.stream().map(entry -> threads.submit(() -> house.read(entry, 0, 50))).toList();
            // None is answered yet, so none of them waits for another.
            while (house.drive.traffic().of("GET media") - before < 8) {
                Thread.sleep(10);
            }
            house.drive.faults().thaw();
            for (var read : reads) {
                read.get();
            }
        }
    }
}
