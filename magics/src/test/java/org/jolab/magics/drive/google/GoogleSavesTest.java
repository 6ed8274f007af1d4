package org.jolab.magics.drive.google;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.jolab.magics.drive.fake.Others;
import org.jolab.magics.drive.store.Draft;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;
import org.jolab.magics.drive.store.Upload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleSavesTest {

    private static final int GRAIN = 256 << 10;

    private final GoogleHouse house;

    GoogleSavesTest() throws IOException {
        house = new GoogleHouse();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static Kind kind(Executable call) {
        return assertThrows(StoreException.class, call).kind();
    }

    /** Sends all that is missing, piece by piece. */
    private static Entry finish(Upload upload, byte[] bytes, long piece) throws IOException {
        try (var content = GoogleHouse.file(bytes)) {
            while (true) {
                var entry = upload.send(content, Math.min(piece, bytes.length - upload.taken()));
                if (entry.isPresent()) {
                    return entry.get();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 70_000, 3_000_000})
    void aFilePutInOneRequestIsReadBack(int size) throws IOException {
        var bytes = GoogleHouse.random(size);

        var entry = house.put(house.draft("file.bin", bytes), bytes);

        assertEquals(GoogleHouse.md5(bytes), entry.hash());
        assertArrayEquals(bytes, house.read(entry, 0, size));
        assertEquals(1, house.drive.traffic().of("POST upload multipart"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, GRAIN, 3 * GRAIN, 3 * GRAIN + 1})
    void aFileSentInPiecesIsReadBack(int size) throws IOException {
        var bytes = GoogleHouse.random(size);

        var entry = finish(house.store.begin(house.draft("file.bin", bytes)), bytes, GRAIN);

        assertEquals(GoogleHouse.md5(bytes), entry.hash());
        assertArrayEquals(bytes, house.read(entry, 0, size));
        assertEquals(0, house.drive.traffic().bytesTwice());
        assertEquals(0640, entry.mode());
    }

    @Test
    void nothingIsSeenOfAFileBeforeItsLastByte() throws IOException {
        var bytes = GoogleHouse.random(3 * GRAIN);
        var upload = house.store.begin(house.draft("file", bytes));
        try (var content = GoogleHouse.file(bytes)) {
            assertTrue(upload.send(content, 2 * GRAIN).isEmpty());
        }
        assertEquals(0, house.drive.count());
        assertEquals(2 * GRAIN, upload.taken());
    }

    @Test
    void anotherProcessGoesOnWithAnUploadWhereItWas() throws IOException {
        var bytes = GoogleHouse.random(5 * GRAIN + 17);
        var draft = house.draft("file", bytes);
        var first = house.store.begin(draft);
        try (var content = GoogleHouse.file(bytes)) {
            first.send(content, 2 * GRAIN);
        }

        var second = house.store.resume(draft, first.token());
        assertEquals(2 * GRAIN, second.taken());
        var entry = finish(second, bytes, 2 * GRAIN);

        assertEquals(draft.id(), entry.id());
        assertEquals(draft.hash(), entry.hash());
        assertEquals(0, house.drive.traffic().bytesTwice());
        var third = house.store.resume(draft, first.token());
        assertEquals(bytes.length, third.taken());
        assertEquals(entry, finish(third, bytes, GRAIN));
    }

    @Test
    void aForgottenUploadIsGone() throws IOException {
        var bytes = GoogleHouse.random(2 * GRAIN);
        var draft = house.draft("file", bytes);
        var upload = house.store.begin(draft);
        house.drive.forgetUploads();

        assertEquals(Kind.GONE, kind(() -> finish(upload, bytes, GRAIN)));
        assertEquals(Kind.GONE, kind(() -> house.store.resume(draft, upload.token()).taken()));
        assertEquals(draft.hash(), finish(house.store.begin(draft), bytes, GRAIN).hash());
    }

    @Test
    void aBrokenConnectionIsTakenUpWhereItBroke() throws IOException {
        var bytes = GoogleHouse.random(8 * GRAIN);
        house.drive.faults().cutUploads(3, GRAIN + 1000);

        var entry = finish(house.store.begin(house.draft("file", bytes)), bytes, bytes.length);

        assertEquals(GoogleHouse.md5(bytes), entry.hash());
        assertEquals(3000, house.drive.traffic().bytesTwice());
    }

    @Test
    void whatWasSentWithAnAnswerLostIsNotSentAgain() throws IOException {
        var bytes = GoogleHouse.random(4 * GRAIN);
        house.drive.faults().loseAnswers(2, "upload piece");

        var draft = house.draft("file", bytes);
        var entry = finish(house.store.begin(draft), bytes, 2 * GRAIN);

        assertEquals(draft.hash(), entry.hash());
        assertEquals(0, house.drive.traffic().bytesTwice());
        assertEquals(1, house.drive.count());
    }

    @Test
    void aFileMadeTwiceByALostAnswerIsOneFile() throws IOException {
        house.drive.faults().loseAnswers(1, "POST upload multipart");
        var bytes = GoogleHouse.random(100);
        var draft = house.draft("file", bytes);

        var entry = house.put(draft, bytes);

        assertEquals(entry, house.put(draft, bytes));
        assertEquals(entry, finish(house.store.begin(draft), bytes, GRAIN));
        assertEquals(1, house.drive.count());
        assertEquals(2, house.others.revisions(entry.id()));
    }

    @Test
    void aFolderMadeTwiceByALostAnswerIsOneFolder() throws IOException {
        house.drive.faults().loseAnswers(1, "POST files");
        var draft = house.draft("folder", new byte[0]);

        assertEquals(house.store.makeFolder(draft), house.store.makeFolder(draft));
        assertEquals(1, house.drive.count());
    }

    @Test
    void anIdThatIsTakenByOtherBytesIsAConflict() throws IOException {
        var draft = house.draft("file", new byte[] {1});
        house.put(draft, new byte[] {1});
        house.others.edit(draft.id(), new byte[] {2});

        assertEquals(Kind.CONFLICT, kind(() -> house.put(draft, new byte[] {1})));
        assertEquals(Kind.CONFLICT, kind(() -> house.store.begin(draft)));
    }

    @Test
    void newContentKeepsTheIdAndHasAnotherRevision() throws IOException {
        var entry = house.put(house.draft("file", new byte[1]), new byte[1]);
        var bytes = GoogleHouse.random(2 * GRAIN);

        var second = house.put(GoogleHouse.draft(entry, new byte[2]), new byte[2]);
        var third = finish(house.store.begin(GoogleHouse.draft(second, bytes)), bytes, GRAIN);

        assertEquals(entry.id(), third.id());
        assertNotEquals(entry.revision(), second.revision());
        assertNotEquals(second.revision(), third.revision());
        assertEquals(0640, third.mode());
        assertArrayEquals(bytes, house.others.bytes(entry.id()));
        assertEquals(1, house.drive.count());
    }

    @Test
    void whatSomebodyElseHasChangedIsNotOverwritten() throws IOException {
        var entry = house.put(house.draft("file", new byte[1]), new byte[1]);
        var bytes = GoogleHouse.random(2 * GRAIN);
        var draft = GoogleHouse.draft(entry, bytes);
        var upload = house.store.begin(draft);
        house.others.edit(entry.id(), new byte[] {9});

        assertEquals(Kind.CONFLICT, kind(() -> finish(upload, bytes, GRAIN)));
        assertEquals(Kind.CONFLICT, kind(() -> house.store.begin(draft)));
        assertEquals(Kind.CONFLICT, kind(() -> house.put(draft, bytes)));
        assertArrayEquals(new byte[] {9}, house.others.bytes(entry.id()));
    }

    @Test
    void newContentWhoseAnswerWasLostIsNoConflictWithItself() throws IOException {
        var entry = house.put(house.draft("file", new byte[1]), new byte[1]);
        var draft = GoogleHouse.draft(entry, new byte[] {7});
        house.put(draft, new byte[] {7});

        var again = house.put(draft, new byte[] {7});

        assertEquals(again, finish(house.store.begin(draft), new byte[] {7}, GRAIN));
        assertEquals(draft.hash(), again.hash());
        assertEquals(3, house.others.revisions(entry.id()));
    }

    @Test
    void whatWasRemovedMeanwhileIsNotFound() throws IOException {
        var entry = house.put(house.draft("file", new byte[1]), new byte[1]);
        house.others.bin(entry.id());
        var draft = GoogleHouse.draft(entry, new byte[] {7});

        assertEquals(Kind.NOT_FOUND, kind(() -> house.put(draft, new byte[] {7})));
        assertEquals(Kind.NOT_FOUND, kind(() -> house.store.begin(draft)));
    }

    @Test
    void aFileForAFolderInTheBinComesOutOfItWithAnotherFolder() throws IOException {
        var folder = house.store.makeFolder(house.draft("folder", new byte[0]));
        var plain = house.draft("file", new byte[1]);
        var draft = new Draft(plain.id(), folder.content(), "file", "", 1, plain.hash(), plain.modified(), -1);
        house.others.bin(folder.id());

        assertEquals(Kind.NOT_FOUND, kind(() -> house.put(draft, new byte[1])));
        house.put(plain, new byte[1]);
        assertEquals(plain.id(), house.others.at("/file").getFirst());
    }

    @Test
    void aFullAccountIsTold() throws IOException {
        house.others.fill();
        var bytes = GoogleHouse.random(2 * GRAIN);
        var draft = house.draft("file", bytes);

        assertEquals(Kind.FULL, kind(() -> house.put(draft, bytes)));
        assertEquals(Kind.FULL, kind(() -> house.store.begin(draft)));
        house.others.limit(GRAIN + 100_000_000);
        var upload = house.store.begin(draft);
        house.others.fill();
        assertEquals(Kind.FULL, kind(() -> finish(upload, bytes, GRAIN)));
        house.others.limit(100_000_000);
        assertEquals(draft.hash(), finish(upload, bytes, GRAIN).hash());
    }

    @Test
    void aCancelledUploadIsForgotten() throws IOException {
        var bytes = GoogleHouse.random(2 * GRAIN);
        var draft = house.draft("file", bytes);
        var upload = house.store.begin(draft);

        upload.cancel();

        assertEquals(Kind.GONE, kind(() -> house.store.resume(draft, upload.token()).taken()));
    }

    @Test
    void aFileThatBecomesShorterWhileItIsSentIsNoFile() throws IOException {
        var bytes = GoogleHouse.random(2 * GRAIN);
        var upload = house.store.begin(house.draft("file", bytes));
        try (var content = GoogleHouse.file(new byte[GRAIN + 5])) {
            assertThrows(IOException.class, () -> upload.send(content, bytes.length));
        }
        assertEquals(0, house.drive.count());
        assertTrue(house.others.all(Others.ROOT).isEmpty());
    }
}
