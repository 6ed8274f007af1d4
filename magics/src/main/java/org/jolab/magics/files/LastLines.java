package org.jolab.magics.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The last lines of a file, found from its end: the time does not depend on how large it is.
 *
 * @param count how many
 */
record LastLines(Path file, long count) {

    private static final int BLOCK = 1 << 16;

    /** A reader that stands at the first of them. */
    BufferedReader open() throws IOException {
        var channel = FileChannel.open(file);
        try {
            channel.position(start(channel));
            return new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private long start(FileChannel channel) throws IOException {
        var size = channel.size();
        var wanted = count;
        var block = ByteBuffer.allocate(BLOCK);
        for (var end = size; end > 0; end -= Math.min(end, BLOCK)) {
            var from = Math.max(0, end - BLOCK);
            block.clear().limit((int) (end - from));
            while (block.hasRemaining() && channel.read(block, from + block.position()) >= 0) {
                // A read may bring less than was asked for.
            }
            for (var i = block.position() - 1; i >= 0; i--) {
                // The end of the file's last line begins no other line.
                if (block.get(i) == '\n' && from + i != size - 1 && --wanted <= 0 && count > 0) {
                    return from + i + 1;
                }
            }
        }
        return count > 0 ? 0 : size;
    }
}
