package org.jolab.kernel.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassingLaneTest {

    private final PassingLane lane = new PassingLane("test");

    @Test
    void tasksAreDoneInOrder() throws Exception {
        var done = Collections.synchronizedList(new ArrayList<Integer>());
        var all = new CountDownLatch(1000);
        for (var i = 0; i < 1000; i++) {
            var number = i;
            lane.execute(() -> {
                done.add(number);
                all.countDown();
                if (number % 7 == 0) {
                    throw new IllegalStateException("this one fails");
                }
            });
        }
        assertTrue(all.await(20, TimeUnit.SECONDS));
        assertEquals(IntStream.range(0, 1000).boxed().toList(), List.copyOf(done));
    }

    @Test
    void aTaskThatLetsTheOthersPassMayWaitForThem() throws Exception {
        var passed = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        lane.execute(() -> {
            lane.letOthersPass();
            try {
                assertTrue(passed.await(20, TimeUnit.SECONDS));
                ended.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        lane.execute(passed::countDown);
        assertTrue(ended.await(20, TimeUnit.SECONDS));
        lane.letOthersPass();
        var after = new CountDownLatch(1);
        lane.execute(after::countDown);
        assertTrue(after.await(20, TimeUnit.SECONDS));
    }

    @Test
    void whatWasHandedInIsWaitedForButAnEndlessTaskOnlyOnce() throws Exception {
        var done = Collections.synchronizedList(new ArrayList<Integer>());
        for (var i = 0; i < 5; i++) {
            var number = i;
            lane.execute(() -> {
                pause(50);
                done.add(number);
            });
        }
        lane.await(lane.handed(), 20_000);
        assertEquals(List.of(0, 1, 2, 3, 4), List.copyOf(done));
        var release = new CountDownLatch(1);
        lane.execute(() -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        lane.await(lane.handed(), 10);
        // Would take a day otherwise.
        lane.await(lane.handed(), 86_400_000);
        release.countDown();
        lane.execute(() -> done.add(5));
        // Not before the endless task has ended is there something to wait for again.
        while (done.size() < 6) {
            lane.await(lane.handed(), 20_000);
        }
        assertEquals(5, done.getLast());
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void nothingIsTakenAfterItIsRetired() throws Exception {
        var done = new CountDownLatch(1);
        lane.execute(done::countDown);
        lane.retire();
        assertTrue(done.await(20, TimeUnit.SECONDS));
        var late = new CountDownLatch(1);
        lane.execute(late::countDown);
        assertEquals(false, late.await(200, TimeUnit.MILLISECONDS));
    }
}
