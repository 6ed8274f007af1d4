package org.jolab.magics.git.line;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jolab.api.UsageError;

/**
 * The options that a command takes. {@code "-a, --all"} is a flag; {@code "-n, --max-count N"} has a value;
 * {@code "--abbrev[=N]"} may have one; {@code "--no-x"} is declared as any other.
 *
 * @param options all of them
 * @param hasCount whether a number may stand for {@code -n}, as in {@code -5}
 */
public record Syntax(List<Option> options, boolean hasCount) {

    /** A command that takes no options. */
    public static final Syntax NONE = new Syntax(List.of(), false);

    /** Whether an option has a value. */
    public enum Value {
        /** Never. */
        NONE,
        /** Always. */
        NEEDED,
        /** After an equals sign, or not. */
        OPTIONAL
    }

    /**
     * An option.
     *
     * @param names how it may be written; the last one is its own
     * @param value whether it has a value
     */
    public record Option(List<String> names, Value value) {

        String name() {
            return names.getLast();
        }
    }

    /** A syntax of these options. */
    public static Syntax of(String... declarations) {
        var hasCount = Arrays.asList(declarations).contains("-<number>");
        return new Syntax(Arrays.stream(declarations).filter(text -> !text.equals("-<number>")).map(Syntax::option)
            .toList(), hasCount);
    }

    private static Option option(String text) {
        if (text.contains("[=")) {
            return new Option(names(text.substring(0, text.indexOf("[="))), Value.OPTIONAL);
        }
        var blank = text.lastIndexOf(' ');
        return blank > 0 && text.charAt(blank + 1) != '-'
            ? new Option(names(text.substring(0, blank)), Value.NEEDED) : new Option(names(text), Value.NONE);
    }

    private static List<String> names(String text) {
        return List.of(text.split(", "));
    }

    private Optional<Option> named(String name) {
        return options.stream().filter(option -> option.names().contains(name)).findFirst();
    }

    /** An unknown option. */
    public static final class Unknown extends UsageError {

        private static final long serialVersionUID = 1;

        private final String option;

        Unknown(String option) {
            super("unknown option " + option);
            this.option = option;
        }

        /** The option as it was typed. */
        public String option() {
            return option;
        }
    }

    /**
     * Takes {@code words} apart.
     *
     * @throws Unknown if there is an option that is not declared
     * @throws UsageError if a value is missing
     */
    public Given read(List<String> words) {
        return new Reader().read(words);
    }

    /** Reads one line. */
    private final class Reader {

        private final Map<String, List<String>> values = new LinkedHashMap<>();
        private final List<String> plain = new ArrayList<>();

        Given read(List<String> words) {
            for (var i = 0; i < words.size(); i++) {
                var word = words.get(i);
                if (word.equals("--")) {
                    return new Given(values, plain, words.subList(i + 1, words.size()), true);
                }
                if (!word.startsWith("-") || word.equals("-")) {
                    plain.add(word);
                } else if (hasCount && word.matches("-\\d+")) {
                    add(named("-n").orElseThrow(), word.substring(1));
                } else {
                    var next = i + 1 < words.size() ? words.get(i + 1) : null;
                    i += word.startsWith("--") ? whole(word, next) : letters(word, next);
                }
            }
            return new Given(values, plain, List.of(), false);
        }

        /** Returns how many words the option takes beyond its own. */
        private int whole(String word, String next) {
            var equals = word.indexOf('=');
            var name = equals < 0 ? word : word.substring(0, equals);
            var option = named(name).orElseThrow(() -> new Unknown(word));
            if (equals >= 0) {
                if (option.value() == Value.NONE) {
                    throw new UsageError("The option " + name + " takes no value.");
                }
                add(option, word.substring(equals + 1));
                return 0;
            }
            return value(option, next);
        }

        private int value(Option option, String next) {
            if (option.value() == Value.NEEDED && next == null) {
                throw new UsageError("The option " + option.name() + " needs a value.");
            }
            add(option, option.value() == Value.NEEDED ? next : null);
            return option.value() == Value.NEEDED ? 1 : 0;
        }

        /** Several letters may stand together, and the last one's value behind it: {@code -am message}, {@code -n5}. */
        private int letters(String word, String next) {
            var exact = named(word);
            if (exact.isPresent()) {
                return value(exact.get(), next);
            }
            for (var i = 1; i < word.length(); i++) {
                var option = named("-" + word.charAt(i)).orElseThrow(() -> new Unknown(word));
                var isLast = i + 1 == word.length();
                if (option.value() == Value.NONE || isLast) {
                    if (isLast) {
                        return value(option, next);
                    }
                    add(option, null);
                } else {
                    add(option, word.substring(i + 1));
                    return 0;
                }
            }
            return 0;
        }

        private void add(Option option, String value) {
            for (var name : option.names()) {
                var list = values.computeIfAbsent(name, _ -> new ArrayList<>());
                if (value != null) {
                    list.add(value);
                }
            }
        }
    }
}
