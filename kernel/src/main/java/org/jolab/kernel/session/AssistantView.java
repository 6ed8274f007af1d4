package org.jolab.kernel.session;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jolab.kernel.assist.Neighbourhood;

/**
 * Shows the notebook to the assistant. Used by the assistant's thread, but for {@link #setClassPath}, which any
 * thread may call. It has a compiler of its own, so that no cell waits for an answer or an answer for a cell; the
 * session's lock is held only while the names are copied.
 */
final class AssistantView implements Neighbourhood {

    private List<Path> classPath;
    private final Supplier<Names> names;
    private final UserLoader loader;
    private final Function<String, Optional<Origin>> origins;
    private Names seen = new Names();
    private Javac javac;

    AssistantView(Collection<Path> shared, Supplier<Names> names, UserLoader loader,
            Function<String, Optional<Origin>> origins) {
        classPath = List.copyOf(shared);
        this.names = names;
        this.loader = loader;
        this.origins = origins;
    }

    /** Lets all later answers know the classes of {@code entries}, and of no others. */
    synchronized void setClassPath(Collection<Path> entries) {
        classPath = List.copyOf(entries);
        if (javac != null) {
            javac.setClassPath(classPath);
        }
    }

    /** The compiler, made when it is first needed. */
    private synchronized Javac javac() {
        if (javac == null) {
            javac = new Javac(classPath, () -> seen.visible());
        }
        return javac;
    }

    private record Copy(Names names) implements View {

        @Override
        public List<String> imports() {
            return names.imports();
        }

        @Override
        public Collection<Variable> variables() {
            return names.variables().stream().map(v -> new Variable(v.name(), v.holder(), v.type())).toList();
        }

        @Override
        public Collection<Member> members() {
            return names.members().entrySet().stream()
                .flatMap(named -> named.getValue().stream().map(holder -> new Member(named.getKey(), holder)))
                .toList();
        }

        @Override
        public String importsFor(Set<String> used) {
            return names.importsFor(used);
        }
    }

    @Override
    public View look() {
        return new Copy(names.get());
    }

    @Override
    public <R> R analyze(View view, String source, Work<R> work) {
        seen = ((Copy) view).names();
        return javac().analyze(CLASS, source, (task, problems) -> work.with(task));
    }

    @Override
    public synchronized List<Path> classPath() {
        return classPath;
    }

    @Override
    public Optional<Object> value(Variable variable) {
        try {
            return Optional.ofNullable(
                Class.forName(variable.holder(), false, loader).getField(variable.name()).get(null));
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Origin> origin(String className) {
        return origins.apply(className);
    }
}
