package org.jolab.magics.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;
import org.jolab.magics.Variables;

/** The magics that show and set environment variables. */
final class VariableMagics {

    private static final Pattern ASSIGNMENT = Pattern.compile("([^\\s=]+)(?:\\s*=\\s*|\\s+)(.*)", Pattern.DOTALL);

    List<Magic> all() {
        return List.of(env(), setEnv(), unsetEnv());
    }

    private Magic env() {
        return Magic.line("env", "Shows environment variables, or sets one for Java code, programs and native code.")
            .rest("[NAME]", "NAME for its value, NAME=VALUE to set it; all are shown if nothing is given")
            .returns(String.class)
            .details("""
                Values whose names tell of a key, token, secret or password are not shown in the table.

                    %env
                    %env HOME
                    %env CUDA_VISIBLE_DEVICES=0
                    %env PATH=$HOME/bin:$PATH""")
            .does(call -> {
                var typed = call.rest().strip();
                if (typed.isEmpty()) {
                    show();
                    return null;
                }
                if (typed.matches("[^\\s=]+")) {
                    var value = System.getenv(typed);
                    if (value == null) {
                        throw new UsageError("There is no environment variable " + typed + ".");
                    }
                    return value;
                }
                return set(call, typed);
            });
    }

    private static void show() {
        var facts = new Facts();
        new TreeMap<>(System.getenv()).forEach((name, value) -> facts.with(name, Secrets.shown(name, value)));
        Notebook.display(facts.toMimeBundle());
    }

    private Magic setEnv() {
        return Magic.line("set_env", "Sets an environment variable for Java code, programs and native code.")
            .rest("NAME", "NAME=VALUE or NAME VALUE")
            .does(call -> set(call, call.rest().strip()));
    }

    private static Object set(MagicCall call, String typed) {
        var parts = ASSIGNMENT.matcher(typed);
        if (!parts.matches()) {
            throw call.usage("\"" + typed + "\" sets no variable; NAME=VALUE does.");
        }
        var name = parts.group(1);
        var value = unquoted(parts.group(2));
        if (!parts.group(2).startsWith("'")) {
            value = Variables.expanded(value);
        }
        if (typed.indexOf('\0') >= 0) {
            throw new UsageError("Environment variables can't hold zero bytes.");
        }
        ProcessVariables.ofThisProcess().set(name, value);
        System.out.println("env: " + name + "=" + Secrets.shown(name, value));
        return null;
    }

    /** Without the quotes around it, which a shell would have taken away as well. */
    private static String unquoted(String value) {
        var first = value.isEmpty() ? '\0' : value.charAt(0);
        return value.length() > 1 && (first == '"' || first == '\'') && value.charAt(value.length() - 1) == first
            && value.indexOf(first, 1) == value.length() - 1 ? value.substring(1, value.length() - 1) : value;
    }

    private Magic unsetEnv() {
        return Magic.line("unset_env", "Removes environment variables.")
            .argument("NAME...", "their names", typed -> new ArrayList<>(System.getenv().keySet()))
            .does(call -> {
                for (var name : call.arguments("NAME")) {
                    if (System.getenv(name) == null) {
                        throw new UsageError("There is no environment variable " + name + ".");
                    }
                }
                call.arguments("NAME").forEach(ProcessVariables.ofThisProcess()::remove);
                return null;
            });
    }
}
