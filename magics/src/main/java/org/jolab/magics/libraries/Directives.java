package org.jolab.magics.libraries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jolab.api.Workspace;

/**
 * The comment lines in which jbang's scripts say what they need.
 *
 * @see <a href="https://www.jbang.dev/documentation/jbang/latest/dependencies.html">Dependencies</a>
 */
final class Directives {

    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}:]+)(?::([^}]*))?}");

    private Directives() {}

    /**
     * The words of {@code line} and of all lines {@code //name …} of the running cell. They are resolved together: one
     * by one, the second might want another version of what the first has loaded.
     */
    static List<String> words(String name, String line, Workspace workspace) {
        var all = inCell(name, workspace);
        var own = split(line).toList();
        // It may have come another way.
        return all.containsAll(own) ? all : own;
    }

    /** The words of all lines {@code //name …} of the running cell. */
    static List<String> inCell(String name, Workspace workspace) {
        var inputs = workspace.inputs();
        return inputs.isEmpty() ? List.of() : lines("//" + name + " ", inputs.getLast().code()).stream()
            .flatMap(Directives::split).distinct().toList();
    }

    private static List<String> lines(String start, String code) {
        var all = new ArrayList<String>();
        var isText = false;
        for (var line : code.lines().toList()) {
            if (!isText && line.startsWith(start)) {
                all.add(line.substring(start.length()).strip());
            } else {
                // An odd number of them begins a text block or ends one.
                isText ^= (line.length() - line.replace("\"\"\"", "").length()) / 3 % 2 == 1;
            }
        }
        return all;
    }

    /** The words of one line. */
    static Stream<String> split(String line) {
        // What follows "//" is a comment on the line; addresses have no blank before it.
        return Arrays.stream(line.replaceFirst("(^|\\s)//.*", "").split("[,;\\s]+"))
            .filter(word -> !word.isBlank()).map(Directives::expanded);
    }

    /** Properties of the system and of what is called {@code os.detected}, with defaults. */
    static String expanded(String text) {
        return PROPERTY.matcher(text).replaceAll(found -> {
            var value = property(found.group(1));
            return Matcher.quoteReplacement(value != null ? value
                : found.group(2) != null ? found.group(2) : found.group());
        });
    }

    private static String property(String name) {
        var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        var os = system.startsWith("mac") ? "osx" : system.startsWith("windows") ? "windows" : "linux";
        var processor = System.getProperty("os.arch", "");
        var arch = processor.equals("amd64") ? "x86_64" : processor.equals("aarch64") ? "aarch_64" : processor;
        return switch (name) {
            case "os.detected.name" -> os;
            case "os.detected.arch" -> arch;
            case "os.detected.classifier" -> os + "-" + arch;
            case "os.detected.jfxname" -> (os.equals("osx") ? "mac" : os.equals("windows") ? "win" : "linux")
                + (processor.equals("aarch64") ? "-aarch64" : "");
            default -> name.startsWith("env.") ? System.getenv(name.substring("env.".length()))
                : System.getProperty(name);
        };
    }
}
