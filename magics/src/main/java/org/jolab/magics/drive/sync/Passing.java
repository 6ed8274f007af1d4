package org.jolab.magics.drive.sync;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Names of files that exist only while something is copied. Neither side's are taken for files of the user. */
final class Passing {

    private static final String PREFIX = ".jolab-part-";

    private final String mine;

    /** Of one folder that is kept equal: others, of other machines too, have ids of their own. */
    Passing(String id) {
        mine = PREFIX + id + "-";
    }

    String next() {
        return mine + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    static boolean is(String name) {
        return name.startsWith(PREFIX);
    }

    /** Whether it was left by a round that did not come to its end. */
    boolean isMine(String name) {
        return name.startsWith(mine);
    }
}
