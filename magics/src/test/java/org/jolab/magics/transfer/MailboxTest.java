package org.jolab.magics.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jolab.api.Comm.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class MailboxTest {

    private final BlockingQueue<Message> arrived = new LinkedBlockingQueue<>();
    @TempDir
    private Path folder;

    private Mailbox mailbox() {
        return new Mailbox(folder, "jolab.files.abc", (comm, opening) -> {
            comm.onMessage((_, message) -> arrived.add(message));
            arrived.add(opening);
        });
    }

    private Path box() throws IOException {
        return Files.createDirectories(folder.resolve("jolab-files-abc"));
    }

    private static byte[] message(String data, int got, byte... bytes) {
        var head = ("{\"data\":" + data + ",\"got\":" + got + ",\"length\":" + bytes.length + "}\n")
            .getBytes(StandardCharsets.UTF_8);
        var all = Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, all, head.length, bytes.length);
        return all;
    }

    private Message next() throws InterruptedException {
        var message = arrived.poll(20, TimeUnit.SECONDS);
        assertTrue(message != null, "nothing arrived");
        return message;
    }

    @Test
    void messagesArriveInTheirOrderHoweverTheyAreWritten() throws Exception {
        try (var mailbox = mailbox()) {
            var second = message("{\"kind\":\"chunk\",\"n\":2}", 0, (byte) 10, (byte) 0, (byte) -1);
            Files.write(box().resolve("up-2"), second);
            Files.write(box().resolve("up-1"), message("{\"client\":\"me\"}", 0));
            assertEquals(Map.of("client", "me"), next().data());
            var chunk = next();
            assertEquals(2, chunk.data().get("n"));
            assertArrayEquals(new byte[] {10, 0, -1}, chunk.buffers().getFirst());
            assertFalse(mailbox.id().isEmpty());
        }
    }

    @Test
    void whatIsHalfWrittenWaits() throws Exception {
        try (var _ = mailbox()) {
            var all = message("{\"client\":\"me\"}", 0, (byte) 1, (byte) 2);
            for (var length = 0; length < all.length; length += 7) {
                Files.write(box().resolve("up-1"), Arrays.copyOf(all, length));
                Thread.sleep(50);
            }
            assertTrue(arrived.isEmpty());
            Files.write(box().resolve("up-1"), all);
            assertEquals(2, next().buffers().getFirst().length);
        }
    }

    @Test
    void whatThePageHasReadIsRemovedAndAllIsInTheEnd() throws Exception {
        try (var mailbox = mailbox()) {
            Files.write(box().resolve("up-1"), message("{\"client\":\"me\"}", 0));
            next();
            mailbox.send(Message.of(Map.of("kind", "ready")));
            mailbox.send(new Message(Map.of("kind", "data"), Map.of(), List.of(new byte[] {7})));
            assertEquals("{\"kind\":\"ready\"}", Files.readString(box().resolve("down-1")).replaceAll(
                ".*\"data\":(\\{[^}]*}).*\n", "$1"));
            assertTrue(Files.readString(box().resolve("down-2")).endsWith("\n\u0007"));
            Files.write(box().resolve("up-2"), message("{\"kind\":\"ack\"}", 1));
            next();
            assertFalse(Files.exists(box().resolve("down-1")));
            assertTrue(Files.exists(box().resolve("down-2")));
        }
        assertFalse(Files.exists(folder.resolve("jolab-files-abc")));
    }

    @Test
    void aLinkIsNoMailbox(@TempDir Path elsewhere) throws Exception {
        var mailbox = mailbox();
        Files.write(elsewhere.resolve("up-1"), message("{\"client\":\"me\"}", 0));
        Files.createSymbolicLink(folder.resolve("jolab-files-abc"), elsewhere);
        Thread.sleep(700);
        assertTrue(arrived.isEmpty());
        mailbox.close();
        assertTrue(Files.exists(elsewhere.resolve("up-1")));
        assertThrows(IllegalStateException.class, () -> mailbox.send(Message.of(Map.of())));
    }
}
