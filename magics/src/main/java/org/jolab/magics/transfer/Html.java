package org.jolab.magics.transfer;

/** Text in HTML. */
public final class Html {

    private Html() {}

    /** {@code text} such that a browser shows it as it is, between tags and in attributes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
