package org.jolab.kernel.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jolab.api.MimeBundle;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
@Timeout(60)
class StandardStreamsTest {

    private final Routing routing = new Routing();
    private final StandardStreams streams = StandardStreams.install(routing);
    private final RecordingOutlet cell = new RecordingOutlet();

    @AfterEach
    void putThemBack() {
        streams.close();
    }

    private <T> T run(Callable<T> code) throws Exception {
        routing.begin(cell);
        return Scope.call(cell, () -> {
            try {
                return code.call();
            } finally {
                streams.endOfCell();
            }
        });
    }

    @Test
    void everyWayToPrintArrivesInOrder() throws Exception {
        run(() -> {
            System.out.print('a');
            System.out.print(1);
            System.out.print(2L);
            System.out.print(1.5);
            System.out.print(2.5f);
            System.out.print(true);
            System.out.print(new char[] {'x', 'y'});
            System.out.print((String) null);
            System.out.print(List.of(1));
            System.out.println();
            System.out.println("line");
            System.out.println(new char[] {'c'});
            System.out.println((Object) null);
            System.out.printf("%d-%s|", 3, "f").format("%.1f|", 0.5);
            System.out.append("app").append('!').append("0123", 1, 2);
            System.out.write('w');
            System.out.write("é".getBytes(StandardCharsets.UTF_8));
            System.out.writeBytes("ü".getBytes(StandardCharsets.UTF_8));
            return null;
        });
        assertEquals("a121.52.5truexynull[1]\nline\nc\nnull\n3-f|0.5|app!1wéü", cell.out());
        assertEquals("", cell.err());
    }

    @Test
    void bytesOfOneCharacterMayComeOneByOne() throws Exception {
        run(() -> {
            for (var unit : "é😀\n".getBytes(StandardCharsets.UTF_8)) {
                System.err.write(unit);
            }
            System.out.write(0xc3);
            return null;
        });
        assertEquals("é😀\n", cell.err());
        assertEquals("\ufffd", cell.out());
    }

    @Test
    void twoThreadsMixByLineAndNotWithinLines() throws Exception {
        run(() -> {
            var threads = List.of(printer("a".repeat(50)), printer("b".repeat(50)), printer("c".repeat(50)));
            for (var thread : threads) {
                thread.join();
            }
            return null;
        });
        assertEquals(6000, cell.out().lines().count());
        assertTrue(cell.out().lines().allMatch(line -> line.length() == 50 && line.chars().distinct().count() == 1));
    }

    private static Thread printer(String line) {
        return Thread.ofPlatform().start(() -> {
            for (var i = 0; i < 2000; i++) {
                System.out.println(line);
            }
        });
    }

    @Test
    void closingAStreamDoesNotCloseItForTheNextCell() throws Exception {
        cell.type("one", "two");
        run(() -> {
            System.out.close();
            try (var writer = new OutputStreamWriter(System.out, StandardCharsets.UTF_8)) {
                writer.write("written\n");
            }
            System.out.println("still");
            try (var scanner = new Scanner(System.in)) {
                assertEquals("one", scanner.nextLine());
            }
            return equal("two", new Scanner(System.in).nextLine());
        });
        assertEquals("written\nstill\n", cell.out());
    }

    private static Object equal(Object expected, Object actual) {
        assertEquals(expected, actual);
        return actual;
    }

    @Test
    void aMillionLinesTakeWellUnderASecond() throws Exception {
        routing.begin(new NullOutlet());
        var start = System.nanoTime();
        Scope.call(new NullOutlet(), () -> {
            for (var i = 0; i < 1_000_000; i++) {
                System.out.println("line of a loop");
            }
            return null;
        });
        var millis = (System.nanoTime() - start) / 1_000_000;
        streams.errBefore().println("1,000,000 println: " + millis + " ms");
        assertTrue(millis < 5000, millis + " ms");
    }

    @Test
    void aReaderGetsOneLineAndItsPromptStandsInTheBox() throws Exception {
        cell.type("Ada", "36 7");
        run(() -> {
            System.out.println("Hello");
            System.out.print("Name: ");
            assertEquals("Ada", new BufferedReader(new InputStreamReader(System.in)).readLine());
            System.out.print("Numbers: ");
            var scanner = new Scanner(System.in);
            assertEquals(36, scanner.nextInt());
            return equal(7, scanner.nextInt());
        });
        assertEquals(List.of("Name: ", "Numbers: "), cell.prompts());
        assertEquals("Hello\n", cell.out());
    }

    @Test
    void ioReadlnAsksWithItsPrompt() throws Exception {
        // IO keeps the first System.in for ever, so this one JVM-wide test hands over its own.
        cell.type("é", "\u0004", "again");
        run(() -> {
            assertEquals("é", IO.readln("Letter? "));
            assertNull(IO.readln());
            return equal("again", IO.readln("Once more? "));
        });
        assertEquals(List.of("Letter? ", "", "Once more? "), cell.prompts());
    }

    @Test
    void controlDIsTheEndOfInputOnce() throws Exception {
        cell.type("\u0004", "next");
        run(() -> {
            assertEquals(-1, System.in.read());
            return equal((int) 'n', System.in.read());
        });
        assertEquals(0, run(() -> new byte[0]).length);
    }

    @Test
    void theRestOfALineGoesWithItsCell() throws Exception {
        cell.type("abc");
        run(System.in::read);
        var next = new RecordingOutlet().type("xyz");
        routing.begin(next);
        assertEquals('x', (int) Scope.call(next, System.in::read));
        assertEquals(3, (int) Scope.call(next, System.in::available));
    }

    @Test
    void aFrontEndWithoutInputSaysSoAtOnce() {
        cell.refuseInput();
        assertThrows(UsageError.class, () -> run(() -> new Scanner(System.in).nextLine()));
        assertThrows(UsageError.class, () -> run(System.in::read));
    }

    @Test
    void anInterruptEndsTheWaitAndTheNextReadWorks() throws Exception {
        var failure = new CompletableFuture<IOException>();
        routing.begin(cell);
        var reader = Thread.ofPlatform().start(() -> {
            try {
                System.in.read();
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        while (cell.prompts().isEmpty()) {
            Thread.onSpinWait();
        }
        reader.interrupt();
        assertInstanceOf(InterruptedIOException.class, failure.join());
        cell.type("later");
        assertEquals('l', (int) run(System.in::read));
    }

    @Test
    void theConsoleAsksAndHidesPasswords() throws Exception {
        assertTrue(streams.installConsole());
        cell.type("Ada", "secret", "rest", "\u0004");
        run(() -> {
            var console = System.console();
            assertEquals("Ada", console.readLine("Name %d: ", 1));
            assertArrayEquals("secret".toCharArray(), console.readPassword("Password: "));
            console.printf("%s%n", "printed");
            console.writer().println("written");
            assertEquals("rest", console.readLine());
            return equal(null, console.readLine());
        });
        assertEquals(List.of("Name 1: ", "*Password: ", "", ""), cell.prompts());
        assertEquals("printed\nwritten\n", cell.out());
        cell.refuseInput();
        assertThrows(UsageError.class, () -> run(() -> System.console().readLine()));
    }

    /** Throws everything away. */
    private static final class NullOutlet implements Outlet {

        @Override
        public void stream(Stream stream, CharSequence text) {}

        @Override
        public void display(MimeBundle bundle, String displayId) {}

        @Override
        public void update(MimeBundle bundle, String displayId) {}

        @Override
        public void clear(boolean wait) {}

        @Override
        public String input(String prompt, boolean password) {
            return "";
        }

        @Override
        public void payload(Map<String, Object> payload) {}
    }
}
