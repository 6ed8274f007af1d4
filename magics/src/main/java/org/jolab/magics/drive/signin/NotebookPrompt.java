package org.jolab.magics.drive.signin;

import java.net.URI;
import java.util.concurrent.CancellationException;
import org.jolab.api.MimeBundle;
import org.jolab.api.Notebook;

/** The user of the notebook whose cell is running. */
public final class NotebookPrompt implements Prompt {

    @Override
    public boolean isAttended() {
        return Notebook.isAttended();
    }

    @Override
    public Shown show(String text, URI link, String code) {
        var codeHtml = code.isEmpty() ? "" : "<p>Type this code there: <code style=\"font-size:140%\">" + escaped(code)
            + "</code></p>";
        var plain = text + "\n" + link + (code.isEmpty() ? "" : "\nType this code there: " + code);
        var display = Notebook.display(MimeBundle.text(plain).with("text/html", "<p>" + escaped(text)
            + "</p><p><a href=\"" + escaped(link.toString()) + "\" target=\"_blank\" rel=\"noopener noreferrer\">"
            + escaped(link.toString()) + "</a></p>" + codeHtml));
        return outcome -> display.update(MimeBundle.text(outcome));
    }

    @Override
    public String ask(String question, boolean secret) throws InterruptedException {
        try {
            return secret ? Notebook.password(question) : Notebook.input(question);
        } catch (CancellationException e) {
            // The thread's interrupt flag is set, and speaks through the exception from here on.
            Thread.interrupted();
            var interrupted = new InterruptedException("Interrupted while waiting for input.");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
