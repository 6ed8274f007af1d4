package org.jolab.magics.drive.store;

import static org.jolab.magics.drive.store.StoreException.Kind.CONFLICT;
import static org.jolab.magics.drive.store.StoreException.Kind.GONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What uploads in pieces promise, whatever the store. */
public abstract class UploadContract extends StoreFixture {

    /** Sends what is left of a file. */
    protected static Entry rest(Upload upload, FileChannel content, long piece) throws IOException {
        var result = Optional.<Entry>empty();
        var grain = upload.grain();
        var length = Math.max(1, piece / grain) * grain;
        var turns = 0;
        while (result.isEmpty()) {
            assertTrue(turns++ < 1000, "the upload does not come to its end");
            result = upload.send(content, Math.min(length, content.size() - upload.taken()));
        }
        return result.get();
    }

    private Upload resume(Store other, Draft draft, String token) throws IOException {
        if (resumes()) {
            return other.resume(draft, token);
        }
        assertKind(GONE, () -> other.resume(draft, token));
        return other.begin(draft);
    }

    /** A file of three pieces and a bit. */
    private byte[] pieces(Upload upload) {
        return bytes((int) Math.min(3L * upload.grain() + 17, 3 << 20));
    }

    private byte[] pieces() throws IOException {
        var probe = store.begin(draft(home, "probe", bytes(1)));
        probe.cancel();
        return pieces(probe);
    }

    @Test
    void aFileSentInPiecesIsThatFile() throws IOException {
        var content = pieces();
        var upload = store.begin(draft(home, "big.bin", content));
        var entry = rest(upload, channel(content), 1);
        assertEquals("big.bin", entry.name());
        assertContent(content, entry);
        assertEquals(List.of("big.bin"), names(home));
    }

    @Test
    void anEmptyFileCanBeAnUpload() throws IOException {
        var upload = store.begin(draft(home, "empty", new byte[0]));
        assertContent(new byte[0], upload.send(channel(new byte[0]), 0).orElseThrow());
    }

    @Test
    void nothingIsSeenBeforeTheLastByte() throws IOException {
        var content = pieces();
        var upload = store.begin(draft(home, "big.bin", content));
        assumeTrue(upload.grain() < content.length, "this store takes it in one piece");
        assertTrue(upload.send(channel(content), upload.grain()).isEmpty());
        assertEquals(List.of(), names(home));
    }

    @Test
    void anUploadIsTakenUpInAnotherProcessAtEveryPiece() throws Exception {
        var content = pieces();
        var channel = channel(content);
        for (var pieces = 0; pieces <= 3; pieces++) {
            var draft = draft(home, "resumed" + pieces, content);
            var upload = store.begin(draft);
            for (var i = 0; i < pieces && upload.taken() + upload.grain() < content.length; i++) {
                upload.send(channel, upload.grain());
            }
            var other = closing(again());
            var resumed = resume(other, draft, upload.token());
            assertTrue(resumed.taken() <= (long) pieces * upload.grain());
            assertContent(content, rest(resumed, channel, 1));
        }
        assertEquals(4, list(home).size());
    }

    @Test
    void theAnswerToTheLastPieceMayBeLost() throws Exception {
        var content = pieces();
        var draft = draft(home, "once", content);
        var upload = store.begin(draft);
        var first = rest(upload, channel(content), Long.MAX_VALUE / 2);
        var other = closing(again());
        Entry second;
        try {
            second = rest(other.resume(draft, upload.token()), channel(content), Long.MAX_VALUE / 2);
        } catch (StoreException e) {
            assertEquals(GONE, e.kind(), e.getMessage());
            second = rest(other.begin(draft), channel(content), Long.MAX_VALUE / 2);
        }
        assertEquals(first.id(), second.id());
        assertContent(content, second);
        assertEquals(List.of("once"), names(home));
    }

    @Test
    void anUploadThatNamesNoHashIsNotMadeTwiceEither() throws Exception {
        var content = pieces();
        var known = draft(home, "once", content);
        var draft = new Draft(known.id(), known.parent(), known.name(), "", content.length, "", THEN, 0644);
        var first = rest(store.begin(draft), channel(content), 1 << 20);
        var second = rest(closing(again()).begin(draft), channel(content), 1 << 20);
        assertEquals(first.id(), second.id());
        assertEquals(List.of("once"), names(home));
        var other = bytes(content.length, 99);
        assertKind(CONFLICT, () -> rest(store.begin(draft), channel(other), 1 << 20));
        assertContent(content, store.find(first.id()));
    }

    @Test
    void aCutConnectionInAnUploadLosesAndDoublesNothing() throws IOException {
        var content = pieces();
        var draft = draft(home, "cut", content);
        assumeTrue(cutNextUpload(content.length / 2), "connections cannot be cut here");
        var upload = store.begin(draft);
        Entry entry = null;
        for (var tries = 0; entry == null; tries++) {
            try {
                entry = rest(upload, channel(content), 1 << 20);
            } catch (StoreException e) {
                assertTrue(e.passes() && tries < 5, e.getMessage());
            }
        }
        assertContent(content, entry);
        assertEquals(List.of("cut"), names(home));
    }

    @Test
    void aForgottenUploadIsBegunAnew() throws IOException {
        var content = pieces();
        var draft = draft(home, "cancelled", content);
        var upload = store.begin(draft);
        var token = upload.token();
        upload.cancel();
        assertKind(GONE, () -> rest(store.resume(draft, token), channel(content), 1 << 20));
        assertKind(GONE, () -> rest(store.resume(draft, "no such upload"), channel(content), 1 << 20));
        assertEquals(List.of(), names(home));
        assertContent(content, rest(store.begin(draft), channel(content), 1 << 20));
    }

    @Test
    void anUploadReplacesAFileAndKeepsItsId() throws IOException {
        var old = put(home, "a.bin", bytes(10));
        var content = pieces();
        var entry = rest(store.begin(draft(old, content)), channel(content), 1);
        assertEquals(old.id(), entry.id());
        assertFalse(old.revision().equals(entry.revision()));
        assertContent(content, store.find(old.id()));
    }

    @Test
    void whatSomebodyElseHasSavedMeanwhileIsNotReplaced() throws IOException {
        var old = put(home, "a.bin", bytes(10));
        var content = pieces();
        var upload = store.begin(draft(old, content));
        var theirs = put(old, bytes(20));
        assertKind(CONFLICT, () -> rest(upload, channel(content), 1 << 20));
        assertContent(bytes(20), store.find(theirs.id()));
    }

    @Test
    void aPieceOfAWrongLengthIsAMistakeOfTheCaller() throws IOException {
        var content = pieces();
        var upload = store.begin(draft(home, "a.bin", content));
        assertThrows(IllegalArgumentException.class, () -> upload.send(channel(content), content.length + 1L));
        assertThrows(IllegalArgumentException.class, () -> upload.send(channel(content), 1));
        upload.cancel();
    }
}
