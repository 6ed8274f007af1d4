package org.jolab.magics.drive.sync;

import java.io.IOException;
import java.nio.file.Path;
import org.jolab.api.Amount;
import org.jolab.api.UsageError;
import org.jolab.magics.drive.tree.FileTree;

/**
 * A folder of this machine and one of a tree, kept equal by rounds. A round compares both with what they were when they
 * were equal last: what one side has changed goes to the other, what both have changed is kept twice. Nothing is
 * removed because it could not be seen: a side that cannot be listed whole ends the round. Used by one thread, apart
 * from {@link #stop()}.
 */
public final class TwoWayFolder {

    /** Larger trees are refused, as all of their files are copied. */
    public static final long LARGEST = 2_000_000_000L;

    private final String remote;
    private final SyncState state;
    private final LocalSide here;
    private final RemoteSide there;
    private boolean isFirst = true;
    private volatile boolean stopped;

    /**
     * Before the first round.
     *
     * @param remote a folder's path in the tree
     * @param local  a folder of this machine
     * @param state  where it is kept what both were last; made by the first round
     */
    public TwoWayFolder(FileTree tree, String remote, Path local, Path state) throws IOException {
        this.remote = remote;
        this.state = new SyncState(state, remote + "\n" + local);
        var passing = new Passing(this.state.id());
        var copying = new Copying(() -> stopped);
        here = new LocalSide(local, passing, copying);
        there = new RemoteSide(tree, remote.equals("/") ? "" : remote, passing, copying);
    }

    /**
     * Makes both sides equal.
     *
     * @param removing whether also much is removed on a side because the other has lost it
     * @throws UsageError if there is too much
     * @throws IOException if a side cannot be seen whole; then nothing is changed
     */
    public SyncReport round(boolean removing) throws IOException {
        if (stopped) {
            throw new IOException("The synchronisation was ended.");
        }
        var foundHere = here.look();
        var foundThere = there.look();
        var sum = foundThere.files().values().stream().mapToLong(Seen::size).sum();
        if (sum > LARGEST) {
            throw new UsageError(remote + " holds " + Amount.of(sum) + "; at most " + Amount.of(LARGEST) + " are kept "
                + "as ordinary files. Choose a folder in it.");
        }
        if (isFirst && !removing && (foundHere.count() == 0 || foundThere.count() == 0)) {
            // A folder that was made anew is no folder that was emptied: what the other side has comes back.
            state.clear();
        }
        // Known before anything is copied, so that what a round leaves unfinished can be told from files of the user.
        state.save();
        var report = new Round(here, there, state, () -> stopped).run(foundHere, foundThere, removing);
        if (stopped) {
            throw new IOException("The synchronisation was ended before both sides were equal.");
        }
        isFirst = false;
        return report;
    }

    /** Ends a round that is under way after the piece that it copies, and lets none begin; from any thread. */
    public void stop() {
        stopped = true;
    }

    /** Forgets what both were: the next one compares all anew and removes nothing. */
    public void forget() throws IOException {
        state.delete();
    }
}
