package org.jolab.magics.timing;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.Timing;

/** {@code %memit} and {@code %%memit}: what memory one execution takes. */
final class MemitMagic {

    private MemitMagic() {}

    static Magic magic() {
        return Magic.both("memit", "Runs a statement, or the cell, once and says what memory it took.")
            .rest("[STATEMENT]", "what to run; in a cell that starts with %%memit, the cell")
            .verbatim()
            .aroundJava()
            .details("""
                %memit var index = buildIndex(documents)

                peak: the most that the heap held meanwhile, garbage included, which is an upper bound as each part of
                the heap has its own peak. kept: what the heap holds more than before, after garbage collection, the
                statement's value included. allocated: everything that the cell's thread asked for.""")
            .does(MemitMagic::run);
    }

    private static Object run(MagicCall call) throws Exception {
        if (call.isCell() == !call.rest().isBlank()) {
            throw call.usage(call.isCell() ? "%%memit measures the lines below it." : "There is nothing to measure.");
        }
        var statement = TimeMagic.ended(call.rest());
        var before = collected();
        var pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP).toList();
        pools.forEach(MemoryPoolMXBean::resetPeakUsage);
        var meter = new Meter();
        var value = call.workspace().watchingCompiler(meter, () -> {
            meter.start();
            try {
                return TimeMagic.run(call, statement);
            } finally {
                meter.stop();
            }
        });
        var peak = peak(pools);
        var kept = collected() - before;
        System.out.println("peak heap: " + Timing.bytes(peak) + ", " + signed(peak - before) + "; kept: "
            + signed(kept) + "; allocated: " + Timing.bytes(meter.bytes()) + " by the cell's thread");
        return value;
    }

    private static long peak(List<MemoryPoolMXBean> pools) {
        return pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    private static String signed(long bytes) {
        return (bytes < 0 ? "" : "+") + Timing.bytes(bytes);
    }

    /** What the heap holds without garbage. */
    private static long collected() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
