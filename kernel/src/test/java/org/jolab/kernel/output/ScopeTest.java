package org.jolab.kernel.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScopeTest {

    private final RecordingOutlet first = new RecordingOutlet();
    private final RecordingOutlet second = new RecordingOutlet();
    private final Routing routing = new Routing();

    private <T> T cell(Outlet outlet, Callable<T> code) throws Exception {
        routing.begin(outlet);
        return Scope.call(outlet, code);
    }

    @Test
    void aThreadThatOutlivesItsCellBelongsToItsCell() throws Exception {
        var asked = new CompletableFuture<Optional<Outlet>>();
        var go = new CompletableFuture<Void>();
        cell(first, () -> Thread.ofPlatform().start(() -> {
            go.join();
            asked.complete(routing.outlet());
        }));
        routing.begin(second);
        go.complete(null);
        assertSame(first, asked.join().orElseThrow());
    }

    @Test
    void aThreadOfACellThatWasRunAgainBelongsToTheLatestCell() throws Exception {
        var asked = new CompletableFuture<Optional<Outlet>>();
        cell(first, () -> {
            first.retire();
            routing.begin(second);
            return Thread.ofVirtual().start(() -> asked.complete(routing.outlet()));
        });
        assertSame(second, asked.join().orElseThrow());
    }

    @Test
    void aVirtualThreadBelongsToTheCellThatStartedIt() throws Exception {
        var asked = new CompletableFuture<Optional<Outlet>>();
        cell(first, () -> Thread.ofVirtual().start(() -> asked.complete(Scope.current())));
        assertSame(first, asked.join().orElseThrow());
    }

    @Test
    void aPoolsWorkerBelongsToTheCellThatRunsNow() throws Exception {
        try (var pool = Executors.newFixedThreadPool(1)) {
            cell(first, () -> pool.submit(routing::outlet).get());
            assertSame(second, cell(second, () -> pool.submit(routing::outlet).get()).orElseThrow());
        }
    }

    @Test
    void aForkJoinWorkerBelongsToTheCellThatRunsNow() throws Exception {
        try (var pool = new ForkJoinPool(1)) {
            cell(first, () -> pool.submit(routing::outlet).get());
            assertSame(second, cell(second, () -> pool.submit(routing::outlet).get()).orElseThrow());
        }
        var everywhere = cell(first, () -> IntStream.range(0, 1000).parallel()
            .mapToObj(_ -> routing.outlet().orElseThrow()).distinct().toList());
        assertEquals(1, everywhere.size());
        assertSame(first, everywhere.getFirst());
    }

    @Test
    void aWorkerThatIsGivenAScopeHasIt() throws Exception {
        try (var pool = Executors.newFixedThreadPool(1)) {
            routing.begin(first);
            assertSame(second, pool.submit(() -> Scope.call(second, routing::outlet)).get().orElseThrow());
            assertSame(first, pool.submit(routing::outlet).get().orElseThrow());
        }
    }

    @Test
    void scopesNestAndEnd() throws Exception {
        Scope.call(first, () -> {
            assertSame(second, Scope.call(second, () -> Scope.current().orElseThrow()));
            assertSame(first, Scope.current().orElseThrow());
            return null;
        });
        assertTrue(Scope.current().isEmpty());
    }
}
