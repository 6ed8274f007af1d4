package org.jolab.magics.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jolab.api.Display;
import org.jolab.api.MimeBundle;
import org.jolab.api.Notebook;

/**
 * What a transfer shows in the notebook: first a line with the script that does the browser's part, in the end a line
 * alone. Without the kernel and the cell that made it, the script does nothing, and an untrusted notebook does not even
 * run it: then the first line is all that is seen.
 */
final class Page {

    /** Until a page has made a link of what it was told, and clicked on it. */
    private static final long CLICK_MILLIS = 1500;

    private final Display display;

    private Page(Display display) {
        this.display = display;
    }

    /**
     * Shows a line and starts a script.
     *
     * @param line what is shown while, and where, the script does nothing
     * @param settings for the script: texts and booleans
     */
    static Page show(String line, Map<String, Object> settings) {
        var json = settings.entrySet().stream()
            .map(entry -> quote(entry.getKey()) + ":" + (entry.getValue() instanceof Boolean flag ? flag.toString()
                : quote(entry.getValue().toString())))
            .collect(Collectors.joining(",", "{", "}"));
        var html = "<div class=\"jolab-transfer\">" + Html.escape(line) + "</div>\n<style>" + read("page.css")
            + "</style>\n<script>(" + script(settings.get("task").toString()) + ")(" + json + ");</script>";
        return new Page(Notebook.display(MimeBundle.text(line).with("text/html", html)));
    }

    /** Replaces all by something else. */
    void end(MimeBundle bundle) {
        display.update(bundle);
    }

    /** Replaces all by a line. */
    void end(String line) {
        end(MimeBundle.text(line).with("text/html", "<div>" + Html.escape(line) + "</div>"));
    }

    /** What all tasks share, with what one of them needs in its place. */
    private static String script(String task) {
        return read("page.js").strip().replace("/*TASK*/", read(task + ".js"));
    }

    /**
     * Replaces all by a line with a link to a file beside the notebook, which front ends open in a tab; and clicks on
     * it, once, where that is wanted.
     */
    void link(String name, String address, boolean click) throws InterruptedException {
        var text = MimeBundle.text("Open " + name + ".");
        var link = "<div>Open <a class=\"jolab-view\" href=\"" + Html.escape(address) + "\">" + Html.escape(name)
            + "</a>.</div>";
        if (click) {
            display.update(text.with("text/html", link + "<script>(" + read("click.js").strip() + ")("
                + System.currentTimeMillis() + ");</script>"));
            Thread.sleep(CLICK_MILLIS);
        }
        display.update(text.with("text/html", link));
    }

    private static String quote(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            // Neither the string nor the script element around it may end here.
            if (c < ' ' || c > '~' || "\"\\<>&'".indexOf(c) >= 0) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    private static String read(String resource) {
        try (var in = Page.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
