package org.jolab.magics.libraries;

import java.nio.ByteBuffer;
import org.eclipse.aether.spi.connector.transport.TransportListener;
import org.eclipse.aether.transfer.TransferCancelledException;

/** Tells {@link Transfers} of a file that comes from no repository; used by the thread that downloads. */
final class FileProgress extends TransportListener {

    private final Transfers transfers;
    private final String name;
    private long total;
    private long done;

    FileProgress(Transfers transfers, String name) {
        this.transfers = transfers;
        this.name = name;
    }

    @Override
    public void transportStarted(long dataOffset, long dataLength) throws TransferCancelledException {
        total = dataLength;
        transfers.progress(name, new Transfers.Running(name, done, total), 0);
    }

    @Override
    public void transportProgressed(ByteBuffer data) throws TransferCancelledException {
        var count = data.remaining();
        done += count;
        transfers.progress(name, new Transfers.Running(name, done, total), count);
    }
}
