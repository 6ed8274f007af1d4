package org.jolab.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jolab.api.Magic.Parameter.Candidates;
import org.jolab.api.Magic.Parameter.Kind;

/**
 * A command of the notebook's: {@code %name …} in a line of its own, {@code %%name …} at the top of a cell. One
 * declaration says how it is written, helps who types it, and does the work.
 *
 * <pre>{@code
 * Magics.register(Magic.line("greet", "Says hello.")
 *     .option("-n, --times N", "how often; once if not given")
 *     .flag("--loud", "in capitals")
 *     .argument("NAME...", "whom to greet")
 *     .does(call -> {
 *         for (var i = 0; i < call.number("--times", 1); i++) {
 *             var text = "Hello " + String.join(", ", call.arguments("NAME"));
 *             System.out.println(call.has("--loud") ? text.toUpperCase() : text);
 *         }
 *         return null;
 *     }));
 * }</pre>
 *
 * @param name what follows the percent sign
 * @param form where it may be used
 * @param summary what it does, in one sentence
 * @param parameters what its line may hold
 * @param traits what else is special about it
 * @param action what it does
 */
public record Magic(String name, Form form, String summary, List<Parameter> parameters, Traits traits,
        Action action) {

    /** Where a magic may be used. */
    public enum Form {
        /** As {@code %name}, or {@code var x = %name …}. */
        LINE,
        /** As {@code %%name}, with the rest of the cell as its body. */
        CELL,
        /** As both. */
        BOTH
    }

    /** What a magic does. */
    @FunctionalInterface
    public interface Action {

        /**
         * Does it; called on the thread of the cell, which is interrupted when the cell is. The result is the magic's
         * value: shown if the magic ends a cell, assigned if the cell says so; null for none. A {@link UsageError} is
         * shown as its message alone, everything else as an exception.
         */
        Object run(MagicCall call) throws Exception;
    }

    /**
     * Something that a magic may be given in its line.
     *
     * @param kind how it is written
     * @param names a flag's or an option's names, such as {@code -n} and {@code --times}; an argument's one name
     * @param value what an option's value is called in the help, such as {@code N}; empty for all others
     * @param required whether an argument must be there
     * @param many whether an option or an argument may be there several times
     * @param help one sentence or less
     * @param candidates what may be typed as its value
     */
    public record Parameter(Kind kind, List<String> names, String value, boolean required, boolean many, String help,
            Candidates candidates) {

        /** How a parameter is written. */
        public enum Kind {
            /** {@code --loud}. */
            FLAG,
            /** {@code --times 3}, {@code --times=3} or {@code -n 3}. */
            OPTION,
            /** A word that belongs to no option; quotes keep blanks in it. */
            ARGUMENT,
            /** All that follows the options, as it was typed. */
            REST
        }

        /** Proposes values while one is typed. May be asked by any thread; should answer at once. */
        @FunctionalInterface
        public interface Candidates {

            /** Proposes files and folders; the kernel knows how. */
            Candidates FILES = _ -> List.of();

            /** Proposes the notebook's variables; the kernel knows how. */
            Candidates VARIABLES = _ -> List.of();

            /** Proposes nothing. */
            Candidates NONE = _ -> List.of();

            /** Values that may stand where {@code typed} stands; others than those that begin with it do no harm. */
            List<String> of(String typed);

            /** Those for where {@code typed} stands after other words of its line; the same ones everywhere. */
            default Candidates after(List<String> before, String typed) {
                return this;
            }
        }

        /** A sign by which error messages and help name it. */
        public String name() {
            return names.getLast();
        }
    }

    /** What may be special about a magic. */
    public enum Trait {
        /** <code>{expr}</code> and {@code $name} in its line stay as they are, as for one whose line is Java. */
        VERBATIM,
        /** The body of {@code %%name} is Java, so that completion and inspection work in it. */
        AROUND_JAVA,
        /** It is left out of lists and completions, as one that stands for something else. */
        HIDDEN,
        /** A cell that ends with it shows no value, as it has told what there is to tell. */
        SILENT,
        /** Its value is shown wherever it is not assigned, not only at the end of a cell. */
        TELLING
    }

    /**
     * What a magic may have beside its parameters.
     *
     * @param of what is special about it
     * @param type the type of {@code x} after {@code var x = %name …}, as Java source, given the line as it was typed
     * @param details more of its help than the summary: paragraphs and examples
     */
    public record Traits(Set<Trait> of, UnaryOperator<String> type, String details) {}

    /** Whether that is special about it. */
    public boolean is(Trait trait) {
        return traits.of().contains(trait);
    }

    /** Begins the declaration of {@code %name}. */
    public static Builder line(String name, String summary) {
        return new Builder(name, Form.LINE, summary);
    }

    /** Begins the declaration of {@code %%name}. */
    public static Builder cell(String name, String summary) {
        return new Builder(name, Form.CELL, summary);
    }

    /** Begins the declaration of a magic that is both {@code %name} and {@code %%name}. */
    public static Builder both(String name, String summary) {
        return new Builder(name, Form.BOTH, summary);
    }

    /** The same magic under another name. */
    public Magic as(String otherName) {
        return new Magic(otherName, form, summary, parameters, traits, action);
    }

    /** A magic in the making; used by one thread. */
    public static final class Builder {

        private final String name;
        private final Form form;
        private final String summary;
        private final List<Parameter> parameters = new ArrayList<>();
        private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
        private UnaryOperator<String> type = _ -> "Object";
        private String details = "";

        private Builder(String name, Form form, String summary) {
            this.name = name;
            this.form = form;
            this.summary = summary;
        }

        /** Adds a flag, by its names: {@code "-a, --append"}. */
        public Builder flag(String names, String help) {
            parameters.add(new Parameter(Kind.FLAG, split(names), "", false, false, help, Candidates.NONE));
            return this;
        }

        /** Adds an option with a value: {@code "-n, --times N"}; dots after the value if it may be repeated. */
        public Builder option(String namesAndValue, String help) {
            return option(namesAndValue, help, candidates(namesAndValue));
        }

        /** Adds an option whose values are proposed by {@code candidates}. */
        public Builder option(String namesAndValue, String help, Candidates candidates) {
            var many = namesAndValue.endsWith("...");
            var text = many ? namesAndValue.substring(0, namesAndValue.length() - "...".length()) : namesAndValue;
            var blank = text.lastIndexOf(' ');
            parameters.add(new Parameter(Kind.OPTION, split(text.substring(0, blank)), text.substring(blank + 1),
                false, many, help, candidates));
            return this;
        }

        /**
         * Adds an argument: {@code "NAME"} must be there, {@code "[NAME]"} may be, and {@code "NAME..."} and
         * {@code "[NAME...]"} may be several. Names that contain FILE, PATH or DIR complete files; VARIABLE variables.
         */
        public Builder argument(String notation, String help) {
            return argument(notation, help, candidates(notation));
        }

        /** Adds an argument whose values are proposed by {@code candidates}. */
        public Builder argument(String notation, String help, Candidates candidates) {
            var bare = notation.replaceAll("[\\[\\].]", "");
            parameters.add(new Parameter(Kind.ARGUMENT, List.of(bare), "", !notation.startsWith("["),
                notation.contains("..."), help, candidates));
            return this;
        }

        /** Lets all that follows the options belong to one argument, as it was typed; see {@link MagicCall#rest}. */
        public Builder rest(String notation, String help) {
            return rest(notation, help, candidates(notation));
        }

        /** The same, whose words are proposed by {@code candidates}. */
        public Builder rest(String notation, String help, Candidates candidates) {
            parameters.add(new Parameter(Kind.REST, List.of(notation.replaceAll("[\\[\\].]", "")), "",
                !notation.startsWith("["), false, help, candidates));
            return this;
        }

        /** Leaves <code>{expr}</code> and {@code $name} in the line as they are. */
        public Builder verbatim() {
            traits.add(Trait.VERBATIM);
            return this;
        }

        /** Says that the body is Java, with magics perhaps: completion and inspection then work in it. */
        public Builder aroundJava() {
            traits.add(Trait.AROUND_JAVA);
            return this;
        }

        /** Leaves the magic out of lists and completions. */
        public Builder hidden() {
            traits.add(Trait.HIDDEN);
            return this;
        }

        /** Keeps a cell that ends with it from showing its value, which can be assigned all the same. */
        public Builder silent() {
            traits.add(Trait.SILENT);
            return this;
        }

        /** Says of what type the magic's value is: a public type of the JDK's or one that notebooks see. */
        public Builder returns(Class<?> valueType) {
            return returns(valueType.getCanonicalName());
        }

        /** Says of what type the magic's value is, as Java source with qualified names. */
        public Builder returns(String valueType) {
            return returns(_ -> valueType);
        }

        /** Says of what type the magic's value is if that depends on its line, which it is given as it was typed. */
        public Builder returns(UnaryOperator<String> typeOfLine) {
            type = typeOfLine;
            return this;
        }

        /** Shows the magic's value wherever it is not assigned, also before the end of a cell. */
        public Builder telling() {
            traits.add(Trait.TELLING);
            return this;
        }

        /** Adds paragraphs or examples to the help. */
        public Builder details(String text) {
            details = text;
            return this;
        }

        /** Ends the declaration with what the magic does. */
        public Magic does(Action action) {
            return new Magic(name, form, summary, List.copyOf(parameters),
                new Traits(Set.copyOf(traits), type, details), action);
        }

        private static List<String> split(String names) {
            return Arrays.stream(names.split(",")).map(String::strip).toList();
        }

        private static Candidates candidates(String notation) {
            var upper = notation.substring(notation.lastIndexOf(' ') + 1).toUpperCase(Locale.ROOT);
            if (upper.contains("FILE") || upper.contains("PATH") || upper.contains("DIR")) {
                return Candidates.FILES;
            }
            return upper.contains("VARIABLE") ? Candidates.VARIABLES : Candidates.NONE;
        }
    }
}
