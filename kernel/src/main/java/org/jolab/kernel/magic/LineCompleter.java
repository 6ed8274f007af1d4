package org.jolab.kernel.magic;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jolab.api.Magic;
import org.jolab.api.Magic.Parameter;
import org.jolab.api.Magic.Parameter.Candidates;
import org.jolab.api.Magic.Parameter.Kind;
import org.jolab.api.Workspace;
import org.jolab.kernel.Interpreter.Completion;
import org.jolab.kernel.Interpreter.Match;
import org.jolab.kernel.assist.Assistant;
import org.jolab.kernel.cell.Use;

/** Proposes what may be typed in a magic's line. Used by all threads. */
final class LineCompleter {

    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w*)$");
    private static final Pattern EXPRESSION = Pattern.compile("\\{([^{}]*)$");
    private static final int MOST_PROGRAMS = 200;

    private final MagicTable table;
    private final Workspace workspace;
    private final Assistant java;

    LineCompleter(MagicTable table, Workspace workspace, Assistant java) {
        this.table = table;
        this.workspace = workspace;
        this.java = java;
    }

    /** What may stand at {@code at}, which lies in {@code use}. */
    Completion complete(String code, Use use, int at) {
        if (at <= use.lineStart() && !use.name().startsWith("!")) {
            return names(use, code, at);
        }
        var magic = use.kind() == Use.Kind.CELL ? table.cell(use.name()) : table.line(use.name());
        var typed = code.substring(Math.min(use.lineStart(), at), at);
        var isJava = magic.filter(m -> m.is(Magic.Trait.VERBATIM) && isInRest(m, typed)).isPresent();
        if (use.name().startsWith("?") || isJava) {
            return ofJava(typed.stripLeading(), at);
        }
        var variable = VARIABLE.matcher(typed);
        var expression = EXPRESSION.matcher(typed);
        if (expression.find() && !typed.substring(0, expression.start()).endsWith("$")) {
            return ofJava(expression.group(1), at);
        }
        if (variable.find()) {
            return new Completion(at - variable.group(1).length(), at, variables(variable.group(1)));
        }
        return use.name().startsWith("!") ? shell(typed, at)
            : magic.map(m -> words(m, typed, at)).orElseGet(() -> FileCandidates.completeWord(code, at));
    }

    private Completion names(Use use, String code, int at) {
        var sign = code.indexOf('%', use.start());
        var start = use.kind() == Use.Kind.CELL ? sign + 2 : sign + 1;
        if (at < start) {
            return new Completion(at, at, List.of());
        }
        var typed = code.substring(start, at);
        var names = new TreeSet<String>();
        table.all().stream()
            .filter(magic -> BuiltIns.isListed(magic) && magic.name().startsWith(typed))
            .filter(magic -> use.kind() == Use.Kind.CELL ? magic.form() != Magic.Form.LINE
                : magic.form() != Magic.Form.CELL)
            .forEach(magic -> names.add(magic.name()));
        return new Completion(start, at, names.stream().map(name -> new Match(name, "magic", "")).toList());
    }

    /** Completes Java that begins with {@code typed} and ends at {@code at}. */
    private Completion ofJava(String typed, int at) {
        var found = java.complete(typed, typed.length());
        var moved = at - typed.length();
        return new Completion(found.start() + moved, found.end() + moved, found.matches());
    }

    private List<Match> variables(String typed) {
        return workspace.variables().stream()
            .filter(variable -> variable.name().startsWith(typed))
            .map(variable -> new Match(variable.name(), "variable", variable.type()))
            .toList();
    }

    private static boolean isInRest(Magic magic, String typed) {
        var hasRest = magic.parameters().stream().anyMatch(p -> p.kind() == Kind.REST);
        var words = Words.read(typed);
        return hasRest && (words.isEmpty() || !words.getLast().text().startsWith("-"));
    }

    private Completion words(Magic magic, String typed, int at) {
        var words = Words.read(typed);
        var open = !words.isEmpty() && (words.getLast().end() == typed.length() || words.getLast().end() < 0);
        var word = open ? words.getLast().text() : "";
        var start = at - (open ? typed.length() - words.getLast().start() : 0);
        var before = open ? words.subList(0, words.size() - 1) : words;
        var options = magic.parameters().stream().filter(Usage::isNamed).toList();
        if (word.startsWith("-") && word.indexOf('=') < 0 && !options.isEmpty()) {
            return new Completion(start, at, options.stream().flatMap(p -> p.names().stream()
                .filter(n -> n.startsWith(word)).map(n -> new Match(n, "option", p.help()))).toList());
        }
        var candidates = parameter(magic, before).map(Parameter::candidates).orElse(Candidates.NONE)
            .after(before.stream().map(Words.Word::text).toList(), word);
        if (candidates == Candidates.FILES) {
            return FileCandidates.complete(word, at, open && words.getLast().quoted());
        }
        var values = candidates == Candidates.VARIABLES ? variables(word)
            : candidates.of(word).stream().filter(value -> value.startsWith(word))
                .map(value -> new Match(value, "value", "")).toList();
        return new Completion(start, at, values);
    }

    /** The parameter whose value is being typed after these words. */
    private static Optional<Parameter> parameter(Magic magic, List<Words.Word> before) {
        if (!before.isEmpty()) {
            var option = Arguments.named(magic, before.getLast().text()).filter(p -> p.kind() == Kind.OPTION);
            if (option.isPresent()) {
                return option;
            }
        }
        var count = before.stream().filter(word -> !word.text().startsWith("-")).count();
        var arguments = magic.parameters().stream()
            .filter(p -> p.kind() == Kind.ARGUMENT || p.kind() == Kind.REST).toList();
        return arguments.isEmpty() ? Optional.empty()
            : Optional.of(arguments.get((int) Math.min(count, arguments.size() - 1)));
    }

    /** Programs where a command begins, files elsewhere. */
    private static Completion shell(String typed, int at) {
        var start = Math.max(typed.lastIndexOf(' '), typed.lastIndexOf('\t')) + 1;
        var word = typed.substring(start);
        var isFirst = typed.substring(0, start).isBlank()
            || typed.substring(0, start).stripTrailing().matches("(?s).*[|;&(]");
        if (!isFirst || word.contains("/")) {
            return FileCandidates.complete(word, at, false);
        }
        var programs = new TreeSet<String>();
        for (var folder : Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)) {
            try (var files = folder.isBlank() ? Stream.<Path>empty() : Files.list(Path.of(folder))) {
                files.filter(file -> file.getFileName().toString().startsWith(word) && Files.isExecutable(file))
                    .forEach(file -> programs.add(file.getFileName().toString()));
            } catch (IOException | RuntimeException e) {
                // A folder of the path that is not there has no programs.
            }
        }
        return new Completion(at - word.length(), at, word.isEmpty() ? List.of()
            : programs.stream().limit(MOST_PROGRAMS).map(name -> new Match(name, "program", "")).toList());
    }
}
