package org.jolab.kernel.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Leaves out the imports of whole packages that a piece of code does not need, because none of its words names a class
 * there. Used by the thread that holds the session's lock.
 *
 * <p>The first time that javac meets such an import it lists the package, and that is most of what a kernel's first
 * cell waits for: a third of a second of processor time for the dozen packages that every notebook imports. Only
 * packages that cannot grow are looked into, those of the JDK and those that notebooks share with the kernel.
 */
final class NeededImports {

    private static final Pattern WHOLE_PACKAGE = Pattern.compile("import ([\\w.]+)\\.\\*;");

    private static final Pattern STATIC_MEMBER = Pattern.compile("import static [\\w.]+\\.(\\w+);");

    /** What is left of a Unicode escape in an identifier, whose words are then not the names that javac reads. */
    private static final Pattern ESCAPE = Pattern.compile("u+[0-9a-fA-F]{4}.*");

    private final UserLoader loader;
    private final Map<String, Boolean> classes = new HashMap<>();

    NeededImports(UserLoader loader) {
        this.loader = loader;
    }

    /** Those of the {@code statements} that code with the words {@code used} may need, in order. */
    List<String> of(List<String> statements, Set<String> used) {
        if (used.stream().anyMatch(word -> ESCAPE.matcher(word).matches())) {
            return statements;
        }
        // All classes of these packages begin with a capital.
        var names = used.stream().filter(word -> Character.isUpperCase(word.charAt(0))).toList();
        return statements.stream()
            .filter(statement -> {
                var member = STATIC_MEMBER.matcher(statement);
                return member.matches() ? used.contains(member.group(1)) : isNeeded(statement, names);
            })
            .toList();
    }

    private boolean isNeeded(String statement, List<String> names) {
        var matcher = WHOLE_PACKAGE.matcher(statement);
        if (!matcher.matches() || !loader.isComplete(matcher.group(1))) {
            return true;
        }
        return names.stream().anyMatch(name ->
            classes.computeIfAbsent(matcher.group(1) + "." + name, loader::isOfCompletePackage));
    }
}
