package org.jolab.kernel.session;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jolab.api.Workspace;
import org.jolab.kernel.assist.Neighbourhood;

/**
 * The imports, types and methods of the notebook, kept by JShell. Used by the thread that holds the session's lock.
 *
 * <p>JShell sees a variable of the notebook as a static import of the field that holds it, made when a declaration
 * first mentions its name.
 */
final class Declarations implements AutoCloseable {

    private final Names names;
    private final UserLoader loader;
    private final JShell shell;
    private ReplFiles files;
    private final Map<String, ImportSnippet> variableImports = new HashMap<>();
    private final Map<String, Variable> imported = new HashMap<>();
    private final Map<Snippet, Origin> origins = new HashMap<>();

    /** Where in the notebook a declaration stands: at {@code offset} of the Java of the cell {@code cell}. */
    record Origin(CellText cell, int offset) {

        /** Where in the cell the place {@code at} of the declaration stands. */
        int toCell(int at) {
            return cell.java().toCell(offset + at);
        }
    }

    Declarations(Names names, UserLoader loader, Collection<Path> shared) {
        this.names = names;
        this.loader = loader;
        shell = JShell.builder()
            .executionEngine(new Provider(new SessionControl(new Classes())), Map.of())
            .fileManager(manager -> {
                files = new ReplFiles(manager, () -> names.holdersOf(imported.keySet()));
                return files;
            })
            .build();
        files.setClassPath(shared);
    }

    /** Makes the imports that every notebook starts with. */
    void declareAll(List<String> imports) {
        imports.forEach(shell::eval);
    }

    /** Lets all later declarations see {@code entries}, jars and folders of classes, and no others. */
    void setClassPath(Collection<Path> entries) {
        files.setClassPath(entries);
        // Its only effect: JShell forgets what it has learned of the packages. The path is the line above.
        shell.addToClasspath("");
    }

    /**
     * Declares the import, type or method in {@code source}, which stands at {@code origin}, and returns it.
     *
     * @throws CompileFailure if it is none, or wrong
     */
    Collection<Snippet> declare(String source, Origin origin) throws CompileFailure {
        Names.identifiersIn(source).forEach(name -> names.variable(name).ifPresent(this::importVariable));
        var events = shell.eval(source);
        for (var event : events) {
            if (event.causeSnippet() == null) {
                origins.put(event.snippet(), origin);
            }
        }
        var rejected = events.stream()
            .filter(event -> event.causeSnippet() == null && event.status() == Snippet.Status.REJECTED)
            .flatMap(event -> shell.diagnostics(event.snippet()))
            .filter(diagnostic -> diagnostic.isError())
            .map(diagnostic -> new Problem(origin.offset() + (int) diagnostic.getPosition(),
                origin.offset() + (int) diagnostic.getStartPosition(),
                origin.offset() + (int) diagnostic.getEndPosition(), diagnostic.getCode(),
                Problem.words(diagnostic.getMessage(Locale.ROOT))))
            .toList();
        if (!rejected.isEmpty()) {
            throw new CompileFailure(rejected);
        }
        settle(events);
        return events.stream().filter(event -> event.causeSnippet() == null).map(SnippetEvent::snippet).toList();
    }

    /** Tells JShell of new or changed variables, where a declaration has mentioned them. */
    void variablesChanged(Collection<Variable> declared) {
        for (var variable : declared) {
            var awaited = imported.containsKey(variable.name()) || shell.snippets()
                .filter(DeclarationSnippet.class::isInstance)
                .filter(snippet -> shell.status(snippet).isActive())
                .flatMap(snippet -> shell.unresolvedDependencies((DeclarationSnippet) snippet))
                .anyMatch(missing -> missing.contains(variable.name()));
            if (awaited) {
                importVariable(variable);
            }
        }
    }

    private void importVariable(Variable variable) {
        var before = imported.get(variable.name());
        if (variable.equals(before)) {
            return;
        }
        imported.put(variable.name(), variable);
        if (before != null) {
            settle(shell.drop(variableImports.remove(variable.name())));
        }
        var events = shell.eval(Names.staticImport(variable.holder(), variable.name()));
        variableImports.put(variable.name(), (ImportSnippet) events.getFirst().snippet());
        settle(events);
    }

    /** Forgets a variable that is gone. */
    void forget(Variable variable) {
        if (imported.remove(variable.name()) != null) {
            settle(shell.drop(variableImports.remove(variable.name())));
        }
    }

    /** Forgets all imports, types and methods, and makes {@code imports} again. */
    void reset(List<String> imports) {
        shell.snippets().filter(snippet -> shell.status(snippet).isActive()).toList()
            .forEach(snippet -> settle(shell.drop(snippet)));
        declareAll(imports);
        settle(List.of());
    }

    /** The methods and types, in the order of their declaration. */
    List<Workspace.Declared> declared() {
        return shell.snippets()
            .filter(snippet -> snippet instanceof MethodSnippet || snippet instanceof TypeDeclSnippet)
            .filter(snippet -> shell.status(snippet).isActive())
            .map(snippet -> {
                var name = ((DeclarationSnippet) snippet).name();
                var wrapper = sourceCode().wrapper(snippet).fullClassName();
                return new Workspace.Declared(name, snippet.source(),
                    snippet instanceof TypeDeclSnippet ? wrapper + "$" + name : wrapper);
            })
            .toList();
    }

    /** Takes over what has become of snippets into the names that statements see. */
    private void settle(List<SnippetEvent> events) {
        for (var event : events) {
            var snippet = event.snippet();
            if (snippet instanceof DeclarationSnippet declaration && !event.status().isDefined()
                    && shell.snippets().noneMatch(other -> isDefined(other, declaration.name()))) {
                names.forgetMember(declaration.name());
            }
        }
        names.setImports(shell.imports()
            .filter(snippet -> !variableImports.containsValue(snippet))
            .map(snippet -> withSemicolon(snippet.source()))
            .toList());
    }

    private boolean isDefined(Snippet snippet, String name) {
        return snippet instanceof DeclarationSnippet declaration && declaration.name().equals(name)
            && shell.status(snippet).isDefined();
    }

    private static String withSemicolon(String statement) {
        var trimmed = statement.strip();
        return trimmed.endsWith(";") ? trimmed : trimmed + ";";
    }

    /**
     * What those among {@code declared} still lack, in JShell's words, such as {@code class Tensor}; but for what the
     * notebook declares, in whatever state that is.
     */
    List<String> unresolved(Collection<Snippet> declared) {
        var own = shell.snippets().filter(snippet -> shell.status(snippet).isActive())
            .filter(DeclarationSnippet.class::isInstance)
            .map(snippet -> ((DeclarationSnippet) snippet).name())
            .collect(Collectors.toSet());
        return declared.stream()
            .filter(DeclarationSnippet.class::isInstance)
            .filter(snippet -> shell.status(snippet).isActive() && shell.status(snippet) != Snippet.Status.VALID)
            .flatMap(snippet -> shell.unresolvedDependencies((DeclarationSnippet) snippet))
            .filter(text -> !own.contains(text.replaceFirst("^\\w+ (\\w+).*", "$1")))
            .toList();
    }

    /** What those among {@code declared} still lack that can't be used yet, in words for the user. */
    List<String> lacking(Collection<Snippet> declared) {
        return declared.stream()
            .filter(DeclarationSnippet.class::isInstance)
            .filter(snippet -> shell.status(snippet).isActive() && shell.status(snippet) != Snippet.Status.VALID)
            .map(snippet -> lacking((DeclarationSnippet) snippet))
            .filter(words -> !words.isEmpty())
            .toList();
    }

    private static String describe(DeclarationSnippet declaration) {
        return switch (declaration) {
            case MethodSnippet method -> "The method " + method.name() + "(" + method.parameterTypes() + ")";
            case TypeDeclSnippet type -> "The type " + type.name();
            default -> declaration.name();
        };
    }

    /** What the declaration still lacks that JShell compiled into {@code className}, in words for the user. */
    Optional<String> lacking(String className) {
        return place(className).map(Placed::snippet)
            .filter(DeclarationSnippet.class::isInstance)
            .map(snippet -> lacking((DeclarationSnippet) snippet));
    }

    private String lacking(DeclarationSnippet declaration) {
        var missing = shell.unresolvedDependencies(declaration).distinct().toList();
        return missing.isEmpty() ? ""
            : describe(declaration) + " can't be used until " + String.join(" and ", missing)
                + (missing.size() == 1 ? " is declared." : " are declared.");
    }

    /** JShell's reading of source text: where a snippet ends, whether one is complete. */
    SourceCodeAnalysis sourceCode() {
        return shell.sourceCodeAnalysis();
    }

    /** Where the declaration stands that JShell compiled into {@code className}, and its text there. */
    Optional<Placed> place(String className) {
        var top = className.indexOf('$', (Javac.PACKAGE + ".$JShell$").length());
        var wrapper = top < 0 ? className : className.substring(0, top);
        return shell.snippets()
            .filter(origins::containsKey)
            .map(snippet -> new Placed(snippet, origins.get(snippet), sourceCode().wrapper(snippet)))
            .filter(placed -> placed.wrapper().fullClassName().equals(wrapper))
            .reduce((older, newer) -> newer);
    }

    /** A declaration in its cell and in the class that JShell made of it. */
    record Placed(Snippet snippet, Origin origin, SourceCodeAnalysis.SnippetWrapper wrapper) {

        /** Its text in its cell. */
        Neighbourhood.Origin whereabouts() {
            var code = origin.cell().code();
            return new Neighbourhood.Origin(origin.cell().count(), code, origin.toCell(0),
                Math.min(code.length(), origin.toCell(snippet.source().length())));
        }

        /** The line of the cell, from 1, that stands in line {@code line}, from 1, of the class. */
        int cellLine(int line) {
            var wrapped = wrapper.wrapped();
            var at = 0;
            for (var i = 1; i < line && at >= 0; i++) {
                at = wrapped.indexOf('\n', at) + 1;
            }
            var end = wrapped.indexOf('\n', at);
            var inSnippet = wrapper.wrappedToSourcePosition(Math.max(at, end < 0 ? wrapped.length() - 1 : end - 1));
            return origin.cell().lineAt(origin.toCell(Math.max(0, inSnippet)));
        }
    }

    @Override
    public void close() {
        shell.close();
    }

    private final class Classes implements SessionControl.Classes {

        @Override
        public void add(ExecutionControl.ClassBytecodes[] classes) {
            for (var compiled : classes) {
                names.addDeclared(compiled.name(), compiled.bytecodes());
                loader.add(compiled.name(), compiled.bytecodes());
            }
            for (var compiled : classes) {
                if (compiled.name().lastIndexOf('$') == compiled.name().indexOf('$', Javac.PACKAGE.length() + 2)) {
                    Members.of(compiled.bytecodes()).forEach(member ->
                        names.declareMember(member.name(), member.signature(), compiled.name()));
                }
            }
        }

        @Override
        public boolean redefine(String name, byte[] classFile) {
            if (!loader.redefine(name, classFile)) {
                return false;
            }
            names.addDeclared(name, classFile);
            return true;
        }
    }

    private record Provider(ExecutionControl control) implements ExecutionControlProvider {

        @Override
        public String name() {
            return "jolab";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return control;
        }
    }
}
