package org.jolab.magics.workspace;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace.Variable;

/** Lets the notebook forget: {@code %reset}, {@code %reset_selective}, {@code %xdel}. */
final class ForgettingMagics {

    private static final String QUESTION = "Once deleted, variables cannot be recovered. Proceed (y/[n])? ";

    private ForgettingMagics() {}

    static List<Magic> all() {
        return List.of(
            Magic.line("reset", "Forgets all variables, methods, types and imports; libraries stay.")
                .flag("-f, --force", "do not ask")
                .does(call -> {
                    if (isMeant(call)) {
                        call.workspace().reset();
                    }
                    return null;
                }),
            Magic.line("reset_selective", "Forgets the variables whose names match a regular expression.")
                .flag("-f, --force", "do not ask")
                .argument("REGEX", "found anywhere in a name; ^ and $ bind it to its ends")
                .verbatim()
                .does(ForgettingMagics::resetSelective),
            Magic.line("xdel", "Forgets variables, so that what they hold can be collected.")
                .argument("VARIABLE...", "their names")
                .does(ForgettingMagics::xdel));
    }

    private static Object resetSelective(MagicCall call) {
        var regex = call.argument("REGEX").orElseThrow(() -> call.usage("Which variables? Give a regular expression."));
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new UsageError(regex + " is no regular expression: " + e.getDescription() + " at position "
                + Math.max(0, e.getIndex()) + ".", e);
        }
        var names = names(call).stream().filter(name -> pattern.matcher(name).find()).toList();
        if (names.isEmpty()) {
            System.out.println("No variable matches " + regex + ".");
        } else if (isMeant(call)) {
            call.workspace().forget(names);
            System.out.println("Forgotten: " + String.join(", ", names));
        }
        return null;
    }

    private static Object xdel(MagicCall call) {
        var names = call.arguments("VARIABLE");
        if (names.isEmpty()) {
            throw call.usage("Which variable is to be forgotten?");
        }
        var known = names(call);
        var unknown = names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new UsageError("The notebook has no variable " + String.join(", ", unknown)
                + ", so none was forgotten. %who names all.");
        }
        call.workspace().forget(names);
        return null;
    }

    private static List<String> names(MagicCall call) {
        return call.workspace().variables().stream().map(Variable::name).toList();
    }

    private static boolean isMeant(MagicCall call) {
        if (call.has("-f")) {
            return true;
        }
        String answer;
        try {
            answer = Notebook.input(QUESTION);
        } catch (UsageError e) {
            throw new UsageError("There is nobody to ask whether variables may be deleted. %" + call.magic().name()
                + " -f does not ask.", e);
        }
        var isYes = answer != null && Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        if (!isYes) {
            System.out.println("Nothing done.");
        }
        return isYes;
    }
}
