package org.jolab.magics.transfer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jolab.api.Comm;
import org.jolab.magics.transfer.Meeting.Arrived;
import org.jolab.magics.transfer.Meeting.Event;
import org.jolab.magics.transfer.Meeting.Left;
import org.jolab.magics.transfer.Meeting.Said;

/**
 * A cell's talk with the pages that show its output, of which one gets to do the work; used by the cell's thread. It
 * asks silent pages whether they are still there, and knows a page again whose connection was broken.
 */
final class Talk {

    private final Meeting meeting;
    private final Patience patience;
    /** The pages that are connected, and what they call themselves. */
    private final Map<Comm, String> pages = new HashMap<>();
    private Map<String, Object> greeting = Map.of("kind", "ready");
    private Comm partner;
    private String client;
    private long heard = System.nanoTime();
    private boolean wasClosed;

    Talk(Meeting meeting, Patience patience) {
        this.meeting = meeting;
        this.patience = patience;
    }

    /** Waits for a first page, which is greeted with {@code message}, as all that follow; false if none comes. */
    boolean begin(Map<String, Object> message) throws InterruptedException {
        greeting = message;
        heard = System.nanoTime();
        for (var left = patience.arrival(); left.isPositive(); left = patience.arrival().minus(silence())) {
            if (meeting.await(left) instanceof Arrived arrived) {
                greet(arrived);
                return true;
            }
        }
        return false;
    }

    /** From now on the page at the other end of {@code comm} does the work, and all others are sent away. */
    void choose(Comm comm) {
        partner = comm;
        client = pages.get(comm);
        for (var other : List.copyOf(pages.keySet())) {
            if (!other.equals(comm)) {
                pages.remove(other);
                meeting.dismiss(other, "This goes on in another window.");
            }
        }
    }

    /** Whether a page does the work. */
    boolean isChosen() {
        return partner != null;
    }

    /** What a page says next; {@link Arrived} when the page that does the work has come again. */
    Event next() throws InterruptedException, PageLost {
        while (true) {
            var event = meeting.await(patience.ping());
            if (event == null) {
                checkSilence();
                ping();
                continue;
            }
            var relevant = relevant(event);
            if (relevant != null) {
                return relevant;
            }
            checkSilence();
        }
    }

    /** What a page has said already; null if nothing. */
    Event nextIfAny() throws PageLost {
        for (var event = meeting.poll(); event != null; event = meeting.poll()) {
            var relevant = relevant(event);
            if (relevant != null) {
                return relevant;
            }
        }
        return null;
    }

    /** The event if the cell has to know of it, else null. */
    private Event relevant(Event event) throws PageLost {
        switch (event) {
            case Arrived arrived -> {
                if (partner == null) {
                    greet(arrived);
                } else if (arrived.client().equals(client)) {
                    heard();
                    pages.clear();
                    pages.put(arrived.comm(), client);
                    partner = arrived.comm();
                    send(greeting);
                    return arrived;
                } else {
                    meeting.dismiss(arrived.comm(), "This goes on in another window.");
                }
            }
            case Said said -> {
                if (pages.containsKey(said.comm())) {
                    heard();
                    return said.kind().equals("alive") ? null : said;
                }
            }
            case Left(var comm) -> {
                if (pages.remove(comm) != null && comm.equals(partner)) {
                    throw new PageLost("The page was closed");
                }
                wasClosed |= pages.isEmpty();
            }
        }
        return null;
    }

    private void greet(Arrived arrived) {
        heard();
        pages.put(arrived.comm(), arrived.client());
        send(arrived.comm(), greeting, List.of());
    }

    private void heard() {
        heard = System.nanoTime();
        wasClosed = false;
    }

    private Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heard);
    }

    private void checkSilence() throws PageLost {
        var limit = partner != null ? patience.outage() : wasClosed ? patience.reload() : patience.silence();
        if (silence().compareTo(limit) > 0) {
            throw new PageLost(wasClosed ? "The page was closed"
                : "The page has not answered for " + limit.toSeconds() + " seconds");
        }
    }

    private void ping() {
        pages.keySet().forEach(page -> send(page, Map.of("kind", "ping"), List.of()));
    }

    /** Tells the page that does the work. */
    void send(Map<String, Object> data) {
        send(Objects.requireNonNull(partner), data, List.of());
    }

    /** Sends bytes to the page that does the work. */
    void send(Map<String, Object> data, byte[] bytes) {
        send(Objects.requireNonNull(partner), data, List.of(bytes));
    }

    private void send(Comm comm, Map<String, Object> data, List<byte[]> buffers) {
        try {
            comm.send(new Comm.Message(data, Map.of(), buffers));
        } catch (IllegalStateException e) {
            // Closed meanwhile; that is among the events to come.
            System.getLogger(Talk.class.getName()).log(System.Logger.Level.DEBUG, "A page has left", e);
        }
    }
}
