package org.jolab.magics.drive.fuse;

/** The first request, in which the kernel and we tell each other what we can (FUSE_INIT). */
final class Greeting {

    private static final int MAJOR = 7;
    private static final int MINOR = 31;
    private static final int ASYNC_READ = 1;
    private static final int ATOMIC_TRUNCATE = 1 << 3;
    private static final int BIG_WRITES = 1 << 5;
    private static final int AUTO_INVALIDATE = 1 << 12;
    private static final int READDIRPLUS = 1 << 13;
    private static final int READDIRPLUS_AUTO = 1 << 14;
    private static final int ASYNC_DIRECT = 1 << 15;
    private static final int PARALLEL_FOLDERS = 1 << 18;
    private static final int MAX_PAGES = 1 << 22;
    private static final int WANTED = ASYNC_READ | ATOMIC_TRUNCATE | BIG_WRITES | AUTO_INVALIDATE | READDIRPLUS
        | READDIRPLUS_AUTO | ASYNC_DIRECT | PARALLEL_FOLDERS | MAX_PAGES;
    private static final int PAGE = 4096;
    private static final int SIZE = 64;

    private Greeting() {}

    static void answer(Call call) {
        var major = call.body.getInt();
        var minor = call.body.getInt();
        if (major < MAJOR) {
            call.refuse(71);
            return;
        }
        var reply = call.room(SIZE).putInt(MAJOR);
        if (major > MAJOR) {
            // The kernel asks again, in our version.
            reply.putInt(MINOR).put(new byte[SIZE - 8]);
            call.answer(SIZE);
            return;
        }
        var readAhead = call.body.getInt();
        var flags = call.body.getInt() & WANTED;
        // No writeback cache: what a program was told is written has to be in the journal.
        reply.putInt(Math.min(minor, MINOR)).putInt(readAhead).putInt(flags)
            .putShort((short) 64).putShort((short) 48).putInt(Worker.MOST).putInt(1)
            .putShort((short) (Worker.MOST / PAGE)).putShort((short) 0).put(new byte[SIZE - 32]);
        call.answer(SIZE);
    }
}
