package org.jolab.magics.drive.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a side has lost since both were equal, and is to be removed on the other; unless it looks like an accident. */
final class Removals {

    /** Fewer are removed without a question. */
    private static final int FEW = 10;

    private final List<String> lost = new ArrayList<>();

    void add(String path) {
        lost.add(path);
    }

    /** What lies in a folder before the folder. */
    List<String> inOrder() {
        return lost.reversed();
    }

    /**
     * Whether a disk may have gone, or a folder been emptied by mistake: no file is left of several, or of many less
     * than half.
     */
    boolean areTooMany(Map<String, Sides> base, Found left) {
        var files = files(base);
        return files > 1 && (left.count() == 0 || files > FEW && left.count() * 2 < base.values().stream()
            .filter(each -> !each.local().isFolder()).count());
    }

    long files(Map<String, Sides> base) {
        return lost.stream().filter(path -> !base.get(path).local().isFolder()).count();
    }
}
