package org.jolab.magics.drive.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jolab.magics.drive.blocks.Blocks;
import org.jolab.magics.drive.store.Entry;

/** What was read or sent, from the cache on disk. */
final class BlockContents implements Contents {

    private final Blocks blocks;

    BlockContents(Blocks blocks) {
        this.blocks = blocks;
    }

    @Override
    public int read(Entry file, long offset, ByteBuffer target) throws IOException {
        return blocks.read(file, offset, target);
    }

    @Override
    public void opened(Entry file, Supplier<List<Entry>> folder) {
        blocks.opened(file, folder);
    }

    @Override
    public void adopt(Entry file, Path sent) throws IOException {
        blocks.adopt(file, sent);
    }

    @Override
    public long cached() {
        return blocks.cached();
    }

    @Override
    public void close() {
        blocks.close();
    }
}
