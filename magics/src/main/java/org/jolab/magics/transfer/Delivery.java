package org.jolab.magics.transfer;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jolab.api.Amount;
import org.jolab.api.UsageError;
import org.jolab.magics.transfer.Meeting.Said;

/**
 * Hands one parcel to the page. Where the page finds the very file on its server ({@code take} with {@code server}),
 * the browser gets it from there; else the kernel sends it, chunk by chunk. Used by the cell's thread.
 */
final class Delivery {

    private final Talk talk;
    private final Parcel parcel;

    Delivery(Talk talk, Parcel parcel) {
        this.talk = talk;
        this.parcel = parcel;
    }

    /** What the page is greeted with. */
    Map<String, Object> offer() {
        var offer = new HashMap<>(parcel.whereabouts());
        offer.putAll(Map.of("kind", "offer", "name", parcel.name(), "size", parcel.size(), "exact",
            parcel instanceof Parcel.One));
        return offer;
    }

    /** Hands it over; says what has happened, in a sentence. */
    String run() throws InterruptedException, PageLost {
        while (true) {
            if (talk.next() instanceof Said said) {
                if (!talk.isChosen()) {
                    talk.choose(said.comm());
                }
                switch (said.kind()) {
                    case "take" -> talk.send(Map.of("kind", "go"));
                    case "started" -> {
                        return "The browser downloads " + parcel.name() + " (" + Amount.of(parcel.size())
                            + ") from the Jupyter server.";
                    }
                    case "pull" -> {
                        return send();
                    }
                    case "cancel" -> {
                        return "The download of " + parcel.name() + " was cancelled.";
                    }
                    default -> { }
                }
            }
        }
    }

    private String send() throws InterruptedException, PageLost {
        var out = new Outflow(talk);
        try {
            parcel.writeTo(out);
            out.finish();
            return "Downloaded " + parcel.name() + " (" + Amount.of(out.sent()) + ").";
        } catch (CancellationException e) {
            return "The download of " + parcel.name() + " was cancelled.";
        } catch (Outflow.Broken e) {
            if (e.getCause() instanceof PageLost lost) {
                throw lost;
            }
            throw (InterruptedException) e.getCause();
        } catch (IOException e) {
            throw new UsageError("The download of " + parcel.name() + " has failed: " + Reasons.of(e) + ".", e);
        }
    }
}
