package org.jolab.magics.drive;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jolab.api.MimeBundle;
import org.jolab.api.Notebook;
import org.jolab.magics.drive.signin.ColabFrontend;
import org.jolab.magics.drive.signin.Prompt;
import org.jolab.magics.transfer.Field;
import org.jolab.magics.transfer.Html;

/** Whoever runs the cell. */
final class NotebookPrompt implements Prompt {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public boolean isAttended() {
        return Notebook.isAttended();
    }

    @Override
    public Shown show(String text, URI link, String code) {
        var typed = code.isEmpty() ? "" : " Code: " + code;
        var display = Notebook.display(MimeBundle.text(text + " " + link + typed).with("text/html",
            "<p>" + Html.escape(text) + " <a href=\"" + Html.escape(link.toString())
            + "\" target=\"_blank\" rel=\"noopener noreferrer\">" + (code.isEmpty() ? "Sign in with Google"
            : Html.escape(link.toString())) + "</a>" + (code.isEmpty() ? "" : " <code style=\"font-size:150%\">"
            + Html.escape(code) + "</code>") + "</p>"));
        return after -> display.update(MimeBundle.text(after).with("text/html", "<p>" + Html.escape(after) + "</p>"));
    }

    @Override
    public Optional<ColabFrontend> colab() {
        return Optional.of((type, request, limit) -> Notebook.askColab(type, JSON.convertValue(request,
            new TypeReference<Map<String, Object>>() { }), limit).map(JSON::valueToTree));
    }

    @Override
    public String askMeanwhile(String question) throws InterruptedException {
        var typed = Field.ask(question);
        return typed.isPresent() ? typed.get() : ask(question, false);
    }

    @Override
    public String ask(String question, boolean secret) {
        return secret ? Notebook.password(question) : Notebook.input(question);
    }
}
