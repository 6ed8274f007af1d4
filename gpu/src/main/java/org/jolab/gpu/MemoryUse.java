package org.jolab.gpu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What tensors hold of a device's memory at a moment.
 *
 * @param device whose memory
 * @param used bytes that live tensors hold
 * @param pooled bytes that wait for the next tensor
 * @param budget bytes that tensors may hold
 * @param holdings who holds them
 */
public record MemoryUse(Device device, long used, long pooled, long budget, List<Holding> holdings) {

    private static final int NAMED = 5;

    /** The largest come first. */
    public MemoryUse {
        holdings = holdings.stream().sorted(Comparator.comparingLong(Holding::bytes).reversed()).toList();
    }

    /**
     * A piece of memory that live tensors share.
     *
     * @param contents type and shape of the tensor for which it was taken, such as {@code F32 [2,3]}
     * @param bytes what it takes, with what was rounded up
     * @param storage the memory; null if its tensors have just been collected
     */
    public record Holding(String contents, long bytes, Storage storage) {
    }

    /** With what tensors hold in page-locked memory, which has a budget of its own. */
    MemoryUse withPinned(MemoryUse pinned) {
        var all = new ArrayList<>(holdings);
        pinned.holdings.forEach(each -> all.add(new Holding(each.contents + ", pinned", each.bytes, each.storage)));
        return new MemoryUse(device, used + pinned.used, pooled + pinned.pooled, budget, all);
    }

    /** Says for {@link OutOfDeviceMemory} that {@code bytes} more are too many, and which tensors are the largest. */
    public String shortage(long bytes) {
        var largest = holdings.stream().limit(NAMED).map(each -> each.contents + " (" + size(each.bytes) + ")")
            .collect(Collectors.joining(", "));
        return "%s: %s more exceed the budget of %s, of which %s are in use; the largest live tensors: %s"
            .formatted(device, size(bytes), size(budget), size(used), largest.isEmpty() ? "none" : largest);
    }

    /** Such as {@code cpu: 40 MB in 2 tensors, 12 MB pooled, budget 8 GB}. */
    @Override
    public String toString() {
        return "%s: %s in %d tensor%s, %s pooled, budget %s".formatted(device, size(used), holdings.size(),
            holdings.size() == 1 ? "" : "s", size(pooled), size(budget));
    }

    /** Bytes as people say them, such as {@code 40 MB}; a kB are 1000 bytes. */
    public static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        var units = List.of("kB", "MB", "GB", "TB", "PB", "EB");
        var value = bytes / 1000.0;
        var unit = 0;
        for (; value >= 999.5; value /= 1000) {
            unit++;
        }
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, units.get(unit));
    }
}
