package org.jolab.kernel.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jolab.kernel.channels.StreamBuffer.Extent;
import org.jolab.kernel.output.Outlet.Stream;
import org.jolab.kernel.protocol.Message.Channel;
import org.jolab.kernel.protocol.Publication;
import org.junit.jupiter.api.Test;

/** Printed text: batched, in order, complete. */
class OutputTest {

    private static String lines(int n) {
        var all = new StringBuilder();
        for (int i = 0; i < n; i++) {
            all.append("This is line number ").append(i).append('\n');
        }
        return all.toString();
    }

    @Test
    void aMillionLinesArriveWholeInFewMessagesAndIdleIsLast() throws Exception {
        try (var kernel = TestKernel.start(); var client = kernel.client()) {
            var ran = client.execute("lines 1000000");
            assertEquals(lines(1_000_000), ran.printed("stdout"));
            assertEquals("idle", ran.order().getLast());
            assertTrue(ran.published().size() < 1000, ran.published().size() + " messages");
        }
    }

    @Test
    void aSlowReaderOfFiveMillionLinesGetsAllOfThemAndHoldsTheWriterBack() throws Exception {
        try (var kernel = TestKernel.start(); var client = TestClient.slow(kernel.connection())) {
            var id = client.sendExecute("lines 5000000");
            assertFalse(client.hears(Channel.SHELL, 5000), "140 MB were printed though nobody read them");
            assertEquals(lines(5_000_000), new TestClient.Ran(null, client.untilIdle(id)).printed("stdout"));
            assertEquals("ok", client.reply(Channel.SHELL, id).text("status"));
        }
    }

    @Test
    void aReaderThatNeverReadsIsDisconnectedAndTheOthersMissNothing() throws Exception {
        try (var kernel = TestKernel.start(Duration.ofSeconds(2)); var client = kernel.client();
            var stuck = StuckReader.connect(kernel.connection())) {
            var ran = client.execute("lines 5000000");
            assertEquals("ok", ran.reply().text("status"));
            assertEquals(lines(5_000_000).length(), ran.printed("stdout").length());
            assertTrue(stuck.wasCutOff());
        }
    }

    @Test
    void aThousandChangesOfStreamAreFewMessages() throws Exception {
        try (var kernel = TestKernel.start(); var client = kernel.client()) {
            var ran = client.execute("zigzag 1000");
            assertTrue(ran.published().size() < 300, ran.published().size() + " messages");
            assertTrue(ran.printed("stdout").startsWith("o0\no1\n") && ran.printed("stdout").endsWith("o999\n"));
            assertTrue(ran.printed("stderr").endsWith("e999\n"));
        }
    }

    @Test
    void fewChangesOfStreamKeepTheirOrder() throws Exception {
        try (var kernel = TestKernel.start(); var client = kernel.client()) {
            var texts = client.execute("zigzag 3").published().stream().filter(m -> m.type().equals("stream"))
                .map(m -> m.text("text")).toList();
            assertEquals(List.of("o0\n", "e0\n", "o1\n", "e1\n", "o2\n", "e2\n"), texts);
        }
    }

    @Test
    void halfSurrogatesAndHalfLineEndsWaitForTheirOtherHalf() {
        var buffer = new StreamBuffer();
        buffer.append(Stream.STDOUT, "a\r");
        assertEquals(List.of(new Publication.Text(Stream.STDOUT, "a")), buffer.drain(Extent.WHOLE_CHARACTERS));
        buffer.append(Stream.STDOUT, "\nb\ud83d");
        assertEquals(List.of(new Publication.Text(Stream.STDOUT, "\r\nb")), buffer.drain(Extent.WHOLE_CHARACTERS));
        buffer.append(Stream.STDOUT, "\ude00");
        assertEquals(List.of(new Publication.Text(Stream.STDOUT, "😀")), buffer.drain(Extent.WHOLE_CHARACTERS));
        buffer.append(Stream.STDOUT, "50 %\r");
        assertEquals(List.of(new Publication.Text(Stream.STDOUT, "50 %\r")), buffer.drain(Extent.ALL));
        assertEquals(List.of(), buffer.drain(Extent.ALL));
    }

    @Test
    void aLineWithoutAnEndMayStayForThePromptThatItIs() {
        var buffer = new StreamBuffer();
        buffer.append(Stream.STDOUT, "done\nName? ");
        assertTrue(buffer.endsWithPrompt());
        assertEquals(List.of(new Publication.Text(Stream.STDOUT, "done\n")), buffer.drain(Extent.WHOLE_LINES));
        assertEquals("Name? ", buffer.takeUnfinishedLine());
        buffer.append(Stream.STDOUT, "x".repeat(10_000));
        assertFalse(buffer.endsWithPrompt());
    }

    @Test
    void anUnfinishedLineIsTakenBackOnlyIfAllOfItIsHere() {
        var buffer = new StreamBuffer();
        buffer.append(Stream.STDOUT, "Name? ");
        assertEquals("Name? ", buffer.takeUnfinishedLine());
        assertEquals(List.of(), buffer.drain(Extent.ALL));
        buffer.append(Stream.STDOUT, "begun ");
        buffer.drain(Extent.ALL);
        buffer.append(Stream.STDOUT, "line");
        assertEquals("", buffer.takeUnfinishedLine());
        buffer.append(Stream.STDOUT, "\nnext");
        assertEquals("next", buffer.takeUnfinishedLine());
        buffer.append(Stream.STDERR, "err");
        assertEquals("", buffer.takeUnfinishedLine());
        assertEquals(List.of(new Publication.Text(Stream.STDOUT, "line\n"), new Publication.Text(Stream.STDERR, "err")),
            buffer.drain(Extent.ALL));
    }

    @Test
    void anInterruptReachesACellThatWaitsForASlowReader() throws Exception {
        try (var kernel = TestKernel.start(); var client = TestClient.slow(kernel.connection())) {
            var id = client.sendExecute("lines 50000000");
            assertFalse(client.hears(Channel.SHELL, 3000));
            client.reply(Channel.CONTROL, client.send(Channel.CONTROL, "interrupt_request", Map.of()));
            assertEquals("ok", client.reply(Channel.SHELL, id).text("status"));
            client.untilIdle(id);
        }
    }
}
