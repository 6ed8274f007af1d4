package org.jolab.install.notebook;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The types that a cell declares for its variables, as written; those of {@code var} with a literal are worked out. */
record Declarations(Map<String, String> types) {

    /** Reads what can be read of {@code code}; what cannot is left out. */
    static Declarations in(String code) {
        // Statements stand only in methods, so the cell is put into one.
        var types = new LinkedHashMap<String, String>();
        var source = new Source("class Cell { void cell() {\n" + code + "\n} }");
        try {
            var task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, diagnostic -> { }, List.of("-proc:none"), null, List.of(source));
            for (var unit : task.parse()) {
                for (var type : unit.getTypeDecls()) {
                    statements(type).forEach(statement -> {
                        if (statement instanceof VariableTree variable) {
                            type(variable).ifPresent(name -> types.put(variable.getName().toString(), name));
                        }
                    });
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("text in memory cannot fail to be read", e);
        }
        return new Declarations(types);
    }

    /** These and {@code others}, which count more. */
    Declarations with(Declarations others) {
        var all = new LinkedHashMap<>(types);
        all.putAll(others.types);
        return new Declarations(all);
    }

    Optional<String> typeOf(String name) {
        return Optional.ofNullable(types.get(name));
    }

    private static List<?> statements(Object type) {
        return type instanceof ClassTree cell && !cell.getMembers().isEmpty()
            && cell.getMembers().getFirst() instanceof MethodTree method && method.getBody() != null
            ? method.getBody().getStatements() : List.of();
    }

    private static Optional<String> type(VariableTree variable) {
        var written = variable.getType();
        if (written != null && !written.toString().equals("var")) {
            return Optional.of(written.toString().replace("java.lang.", ""));
        }
        var value = variable.getInitializer();
        if (value instanceof UnaryTree signed) {
            value = signed.getExpression();
        }
        return value instanceof LiteralTree literal ? switch (literal.getKind()) {
            case INT_LITERAL -> Optional.of("int");
            case LONG_LITERAL -> Optional.of("long");
            case FLOAT_LITERAL -> Optional.of("float");
            case DOUBLE_LITERAL -> Optional.of("double");
            case BOOLEAN_LITERAL -> Optional.of("boolean");
            case CHAR_LITERAL -> Optional.of("char");
            case STRING_LITERAL -> Optional.of("String");
            default -> Optional.empty();
        } : Optional.empty();
    }

    /** The text of a cell, as the compiler wants it. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Cell.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
