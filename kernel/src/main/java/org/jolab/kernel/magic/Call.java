package org.jolab.kernel.magic;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace;

/** A magic with its line. */
record Call(Magic magic, String line, Arguments given, Context context) implements MagicCall {

    /** What the call has beside its line; {@code body} is null for {@code %name}, {@code runBody} may be, too. */
    record Context(Workspace workspace, String body, Callable<Object> runBody) {}

    @Override
    public String body() {
        return isCell() ? context.body : "";
    }

    @Override
    public boolean isCell() {
        return context.body != null;
    }

    @Override
    public boolean has(String name) {
        return given.values().containsKey(key(name));
    }

    @Override
    public Optional<String> option(String name) {
        var values = options(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    @Override
    public List<String> options(String name) {
        return given.values().getOrDefault(key(name), List.of());
    }

    @Override
    public long number(String name, long otherwise) {
        var value = option(name);
        try {
            return value.isPresent() ? Long.parseLong(value.get().replace("_", "")) : otherwise;
        } catch (NumberFormatException e) {
            throw usage(name + " must be a whole number, not \"" + value.get() + "\".");
        }
    }

    @Override
    public List<String> arguments(String name) {
        return given.values().getOrDefault(key(name), List.of());
    }

    @Override
    public Optional<String> argument(String name) {
        return arguments(name).stream().findFirst();
    }

    @Override
    public String rest() {
        return given.rest();
    }

    @Override
    public Workspace workspace() {
        return context.workspace;
    }

    @Override
    public Object runBody() throws Exception {
        return context.runBody == null ? context.workspace.evaluate(body()) : context.runBody.call();
    }

    @Override
    public UsageError usage(String message) {
        return Usage.error(magic, message);
    }

    private String key(String name) {
        return Arguments.named(magic, name)
            .orElseThrow(() -> new IllegalArgumentException("%" + magic.name() + " declares no " + name))
            .names().getFirst();
    }
}
