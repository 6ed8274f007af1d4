package org.jolab.magics.drive.fuse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;

/** Adds a file's bytes by a mapping, with much for the collector to do. A program of its own. */
final class MappedReader {

    private MappedReader() {}

    public static void main(String[] arguments) throws IOException {
        var collector = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                var rubbish = new ArrayList<byte[]>();
                for (var i = 0; i < 100; i++) {
                    rubbish.add(new byte[10_000]);
                }
                System.gc();
            }
        });
        collector.setDaemon(true);
        collector.start();
        try (var channel = FileChannel.open(Path.of(arguments[0]))) {
            var mapping = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            var sum = 0L;
            while (mapping.hasRemaining()) {
                sum += mapping.get();
            }
            System.out.println(sum);
        }
    }
}
