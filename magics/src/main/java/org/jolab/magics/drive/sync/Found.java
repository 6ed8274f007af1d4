package org.jolab.magics.drive.sync;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a side has.
 *
 * @param files  files and folders, by path
 * @param others what is there and cannot be copied, such as links; what is below them is not known
 */
record Found(Map<String, Seen> files, Set<String> others) {

    Found() {
        this(new TreeMap<>(), new TreeSet<>());
    }

    /** How many files there are, folders aside. */
    long count() {
        return files.values().stream().filter(each -> !each.isFolder()).count();
    }
}
