package org.jolab.magics.drive.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import org.jolab.magics.drive.engine.Engine;
import org.jolab.magics.drive.engine.EngineSettings;
import org.jolab.magics.drive.fake.FakeDrive;
import org.jolab.magics.drive.fake.Others;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file whose offsets do not fit into 32 bits goes to Google Drive and comes back. */
@Timeout(180)
class LargeFileTest {

    private static final long SIZE = (4L << 30) + 1_000_003;
    private static final long[] MARKS = {0, (1L << 31) - 4, (4L << 30) - 4, SIZE - 8};

    @TempDir
    private Path folder;

    private Engine open(FakeDrive fake, String cache) throws IOException {
        return Engine.open(folder.resolve(cache), new GoogleStore(fake.endpoint(), fake.tokens().client(),
            GoogleOptions.standard()), EngineSettings.standard().withReserve(0));
    }

    private static byte[] mark(long at) {
        return "%08x".formatted(at).substring(0, 8).getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aFileOfMoreThanFourGigabytesIsUploadedAndReadBack() throws Exception {
        try (var fake = FakeDrive.start()) {
            try (var engine = open(fake, "one")) {
                try (var file = engine.open("/MyDrive/large", Set.of(StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE_NEW), 0644)) {
                    for (var at : MARKS) {
                        file.write(ByteBuffer.wrap(mark(at)), at);
                    }
                    file.flush();
                }
                assertTrue(engine.flush(Duration.ofSeconds(150)), () -> "" + engine.report());
            }
            var found = fake.others().all(Others.ROOT);
            assertEquals(1, found.size());
            assertEquals(SIZE, found.getFirst().size());
            // Another cache has nothing of it.
            try (var engine = open(fake, "two"); var file = engine.open("/MyDrive/large",
                    Set.of(StandardOpenOption.READ), 0)) {
                assertEquals(SIZE, file.attributes().size());
                for (var at : MARKS) {
                    var bytes = ByteBuffer.allocate(8);
                    assertEquals(8, file.read(bytes, at));
                    assertEquals(new String(mark(at)), new String(bytes.array()));
                }
                assertEquals(0, file.read(ByteBuffer.allocate(8), SIZE));
            }
        }
    }
}
