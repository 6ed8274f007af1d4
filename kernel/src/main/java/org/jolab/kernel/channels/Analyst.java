package org.jolab.kernel.channels;

import java.util.Map;
import java.util.Optional;
import org.jolab.kernel.history.History;
import org.jolab.kernel.protocol.MimeJson;
import org.jolab.kernel.protocol.Reply;
import org.jolab.kernel.protocol.Request;

/** Answers what front ends ask while the user types; runs on a thread of its own, so also while a cell runs. */
record Analyst(Language language, History.Session main) {

    /** The answer, with the history of the given shell. */
    Optional<Reply> handle(Request request, Optional<CellLane> lane) throws InterruptedException {
        return Optional.of(switch (request) {
            case Request.Complete(var code, var cursor) ->
                new Reply.Completed(code, language.get().complete(code, cursor));
            case Request.Inspect(var code, var cursor, var detail) ->
                new Reply.Inspected(language.get().inspect(code, cursor, detail).map(MimeJson::of));
            case Request.IsComplete(var code) -> new Reply.Completeness(language.get().isComplete(code));
            case Request.History(var output, var which) -> {
                var entries = lane.map(CellLane::history).orElse(main).find(which);
                yield new Reply.Done(Map.of("history", entries.stream().map(entry -> entry.row(output)).toList()));
            }
            default -> throw new IllegalStateException("Not a question about code: " + request);
        });
    }
}
