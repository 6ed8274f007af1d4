package org.jolab.gpu.cuda;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the kernels that a CUDA C++ source declares, and their parameters. Owned by one thread. */
final class Declarations {

    private static final Pattern TOKEN = Pattern.compile(
        "//[^\\n]*|/\\*.*?\\*/|(?m:^[ \\t]*#(?:[^\\\\\\n]|\\\\.|\\\\\\r?\\n)*$)|\"(?:[^\"\\\\\\n]|\\\\.)*\""
        + "|'(?:[^'\\\\\\n]|\\\\.)*'|[A-Za-z_]\\w*|::|\\d[\\w.']*|\\S", Pattern.DOTALL);
    private static final Set<String> QUALIFIERS = Set.of("const", "volatile", "__restrict__", "__restrict", "restrict",
        "__grid_constant__", "struct", "typename", "register");
    private static final Set<String> WORDS_OF_TYPES = Set.of("unsigned", "signed", "long", "short", "int", "char",
        "float", "double", "bool", "void");

    private final List<String> tokens = new ArrayList<>();
    private final LinkedHashMap<String, Declaration> found = new LinkedHashMap<>();

    private Declarations(String source) {
        var matcher = TOKEN.matcher(source);
        while (matcher.find()) {
            var token = matcher.group();
            if (!token.startsWith("//") && !token.startsWith("/*") && !token.stripLeading().startsWith("#")) {
                tokens.add(token);
            }
        }
    }

    /** The kernels of {@code source}, in order. */
    static List<Declaration> of(String source) {
        var all = new Declarations(source);
        all.scan();
        return List.copyOf(all.found.values());
    }

    private void scan() {
        Deque<String> scopes = new ArrayDeque<>();
        var statement = 0;
        for (var i = 0; i < tokens.size(); i++) {
            switch (tokens.get(i)) {
                case "{" -> {
                    scopes.push(namespace(statement, i));
                    statement = i + 1;
                }
                case "}" -> {
                    scopes.poll();
                    statement = i + 1;
                }
                case ";" -> statement = i + 1;
                case "__global__" -> i = kernel(statement, i, scopes);
                default -> { }
            }
        }
    }

    /** The namespace, with {@code ::}, that a brace at {@code brace} opens; empty if it opens something else. */
    private String namespace(int statement, int brace) {
        var words = tokens.subList(Math.min(statement, brace), brace);
        var at = words.indexOf("namespace");
        return at < 0 || at + 1 >= words.size() ? "" : String.join("", words.subList(at + 1, words.size())) + "::";
    }

    /** Reads the declaration whose {@code __global__} is at {@code at}; returns the place of its last parenthesis. */
    private int kernel(int statement, int at, Deque<String> scopes) {
        var open = at + 1;
        while (open < tokens.size() && !(tokens.get(open).equals("(") && isName(tokens.get(open - 1))
            && !tokens.get(open - 1).startsWith("__"))) {
            if (tokens.get(open).equals("(")) {
                // Of __launch_bounds__ and the like.
                open = closing(open);
            }
            if (tokens.get(open).equals(";") || tokens.get(open).equals("{")) {
                return open - 1;
            }
            open++;
        }
        if (open >= tokens.size()) {
            return at;
        }
        var close = closing(open);
        if (!tokens.get(close).equals(")")) {
            return close;
        }
        var prefix = new StringBuilder();
        scopes.descendingIterator().forEachRemaining(prefix::append);
        var declaration = new Declaration(prefix + tokens.get(open - 1), template(statement, at),
            parameters(open + 1, close));
        found.putIfAbsent(declaration.name(), declaration);
        return close;
    }

    private static boolean isName(String token) {
        return Character.isJavaIdentifierStart(token.charAt(0));
    }

    /** The place of the bracket that closes the one at {@code open}; the last token if there is none. */
    private int closing(int open) {
        var depth = 0;
        for (var i = open; i < tokens.size(); i++) {
            depth += switch (tokens.get(i)) {
                case "(", "[", "{" -> 1;
                case ")", "]", "}" -> -1;
                default -> 0;
            };
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size() - 1;
    }

    /** Names of the parameters of the template that the statement begins with. */
    private List<String> template(int statement, int end) {
        var words = tokens.subList(statement, end);
        var names = new ArrayList<String>();
        var at = words.indexOf("template");
        if (at < 0) {
            return names;
        }
        for (var part : parts(words.subList(at + 2, Math.max(at + 2, words.lastIndexOf(">"))))) {
            var value = part.indexOf("=");
            var head = value < 0 ? part : part.subList(0, value);
            names.add(head.isEmpty() ? "" : head.getLast());
        }
        return names;
    }

    private List<Parameter> parameters(int start, int end) {
        var parameters = new ArrayList<Parameter>();
        for (var part : parts(tokens.subList(start, end))) {
            if (part.size() == 1 && part.getFirst().equals("void")) {
                continue;
            }
            parameters.add(parameter(part));
        }
        return parameters;
    }

    /** Splits at the commas that are not inside of brackets. */
    private static List<List<String>> parts(List<String> words) {
        var parts = new ArrayList<List<String>>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= words.size(); i++) {
            var word = i < words.size() ? words.get(i) : ",";
            depth += "([{<".contains(word) ? 1 : ")]}>".contains(word) ? -1 : 0;
            if (word.equals(",") && (depth == 0 || i == words.size())) {
                if (i > start) {
                    parts.add(words.subList(start, i));
                }
                start = i + 1;
            }
        }
        return parts;
    }

    private static Parameter parameter(List<String> words) {
        var value = words.indexOf("=");
        var head = new ArrayList<>(value < 0 ? words : words.subList(0, value));
        var isArray = head.contains("[");
        if (isArray) {
            head.subList(head.indexOf("["), head.size()).clear();
        }
        var stars = (int) head.stream().filter("*"::equals).count();
        // What is const is what the first asterisk points to, so only words before it count.
        var pointed = stars == 0 ? head : head.subList(0, head.indexOf("*"));
        var isConst = pointed.contains("const") && (stars > 0 || isArray);
        var last = head.getLast();
        var hasName = isName(last) && !QUALIFIERS.contains(last) && (stars > 0 && !head.get(head.size() - 1).equals("*")
            || stars == 0 && named(head));
        var name = hasName ? last : "";
        var type = new ArrayList<>(hasName && stars == 0 ? head.subList(0, head.size() - 1) : pointed);
        type.removeIf(QUALIFIERS::contains);
        return new Parameter(text(type) + "*".repeat(Math.max(0, stars - 1)), stars > 0 || isArray, isConst, name);
    }

    /** Whether the last of the words of a parameter without asterisk is a name: not if it is all of the type. */
    private static boolean named(List<String> words) {
        var rest = words.stream().filter(word -> !QUALIFIERS.contains(word)).toList();
        return rest.size() > 1 && !WORDS_OF_TYPES.contains(rest.getLast())
            && !rest.get(rest.size() - 2).equals("::");
    }

    /** Words with spaces where two names meet. */
    private static String text(List<String> words) {
        var text = new StringBuilder();
        for (var word : words) {
            var meets = !text.isEmpty() && isName(word)
                && Character.isJavaIdentifierPart(text.charAt(text.length() - 1));
            text.append(meets ? " " : "").append(word);
        }
        return text.toString();
    }
}
