package org.jolab.magics.timing;

import java.util.EnumSet;
import javax.lang.model.SourceVersion;
import org.jolab.api.Captured;
import org.jolab.api.Display;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.Notebook;

/** {@code %%capture}: runs the cell without its output. */
final class CaptureMagic {

    private CaptureMagic() {}

    static Magic magic() {
        return Magic.cell("capture", "Runs the cell and keeps its output instead of showing it.")
            .aroundJava()
            .flag("--no-stdout", "let what is printed to System.out through")
            .flag("--no-stderr", "let what is printed to System.err through")
            .flag("--no-display", "let what is displayed through")
            .argument("[VARIABLE]", "what the output will be called; if not given, it is lost")
            .details("""
                %%capture noise
                train(model)

                noise.stdout(), noise.stderr() and noise.displays() are what was captured, and noise.show() shows it
                after all. Errors are shown, and what was captured until then can be looked at.""")
            .does(CaptureMagic::run);
    }

    private static Object run(MagicCall call) throws Exception {
        var variable = call.argument("VARIABLE");
        if (variable.isPresent() && !SourceVersion.isName(variable.get())) {
            throw call.usage("\"" + variable.get() + "\" can't be the name of a variable.");
        }
        var kinds = EnumSet.allOf(Captured.Kind.class);
        if (call.has("--no-stdout")) {
            kinds.remove(Captured.Kind.STDOUT);
        }
        if (call.has("--no-stderr")) {
            kinds.remove(Captured.Kind.STDERR);
        }
        if (call.has("--no-display")) {
            kinds.remove(Captured.Kind.DISPLAY);
        }
        var captured = new Captured(kinds);
        try {
            Notebook.capture(captured, () -> {
                var value = call.runBody();
                if (value != null && !(value instanceof Display)) {
                    Notebook.display(value);
                }
                return null;
            });
        } finally {
            variable.ifPresent(name -> call.workspace().declare(name, Captured.class.getName(), captured));
        }
        return null;
    }
}
