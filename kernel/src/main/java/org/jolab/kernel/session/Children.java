package org.jolab.kernel.session;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The processes that user code has started. Called by any thread. */
final class Children {

    private Children() {}

    /** Ends those that are {@code wanted}, with all that they have started, and began at {@code start} or later. */
    static void endSince(Instant start, Predicate<ProcessHandle> wanted, long patienceMillis) {
        // The system dates processes by the time since its own start, which it knows to a second.
        var since = start.minusSeconds(1);
        end(ProcessHandle.current().children()
            .filter(wanted)
            .filter(child -> child.info().startInstant().filter(since::isBefore).isPresent())
            .toList(), patienceMillis);
    }

    /** Ends all: asks each to end, and ends those by force that are still there after {@code patienceMillis}. */
    static void endAll(long patienceMillis) {
        end(ProcessHandle.current().children().toList(), patienceMillis);
    }

    private static void end(List<ProcessHandle> children, long patienceMillis) {
        var all = children.stream()
            .flatMap(child -> Stream.concat(child.descendants(), Stream.of(child)))
            .toList();
        if (all.isEmpty()) {
            return;
        }
        all.forEach(ProcessHandle::destroy);
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
            .completeOnTimeout(null, patienceMillis, TimeUnit.MILLISECONDS)
            .join();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
