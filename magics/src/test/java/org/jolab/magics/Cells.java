package org.jolab.magics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jolab.api.MimeBundle;
import org.jolab.api.Workspace;

/** A notebook that keeps what it is asked to evaluate, and fails where the code says so. */
public final class Cells implements Workspace {

    private final List<Input> inputs = new ArrayList<>();
    private final List<String> evaluated = new ArrayList<>();
    private final List<Variable> variables = new ArrayList<>();

    /** Adds a cell that was run before. */
    public Cells with(int count, String code) {
        inputs.add(new Input(count, code));
        return this;
    }

    /** What was evaluated, in order. */
    public List<String> evaluated() {
        return evaluated;
    }

    @Override
    public List<Input> inputs() {
        return inputs;
    }

    @Override
    public Object evaluate(String code) {
        evaluated.add(code);
        if (code.contains("throw")) {
            throw new IllegalStateException(code);
        }
        return code.endsWith(";") ? null : "value of " + code.strip();
    }

    @Override
    public Object evaluate(String code, int firstLine) {
        return evaluate(code);
    }

    @Override
    public <T> T watchingCompiler(CompilerWatch watch, Callable<T> work) throws Exception {
        return work.call();
    }

    @Override
    public List<Variable> variables() {
        return variables;
    }

    @Override
    public void declare(String name, String type, Object value) {
        variables.add(new Variable(name, type, value));
    }

    @Override
    public ClassLoader loader(Map<String, byte[]> classFiles) {
        return new ClassLoader(Cells.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                var bytes = classFiles.get(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
    }

    @Override
    public ClassLoader classLoader() {
        return Cells.class.getClassLoader();
    }

    @Override
    public List<Path> classPath() {
        return List.of();
    }

    @Override
    public List<Declared> declarations() {
        return List.of();
    }

    @Override
    public List<String> imports() {
        return List.of();
    }

    @Override
    public void forget(Collection<String> names) {}

    @Override
    public void reset() {}

    @Override
    public Optional<MimeBundle> describe(String name, int detail) {
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> classFile(String className) {
        return Optional.empty();
    }

    @Override
    public void addToClassPath(Collection<Path> entries) {}

    @Override
    public void mind(ProcessHandle process) {}

    @Override
    public void atExit(Runnable work) {}
}
