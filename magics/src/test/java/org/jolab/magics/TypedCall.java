package org.jolab.magics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.Parameter;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace;

/** A magic used as a cell would use it, without a kernel; takes the line apart in the plainest way. */
public record TypedCall(Magic magic, String line, String body, Workspace workspace, Map<Parameter, List<String>> values)
    implements MagicCall {

    /** What {@code %name line} is, with {@code body} below it if it is {@code %%name}. */
    public static TypedCall of(Magic magic, String line, String body, Workspace workspace) {
        var values = new HashMap<Parameter, List<String>>();
        var rest = line.strip();
        var takesRest = magic.parameters().stream().anyMatch(p -> p.kind() == Parameter.Kind.REST);
        var words = new ArrayList<>(takesRest ? List.of(rest.split("\\s+")) : Words.of(rest));
        words.removeIf(String::isEmpty);
        while (!words.isEmpty()) {
            var word = words.removeFirst();
            var parameter = magic.parameters().stream().filter(p -> p.names().contains(word)).findFirst();
            if (parameter.isPresent() && parameter.get().kind() == Parameter.Kind.FLAG) {
                values.put(parameter.get(), List.of(""));
            } else if (parameter.isPresent() && parameter.get().kind() == Parameter.Kind.OPTION) {
                values.computeIfAbsent(parameter.get(), p -> new ArrayList<>()).add(words.removeFirst());
            } else if (takesRest) {
                break;
            } else if (word.startsWith("-") && word.length() > 1) {
                throw new UsageError("unknown option " + word);
            } else {
                var argument = magic.parameters().stream().filter(p -> p.kind() == Parameter.Kind.ARGUMENT)
                    .filter(p -> p.many() || !values.containsKey(p)).findFirst()
                    .orElseThrow(() -> new UsageError("too many arguments: " + word));
                values.computeIfAbsent(argument, p -> new ArrayList<>()).add(word);
                continue;
            }
            if (takesRest) {
                rest = rest.substring(word.length()).strip();
            }
        }
        magic.parameters().stream().filter(p -> p.kind() == Parameter.Kind.REST).findFirst()
            .ifPresent(p -> values.put(p, List.of()));
        var given = rest;
        magic.parameters().stream().filter(Parameter::required)
            .filter(p -> p.kind() == Parameter.Kind.REST ? given.isEmpty() : !values.containsKey(p)).findFirst()
            .ifPresent(p -> {
                throw new UsageError(p.name() + " is missing");
            });
        magic.parameters().stream().filter(p -> p.kind() == Parameter.Kind.REST).findFirst()
            .ifPresent(p -> values.put(p, List.of(given)));
        return new TypedCall(magic, line, body, workspace, values);
    }

    /** Uses the magic {@code name} of {@code magics} as the line {@code %name line}. */
    public static Object run(Iterable<Magic> magics, String name, String line) throws Exception {
        return run(magics, name, line, "");
    }

    /** Uses the magic {@code name} of {@code magics} as a cell. */
    public static Object run(Iterable<Magic> magics, String name, String line, String body) throws Exception {
        return of(find(magics, name), line, body, null).run();
    }

    /** The magic of that name. */
    public static Magic find(Iterable<Magic> magics, String name) {
        for (var magic : magics) {
            if (magic.name().equals(name)) {
                return magic;
            }
        }
        throw new AssertionError("no magic " + name);
    }

    /** Does it. */
    public Object run() throws Exception {
        return magic.action().run(this);
    }

    private List<String> values(String name) {
        var parameter = magic.parameters().stream().filter(p -> p.names().contains(name)).findFirst()
            .orElseThrow(() -> new AssertionError(magic.name() + " declares no " + name));
        return values.getOrDefault(parameter, List.of());
    }

    @Override
    public boolean isCell() {
        return !body.isEmpty();
    }

    @Override
    public boolean has(String name) {
        return !values(name).isEmpty();
    }

    @Override
    public Optional<String> option(String name) {
        return values(name).isEmpty() ? Optional.empty() : Optional.of(values(name).getLast());
    }

    @Override
    public List<String> options(String name) {
        return values(name);
    }

    @Override
    public long number(String name, long otherwise) {
        return option(name).map(Long::parseLong).orElse(otherwise);
    }

    @Override
    public List<String> arguments(String name) {
        return values(name);
    }

    @Override
    public Optional<String> argument(String name) {
        return values(name).stream().findFirst();
    }

    @Override
    public String rest() {
        return magic.parameters().stream().filter(p -> p.kind() == Parameter.Kind.REST).findFirst()
            .map(p -> values.get(p).getFirst()).orElse("");
    }

    @Override
    public Object runBody() {
        throw new UnsupportedOperationException();
    }

    @Override
    public UsageError usage(String message) {
        return new UsageError(message + " Usage: %" + magic.name());
    }
}
