package org.jolab.kernel.protocol;

import java.util.List;
import java.util.Map;

/** What the kernel says in a message: all of it except who says it, to whom, and when. */
public interface Body {

    /** The JSON object that clients read. */
    Map<String, Object> content();

    /** What is said about the content. */
    default Map<String, Object> metadata() {
        return Map.of();
    }

    /** Raw bytes that belong to the content. */
    default List<byte[]> buffers() {
        return List.of();
    }
}
