package org.jolab.plot;

/** A plot as a page of its own. */
final class Page {

    private Page() {}

    static String of(String spec, String title) {
        // Within a script, "</" could end it.
        return """
            <!DOCTYPE html>
            <html>
            <head>
            <meta charset="utf-8">
            <title>%s</title>
            <script src="https://cdn.jsdelivr.net/npm/vega@5"></script>
            <script src="https://cdn.jsdelivr.net/npm/vega-lite@5"></script>
            <script src="https://cdn.jsdelivr.net/npm/vega-embed@6"></script>
            </head>
            <body>
            <div id="plot"></div>
            <script>vegaEmbed("#plot", %s);</script>
            </body>
            </html>
            """.formatted(title.replace("&", "&amp;").replace("<", "&lt;"), spec.replace("</", "<\\/"));
    }
}
