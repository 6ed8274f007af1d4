package org.jolab.kernel.session;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jolab.api.MimeBundle;
import org.jolab.api.Workspace;

/** What notebooks and magics may do with a session. May be used by all threads. */
final class SessionWorkspace implements Workspace {

    private final Session session;

    SessionWorkspace(Session session) {
        this.session = session;
    }

    @Override
    public List<Variable> variables() {
        return session.variables();
    }

    @Override
    public List<Path> classPath() {
        return session.classPath();
    }

    @Override
    public void addToClassPath(Collection<Path> entries) {
        session.addToClassPath(entries);
    }

    @Override
    public List<Declared> declarations() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> imports() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Input> inputs() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object evaluate(String code) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void declare(String name, String type, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forget(Collection<String> variables) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void reset() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<MimeBundle> describe(String name, int detail) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<byte[]> classFile(String className) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClassLoader classLoader() {
        return session.loader();
    }

    @Override
    public void mind(ProcessHandle process) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void atExit(Runnable work) {
        throw new UnsupportedOperationException();
    }
}
