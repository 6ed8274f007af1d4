package org.jolab.kernel.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.jolab.api.MimeBundle;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace;
import org.jolab.kernel.assist.Assistant;

/** What notebooks and magics may do with a session. May be used by all threads. */
final class SessionWorkspace implements Workspace {

    /** How long processes that the user started may take to end with the kernel. */
    private static final long CHILDREN_MILLIS = 500;

    private final Evaluator evaluator;
    private final UserLoader loader;
    private final ClassPath classPath;
    private final Assistant assistant;
    private final List<Input> inputs = new ArrayList<>();
    private final Set<ProcessHandle> minded = ConcurrentHashMap.newKeySet();
    private final List<Runnable> atExit = new CopyOnWriteArrayList<>();

    SessionWorkspace(Evaluator evaluator, UserLoader loader, ClassPath classPath, Assistant assistant) {
        this.evaluator = evaluator;
        this.loader = loader;
        this.classPath = classPath;
        this.assistant = assistant;
    }

    /** Notes that a cell is run. */
    void add(Input input) {
        synchronized (inputs) {
            inputs.add(input);
        }
    }

    /** Whether a magic ends this process by itself when its cell is interrupted. */
    boolean isMinded(ProcessHandle process) {
        return minded.contains(process);
    }

    /** Ends all that was started. */
    void close() {
        for (var work : atExit) {
            try {
                work.run();
            } catch (RuntimeException e) {
                System.getLogger(SessionWorkspace.class.getName()).log(Level.WARNING, "Work at exit failed", e);
            }
        }
        Children.endAll(CHILDREN_MILLIS);
    }

    @Override
    public List<Variable> variables() {
        return evaluator.variables();
    }

    @Override
    public List<Declared> declarations() {
        return evaluator.declared();
    }

    @Override
    public List<String> imports() {
        return evaluator.imports();
    }

    @Override
    public List<Input> inputs() {
        synchronized (inputs) {
            return List.copyOf(inputs);
        }
    }

    @Override
    public Object evaluate(String code) throws Exception {
        return evaluate(code, 1);
    }

    @Override
    public Object evaluate(String code, int firstLine) throws Exception {
        var all = inputs();
        try {
            return evaluator.evaluate(all.isEmpty() ? 0 : all.getLast().count(), code, firstLine).value();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new ExecutionException(e);
        }
    }

    @Override
    public <T> T watchingCompiler(CompilerWatch watch, Callable<T> work) throws Exception {
        return evaluator.watches().watched(watch, work);
    }

    @Override
    public void declare(String name, String type, Object value) {
        try {
            evaluator.declare(name, type, value);
        } catch (CompileFailure e) {
            throw new UsageError("No variable can be declared as " + type + " " + name + ": "
                + e.problems().getFirst().message() + ".", e);
        }
    }

    @Override
    public void forget(Collection<String> variables) {
        evaluator.forget(variables);
    }

    @Override
    public void reset() {
        evaluator.reset();
    }

    @Override
    public Optional<MimeBundle> describe(String name, int detail) {
        return assistant.inspect(name, name.length(), detail);
    }

    @Override
    public Optional<byte[]> classFile(String className) {
        return evaluator.classFile(className).or(() -> {
            try (var in = loader.getResourceAsStream(className.replace('.', '/') + ".class")) {
                return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public ClassLoader classLoader() {
        return loader;
    }

    @Override
    public List<Path> classPath() {
        return classPath.entries();
    }

    @Override
    public void addToClassPath(Collection<Path> entries) {
        classPath.add(entries);
    }

    @Override
    public ClassLoader loader(Map<String, byte[]> classFiles) {
        return new ProgramLoader(loader, classFiles);
    }

    @Override
    public void mind(ProcessHandle process) {
        minded.add(process);
        process.onExit().thenRun(() -> minded.remove(process));
    }

    @Override
    public void atExit(Runnable work) {
        atExit.add(work);
    }
}
