package org.jolab.widgets;

import org.jolab.api.UsageError;

/** What a listener threw, as text. */
final class Mishap {

    private static final int FRAMES = 6;

    private Mishap() {}

    static String describe(Throwable thrown) {
        if (thrown instanceof UsageError mistake) {
            return "error: " + mistake.getMessage();
        }
        var text = new StringBuilder(thrown.toString());
        var shown = 0;
        for (var frame : thrown.getStackTrace()) {
            if (frame.getClassName().startsWith("org.jolab.") || shown++ == FRAMES) {
                break;
            }
            text.append("\n    at ").append(frame);
        }
        for (var cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            text.append("\ncaused by ").append(cause);
        }
        return text.toString();
    }
}
