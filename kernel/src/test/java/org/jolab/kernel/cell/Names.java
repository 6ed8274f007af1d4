package org.jolab.kernel.cell;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jolab.api.Magic;
import org.jolab.api.ShellResult;

/** What a test's notebook knows: some variables with their types, some methods and types, three magics. */
record Names(Map<String, String> variables, Set<String> members) implements Known {

    private static final Map<String, Magic> MAGICS = Map.of(
        "cd", Magic.line("cd", "").argument("[DIR]", "").does(_ -> null),
        "time", Magic.both("time", "").verbatim().rest("[CODE]", "").does(_ -> null),
        "!", Magic.line("!", "").rest("COMMAND", "").returns(ShellResult.class).does(_ -> null));

    @Override
    public Optional<String> variableType(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    @Override
    public boolean isMember(String name) {
        return members.contains(name);
    }

    @Override
    public boolean isExpression(String code) {
        return syntaxErrors("class A { { Object o = (" + code + "\n); } }").isEmpty();
    }

    @Override
    public Optional<String> given(String name) {
        return name.equals("epochs") ? Optional.of("7") : Optional.empty();
    }

    @Override
    public Optional<Magic> magic(String name) {
        return Optional.ofNullable(MAGICS.get(name));
    }

    /** What the JDK's parser holds against a compilation unit. */
    static List<String> syntaxErrors(String unit) {
        var found = new DiagnosticCollector<JavaFileObject>();
        var file = new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return unit;
            }
        };
        try {
            ((JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, found, null, null, List.of(file)))
                .parse();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return found.getDiagnostics().stream().map(problem -> problem.getMessage(null)).toList();
    }
}
