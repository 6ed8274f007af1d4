package org.jolab.magics.transfer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jolab.api.Notebook;
import org.jolab.magics.transfer.Meeting.Said;

/**
 * A field for a line in a cell's output. Unlike the protocol's question ({@code input_request}) it can be taken back:
 * JupyterLab runs no other cell while one of those is open, even if the cell that asked has ended.
 */
public final class Field {

    /** Consoles have no page, and somebody waits there. */
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(5), Patience.USUAL.silence(),
        Patience.USUAL.outage(), Patience.USUAL.reload(), Patience.USUAL.ping());

    private Field() {}

    /**
     * Shows a field until somebody types a line, or the thread is interrupted.
     *
     * @return the line; empty where no page can show a field, or the page has gone
     */
    public static Optional<String> ask(String question) throws InterruptedException {
        var folder = Path.of("").toAbsolutePath();
        try (var meeting = new Meeting(Notebook.comms(), folder)) {
            var settings = new HashMap<>(Transfers.settings("field", meeting, folder));
            settings.put("question", question);
            var page = Page.show("", settings);
            try {
                var talk = new Talk(meeting, PATIENCE);
                if (!talk.begin(Map.of("kind", "ready"))) {
                    return Optional.empty();
                }
                while (true) {
                    if (talk.next() instanceof Said said && said.kind().equals("line")) {
                        return Optional.of(said.text("text"));
                    }
                }
            } catch (PageLost gone) {
                return Optional.empty();
            } finally {
                meeting.close("");
                page.end("");
            }
        }
    }
}
