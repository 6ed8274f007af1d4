package org.jolab.magics.drive.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jolab.magics.drive.store.Entry;
import org.jolab.magics.drive.tree.Attributes;

/** A file, folder or link of the tree. Guarded by the lock of {@link Nodes}; volatile fields are read without it. */
final class Node {

    /** WebDAV and FAT know no smaller times. */
    private static final Duration ROUNDED = Duration.ofSeconds(2);
    /** When folders changed of which the store does not say it, such as the root. */
    private static final Instant BEGIN = Instant.now();

    final long number;
    final Entry.Kind kind;

    /** Null for the root and for what was removed. */
    Node parent;
    /** In the parent. */
    String name = "";
    /** What the store calls it, or shall. */
    String storeName = "";
    volatile Instant modified = Instant.EPOCH;
    volatile int mode;
    volatile long size;
    /** Removed here; it stays until the store has removed it too and nobody has it open. */
    boolean removed;
    /** Renamed or moved here, not yet in the store. */
    boolean displaced;
    /** Times or permissions were set here, not yet in the store. */
    boolean marked;
    /** The owner of it is another node once this one was replaced. */
    Remote remote = new Remote(this);
    /** Content that the store does not have, or null. */
    volatile Body body;
    /** The staged file's number for the next body. */
    int generation;

    /** Of a folder; null for others. */
    final Map<String, Node> children;
    /** All children are known, as of {@link #listedAt}. */
    boolean listed;
    /** By {@link System#nanoTime}. */
    long listedAt;
    /** What is known of it may be old, also if it was just listed. */
    boolean doubted;
    Listing listing;

    /** Handles. */
    int opens;
    int writers;

    /** When to look at it next, by {@link System#nanoTime}. */
    long due;
    /** When it stands in the queue for, or 0. */
    long slot;
    /** The count of changes at the oldest one that is not sent; 0 when all is sent. */
    long oldest;
    /** The count of changes at the newest one. */
    long newest;
    /** When the oldest unsent content was written, by {@link System#nanoTime}. */
    long writtenAt;
    /** Somebody waits until it is sent. */
    boolean hurried;
    int failures;
    String trouble = "";
    Node blocker;
    /** The node whose content is still to be fetched from this one's entry. */
    Node neededBy;
    final Set<Node> waiters = new HashSet<>(0);

    Node(long number, Entry.Kind kind) {
        this.number = number;
        this.kind = kind;
        children = kind == Entry.Kind.FOLDER ? new LinkedHashMap<>() : null;
        mode = kind == Entry.Kind.FOLDER ? 0755 : kind == Entry.Kind.LINK ? 0777 : 0644;
    }

    boolean isFolder() {
        return kind == Entry.Kind.FOLDER;
    }

    boolean isFile() {
        return kind == Entry.Kind.FILE;
    }

    /** What the store says of it and cannot be changed. */
    boolean fixed() {
        return remote != null && remote.entry != null && remote.entry.fixed();
    }

    /** Whether it shows what it owns in the store; otherwise it was replaced, and another node owns that. */
    boolean owns() {
        return remote.owner == this;
    }

    /** The id under which the store keeps a folder's entries; null when the store does not have the folder yet. */
    String place() {
        return remote.entry == null ? null : remote.entry.content();
    }

    Attributes attributes() {
        var content = body;
        var changed = kind == Entry.Kind.FOLDER && modified.equals(Instant.EPOCH) ? BEGIN : modified;
        return new Attributes(number, kind, content == null ? size : content.size(), changed, mode);
    }

    /**
     * Takes size, time and permissions from the store's entry, where nothing here is newer.
     *
     * @param same the content is known to be what it was: a time that differs by less than stores round is kept
     */
    void show(Entry entry, boolean same) {
        if (body != null) {
            return;
        }
        size = entry.size();
        if (marked) {
            return;
        }
        if (!same || Duration.between(entry.modified(), modified).abs().compareTo(ROUNDED) >= 0) {
            modified = entry.modified();
        }
        if (entry.mode() >= 0) {
            mode = entry.mode();
        } else if (entry.fixed()) {
            mode = isFolder() ? 0555 : 0444;
        }
    }

    String path() {
        if (parent == null) {
            return removed ? name : "/";
        }
        var above = parent.path();
        return above.endsWith("/") ? above + name : above + "/" + name;
    }
}
