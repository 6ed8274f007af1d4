package org.jolab.gpu.cuda;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jolab.gpu.CopiesInFlight;
import org.jolab.gpu.cuda.driver.Context;

/**
 * The copies from and to a piece of page-locked memory, each with the event that ends it. Used by any thread, guarded
 * by itself; nobody holds it while waiting.
 */
final class PinnedCopies implements CopiesInFlight {

    private final MemorySegment memory;
    private final List<Flight> flights = new ArrayList<>();
    private volatile boolean idle = true;

    PinnedCopies(MemorySegment memory) {
        this.memory = memory;
    }

    /**
     * A copy that has been asked for.
     *
     * @param arrives whether it is to the program's memory, not from it
     */
    private record Flight(CudaEvent event, Context context, boolean arrives) {

        /** Whether it is over; what should have arrived from a device that is lost is not, and says so. */
        boolean isOver() {
            return context.isLost() && !arrives || event.isReached();
        }
    }

    /** Asks for {@code bytes} from byte {@code first} on to be copied to the device's address {@code target}. */
    synchronized void depart(long first, long target, long bytes, CudaStream stream) {
        waitFor(stream, false);
        var context = stream.device().context();
        context.call(context.calls().toDevice, target, memory.asSlice(first, bytes), bytes, stream.handle());
        add(stream, false);
    }

    /** Asks for {@code bytes} to be copied from the device's address {@code source} to byte {@code first} on. */
    synchronized void arrive(long first, long source, long bytes, CudaStream stream) {
        waitFor(stream, true);
        var context = stream.device().context();
        context.call(context.calls().toHost, memory.asSlice(first, bytes), source, bytes, stream.handle());
        add(stream, true);
    }

    /** Lets a copy come after those it must not overtake, which may be on other streams. */
    private void waitFor(CudaStream stream, boolean arrives) {
        forget();
        for (var each : flights) {
            if (arrives || each.arrives) {
                stream.waitFor(each.event);
            }
        }
    }

    private void forget() {
        for (var each = flights.iterator(); each.hasNext();) {
            var flight = each.next();
            if (flight.isOver()) {
                each.remove();
                if (!flight.context.isLost()) {
                    flight.event.close();
                }
            }
        }
    }

    private void add(CudaStream stream, boolean arrives) {
        var context = stream.device().context();
        idle = false;
        var event = new CudaEvent(context, false);
        event.record(stream.handle());
        flights.add(new Flight(event, context, arrives));
    }

    @Override
    public void beforeReading() {
        if (!idle) {
            Waiting.until(() -> isOver(false), "the device");
        }
    }

    @Override
    public void beforeWriting() {
        if (!idle) {
            Waiting.until(() -> isOver(true), "the device");
        }
    }

    private synchronized boolean isOver(boolean writing) {
        forget();
        idle = flights.isEmpty();
        return idle || !writing && flights.stream().noneMatch(Flight::arrives);
    }

    /** Memory to which a device that is lost was copying is never idle again. */
    @Override
    public synchronized boolean isIdle() {
        return idle || flights.stream().noneMatch(each -> each.arrives && each.context.isLost()) && isOver(true);
    }
}
