package org.jolab.kernel.session;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jolab.api.NameSource;
import org.jolab.api.Workspace;

/** Asks the {@link NameSource}s for names that a cell uses and nothing declares. May be used by all threads. */
final class MissingNames {

    private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(?:class|method|variable) (\\w+)");
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+) does not exist");
    private static final Pattern DEPENDENCY = Pattern.compile("\\w+ (\\w+).*");

    private final Supplier<Workspace> workspace;
    private List<NameSource> sources;

    MissingNames(Supplier<Workspace> workspace) {
        this.workspace = workspace;
    }

    private synchronized List<NameSource> sources() {
        if (sources == null) {
            sources = ServiceLoader.load(NameSource.class, MissingNames.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        }
        return sources;
    }

    /** What completion may offer beside the imports in force. */
    List<String> imports() {
        return sources().stream().flatMap(source -> source.imports().stream()).toList();
    }

    /** Work of the compiler's. */
    interface Work<T> {
        T compile() throws CompileFailure;
    }

    /** Does {@code work}, again if it fails and {@code more}, asked once, or a source supplies names that it lacks. */
    <T> T compiling(Callable<Boolean> more, Work<T> work) throws Exception {
        var asked = new LinkedHashSet<String>();
        for (var isFirst = true;; isFirst = false) {
            try {
                return work.compile();
            } catch (CompileFailure e) {
                var missing = e.problems().stream().flatMap(problem -> name(problem).stream()).toList();
                if (!supply(missing, asked) && !(isFirst && more.call())) {
                    throw e;
                }
            }
        }
    }

    /** Asks for what JShell says that declarations lack, such as {@code class Tensor}; whether some was supplied. */
    boolean supplyDependencies(List<String> dependencies) throws Exception {
        return supply(dependencies.stream().flatMap(text -> first(DEPENDENCY, text).stream()).toList(),
            new LinkedHashSet<>());
    }

    private boolean supply(Collection<String> names, Set<String> asked) throws Exception {
        var supplied = false;
        for (var name : names) {
            if (asked.add(name)) {
                for (var source : sources()) {
                    supplied |= source.supply(name, workspace.get());
                }
            }
        }
        return supplied;
    }

    /** The name that is missing, if it stands alone: what an object or a class lacks is not asked for. */
    private static Optional<String> name(Problem problem) {
        return problem.code().startsWith("compiler.err.cant.resolve") && !problem.message().contains("location:")
            ? first(SYMBOL, problem.message())
            : problem.code().equals("compiler.err.doesnt.exist") ? first(PACKAGE, problem.message())
                : Optional.empty();
    }

    private static Optional<String> first(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
