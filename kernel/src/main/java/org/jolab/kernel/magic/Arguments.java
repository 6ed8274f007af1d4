package org.jolab.kernel.magic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jolab.api.Magic;
import org.jolab.api.Magic.Parameter;
import org.jolab.api.Magic.Parameter.Kind;
import org.jolab.api.UsageError;

/**
 * A magic's line, taken apart.
 *
 * @param values what each parameter was given, by its first name; a flag that is there has an empty list
 * @param rest what follows the options as it was typed, for a magic that wants it
 */
record Arguments(Map<String, List<String>> values, String rest) {

    /**
     * Takes {@code line} apart as {@code magic} declares it.
     *
     * @throws UsageError if it does not fit, with the usage line
     */
    static Arguments of(Magic magic, String line) {
        return new Reader(magic, line).read();
    }

    /** The parameter of {@code magic} that has that name. */
    static Optional<Parameter> named(Magic magic, String name) {
        return magic.parameters().stream().filter(parameter -> parameter.names().contains(name)).findFirst();
    }

    /** Takes one line apart. */
    private static final class Reader {

        private final Magic magic;
        private final String line;
        private final Map<String, List<String>> values = new LinkedHashMap<>();
        private final List<String> words = new ArrayList<>();
        private final boolean hasRest;
        private final boolean hasOptions;
        private int restStart = -1;

        Reader(Magic magic, String line) {
            this.magic = magic;
            this.line = line;
            hasRest = magic.parameters().stream().anyMatch(p -> p.kind() == Kind.REST);
            hasOptions = magic.parameters().stream().anyMatch(p -> p.kind() == Kind.FLAG || p.kind() == Kind.OPTION);
        }

        Arguments read() {
            if (hasRest && !hasOptions && magic.parameters().size() == 1) {
                restStart = 0;
            } else {
                readWords();
            }
            var rest = !hasRest || restStart < 0 ? "" : line.substring(restStart).strip();
            assign(rest);
            return new Arguments(values, rest);
        }

        private void readWords() {
            // The rest may be Java, in which quotes mean something else.
            var all = hasRest ? Words.read(line) : words(line);
            var options = hasOptions || !hasRest;
            for (var i = 0; i < all.size(); i++) {
                var word = all.get(i);
                if (hasRest && word.text().equals("--") && options) {
                    restStart = word.end();
                    return;
                }
                if (options && word.text().equals("--") && !word.quoted()) {
                    options = false;
                } else if (options && isOption(word)) {
                    i += option(all, i);
                } else if (hasRest && words.size() >= arguments()) {
                    restStart = word.start();
                    return;
                } else {
                    words.add(word.text());
                }
            }
        }

        private List<Words.Word> words(String text) {
            try {
                return Words.of(text);
            } catch (UsageError e) {
                throw Usage.error(magic, e.getMessage());
            }
        }

        private long arguments() {
            return magic.parameters().stream().filter(p -> p.kind() == Kind.ARGUMENT).count();
        }

        /** A lone minus and numbers that are no flag are arguments, and in Java's rest all that is not declared. */
        private boolean isOption(Words.Word word) {
            var text = word.text();
            return !word.quoted() && text.startsWith("-") && !text.equals("-")
                && (!text.matches("-\\d.*") || find(text).isPresent())
                && (!hasRest || find(text.replaceFirst("=.*", "")).isPresent() || isBundle(text));
        }

        private Optional<Parameter> find(String name) {
            return named(magic, name);
        }

        private boolean isBundle(String text) {
            return text.matches("-[\\p{Alpha}]{2,}") && text.substring(1).chars()
                .allMatch(c -> find("-" + (char) c).filter(p -> p.kind() == Kind.FLAG).isPresent());
        }

        /** Reads the option {@code i} and returns how many words its value takes beyond it. */
        private int option(List<Words.Word> all, int i) {
            var text = all.get(i).text();
            var equals = text.indexOf('=');
            var name = equals < 0 ? text : text.substring(0, equals);
            var parameter = find(name);
            if (parameter.isEmpty() && isBundle(text)) {
                text.substring(1).chars().forEach(c -> add(find("-" + (char) c).orElseThrow(), null));
                return 0;
            }
            if (parameter.isEmpty() && text.length() > 2 && !text.startsWith("--")
                    && find(text.substring(0, 2)).filter(p -> p.kind() == Kind.OPTION).isPresent()) {
                add(find(text.substring(0, 2)).orElseThrow(), text.substring(2));
                return 0;
            }
            if (parameter.isEmpty()) {
                throw Usage.error(magic, "%" + magic.name() + " has no option " + name + "."
                    + Nearest.to(name, magic.parameters().stream().flatMap(p -> p.names().stream())
                        .filter(n -> n.startsWith("-")).toList()).map(n -> " Did you mean " + n + "?").orElse(""));
            }
            if (parameter.get().kind() == Kind.FLAG) {
                if (equals >= 0) {
                    throw Usage.error(magic, name + " takes no value.");
                }
                add(parameter.get(), null);
                return 0;
            }
            if (equals >= 0) {
                add(parameter.get(), text.substring(equals + 1));
                return 0;
            }
            if (i + 1 == all.size()) {
                throw Usage.error(magic, name + " needs a value: " + name + " " + parameter.get().value() + ".");
            }
            add(parameter.get(), all.get(i + 1).text());
            return 1;
        }

        private void add(Parameter parameter, String value) {
            var list = values.computeIfAbsent(parameter.names().getFirst(), _ -> new ArrayList<>());
            if (value != null) {
                list.add(value);
            }
        }

        /** Gives the words to the arguments: each one has first what it must have. */
        private void assign(String rest) {
            var arguments = magic.parameters().stream().filter(p -> p.kind() == Kind.ARGUMENT).toList();
            var needed = arguments.stream().filter(Parameter::required).count();
            if (words.size() < needed) {
                throw Usage.error(magic, "%" + magic.name() + " needs " + arguments.stream()
                    .filter(Parameter::required).skip(words.size()).findFirst().orElseThrow().name() + ".");
            }
            var spare = words.size() - needed;
            var next = 0;
            for (var argument : arguments) {
                var take = argument.required() ? 1 : 0;
                var more = argument.many() ? spare : argument.required() ? 0 : Math.min(1, spare);
                spare -= more;
                take += (int) more;
                if (take > 0) {
                    values.put(argument.name(), List.copyOf(words.subList(next, next + take)));
                }
                next += take;
            }
            if (next < words.size()) {
                throw Usage.error(magic, "%" + magic.name() + " can't make anything of \"" + words.get(next) + "\".");
            }
            magic.parameters().stream().filter(p -> p.kind() == Kind.REST && p.required() && rest.isEmpty())
                .findFirst().ifPresent(missing -> {
                    throw Usage.error(magic, "%" + magic.name() + " needs " + missing.name() + ".");
                });
        }
    }
}
