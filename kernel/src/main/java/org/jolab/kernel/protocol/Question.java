package org.jolab.kernel.protocol;

import java.util.Map;

/** A line that the user is asked for, on stdin; hidden while typed if {@code password}. */
public record Question(String prompt, boolean password) implements Body {

    @Override
    public Map<String, Object> content() {
        return Reply.object("prompt", prompt, "password", password);
    }
}
