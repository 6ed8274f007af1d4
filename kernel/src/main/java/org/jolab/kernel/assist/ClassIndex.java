package org.jolab.kernel.assist;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The public classes that a notebook can name: the JDK's and those of its class path. Used by all threads; a thread of
 * its own reads them, each jar once.
 */
final class ClassIndex {

    /** A public class at the top of a package; {@code kind} as Jupyter has it. */
    record Entry(String packageName, String name, String kind) {

        String qualifiedName() {
            return packageName.isEmpty() ? name : packageName + "." + name;
        }
    }

    /** How long an answer waits for a jar that is being read. */
    private static final long PATIENCE_MILLIS = 800;

    private final Map<Path, FutureTask<Map<String, List<Entry>>>> read = new ConcurrentHashMap<>();
    private final FutureTask<Map<String, List<Entry>>> jdk = new FutureTask<>(ClassFiles::ofJdk);
    private boolean started;

    /** Packages of the JDK that notebooks seldom want. */
    private static final List<String> SELDOM = List.of("com.sun.", "jdk.", "sun.", "javax.", "org.w3c.", "org.xml.",
        "org.ietf.", "netscape.");

    /** Whether classes of that package come after all others. */
    static boolean isSeldom(String packageName) {
        return SELDOM.stream().anyMatch(packageName::startsWith);
    }

    /** Starts to read the JDK and {@code classPath}, if that has not happened yet. */
    synchronized void prepare(Collection<Path> classPath) {
        if (!started) {
            started = true;
            start(jdk);
        }
        for (var entry : classPath) {
            read.computeIfAbsent(entry, path -> start(new FutureTask<>(() -> ClassFiles.of(path))));
        }
    }

    private static <T> FutureTask<T> start(FutureTask<T> task) {
        Thread.ofPlatform().daemon().name("class-index").priority(Thread.MIN_PRIORITY).start(task);
        return task;
    }

    /** What is known of {@code classPath}, and the JDK, by now or soon. */
    Classes classes(List<Path> classPath) {
        prepare(classPath);
        var until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        var all = new ArrayList<Map<String, List<Entry>>>();
        all.add(await(jdk, until));
        classPath.forEach(path -> all.add(await(read.get(path), until)));
        return new Classes(all);
    }

    private static Map<String, List<Entry>> await(FutureTask<Map<String, List<Entry>>> task, long until) {
        try {
            return task.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    /** Classes by package, in the order of the class path. */
    record Classes(List<Map<String, List<Entry>>> parts) {

        /** All classes. */
        Stream<Entry> all() {
            return parts.stream().flatMap(part -> part.values().stream()).flatMap(List::stream);
        }

        /** The classes of a package. */
        List<Entry> in(String packageName) {
            return parts.stream().flatMap(part -> part.getOrDefault(packageName, List.of()).stream()).toList();
        }

        /** The names, without what stands before the last dot, of the packages directly in {@code packageName}. */
        Set<String> packagesIn(String packageName) {
            var prefix = packageName.isEmpty() ? "" : packageName + ".";
            var names = new TreeSet<String>();
            for (var part : parts) {
                for (var name : part.keySet()) {
                    if (name.startsWith(prefix) && name.length() > prefix.length()) {
                        var dot = name.indexOf('.', prefix.length());
                        names.add(name.substring(prefix.length(), dot < 0 ? name.length() : dot));
                    }
                }
            }
            return names;
        }

        /** Whether there is a package of that name, or one within it. */
        boolean hasPackage(String packageName) {
            return parts.stream().anyMatch(part -> part.containsKey(packageName))
                || !packagesIn(packageName).isEmpty();
        }
    }

    /** Gathers entries by package. */
    static final class Gatherer {

        private final Map<String, List<Entry>> byPackage = new TreeMap<>();
        private final Map<String, String> packages = new HashMap<>();

        void add(String packageName, String name, String kind) {
            var shared = packages.computeIfAbsent(packageName, key -> key);
            byPackage.computeIfAbsent(shared, key -> new ArrayList<>()).add(new Entry(shared, name, kind));
        }

        Map<String, List<Entry>> done() {
            return byPackage;
        }
    }
}
