package org.jolab.magics.git.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jolab.api.UsageError;

/**
 * What a command was given.
 *
 * @param values the options that are there, under each of their names, with their values
 * @param words what is no option
 * @param paths what follows {@code --}
 * @param hasDashes whether there is such a {@code --}
 */
public record Given(Map<String, List<String>> values, List<String> words, List<String> paths, boolean hasDashes) {

    /** Whether one of these options is there. */
    public boolean has(String... names) {
        for (var name : names) {
            if (values.containsKey(name)) {
                return true;
            }
        }
        return false;
    }

    /** An option's last value. */
    public Optional<String> option(String name) {
        var all = options(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** All of an option's values. */
    public List<String> options(String name) {
        return values.getOrDefault(name, List.of());
    }

    /**
     * An option's value as a number.
     *
     * @throws UsageError if it is none
     */
    public int number(String name, int otherwise) {
        var value = option(name);
        try {
            return value.isPresent() ? Integer.parseInt(value.get()) : otherwise;
        } catch (NumberFormatException e) {
            throw new UsageError(name + " must be a whole number, not \"" + value.get() + "\".");
        }
    }

    /** The word at {@code index}. */
    public Optional<String> word(int index) {
        return index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
    }

    /**
     * The word at {@code index}.
     *
     * @throws UsageError if it is not there; {@code what} is told then, as in {@code "the name of a branch"}
     */
    public String need(int index, String what) {
        return word(index).orElseThrow(() -> new UsageError("Say " + what + "."));
    }

    /**
     * Makes sure that there are no more than {@code count} words.
     *
     * @throws UsageError if there are
     */
    public void atMost(int count) {
        if (words.size() > count) {
            throw new UsageError("\"" + words.get(count) + "\" is one word too many. Words with blanks in them need "
                + "quotes.");
        }
    }

    /** The words and what follows the dashes, for a command whose words are all paths. */
    public List<String> allPaths() {
        var all = new ArrayList<>(words);
        all.addAll(paths);
        return all;
    }

    /** What is left when the first {@code count} words have been used. */
    public Given from(int count) {
        return new Given(values, words.subList(Math.min(count, words.size()), words.size()), paths, hasDashes);
    }
}
