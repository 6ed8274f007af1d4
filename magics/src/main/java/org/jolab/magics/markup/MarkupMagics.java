package org.jolab.magics.markup;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.MagicSource;
import org.jolab.api.MimeBundle;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;

/** The magics of this package. */
public final class MarkupMagics implements MagicSource {

    private static final int SHOWN = 1000;

    @Override
    public Collection<Magic> magics() {
        var html = html();
        var javascript = javascript();
        var svg = svg();
        return List.of(html, html.as("HTML"), markdown(), latex(), svg, svg.as("SVG"), javascript,
            javascript.as("js"));
    }

    private static Magic html() {
        return Magic.cell("html", "Shows the cell as HTML.")
            .flag("--isolated", "in a frame of its own, whose styles do not touch the notebook")
            .details("""
                    %%html
                    <b style="color: teal">bold</b>""")
            .does(call -> {
                var body = body(call);
                if (call.has("--isolated")) {
                    Notebook.display(MimeBundle.text(cut(body)).with("text/html", body)
                        .withMetadata("text/html", Map.of("isolated", true)));
                } else {
                    Notebook.html(body);
                }
                return null;
            });
    }

    private static Magic markdown() {
        return Magic.cell("markdown", "Shows the cell as Markdown.")
            .does(call -> {
                Notebook.markdown(body(call));
                return null;
            });
    }

    private static Magic latex() {
        return Magic.cell("latex", "Shows the cell as a formula in LaTeX.")
            .details("""
                    %%latex
                    e^{i \\pi} + 1 = 0""")
            .does(call -> {
                Notebook.latex(body(call));
                return null;
            });
    }

    private static Magic svg() {
        return Magic.cell("svg", "Shows the cell as a drawing in SVG.")
            .does(call -> {
                Notebook.svg(body(call));
                return null;
            });
    }

    private static Magic javascript() {
        return Magic.cell("javascript", "Runs the cell as JavaScript in the browser; element is its output.")
            .does(call -> {
                var body = body(call);
                Notebook.display(MimeBundle.text(cut(body)).with("application/javascript", body));
                return null;
            });
    }

    private static String body(MagicCall call) {
        if (call.body().isBlank()) {
            throw new UsageError("The cell holds nothing but %%" + call.magic().name() + ".");
        }
        return call.body();
    }

    /** What front ends show that can't show more than text. */
    private static String cut(String text) {
        return text.length() <= SHOWN ? text.strip() : text.substring(0, SHOWN) + "…";
    }
}
