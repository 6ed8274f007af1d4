package org.jolab.magics.libraries;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Libraries that join the class path when a cell first names one of their packages, and are downloaded once by each
 * user.
 *
 * @param name what it is called
 * @param about what it is, in a few words
 * @param packages the packages that bring it; those below them do so, too
 * @param libraries what to add; the first stands for all of it
 * @param size how much that is, as people say it
 * @param properties system properties that are set before, unless the user has; from the machine's memory in bytes
 */
record LibrarySet(String name, String about, List<String> packages, List<Coordinates> libraries, String size,
    Map<String, LongFunction<String>> properties) {

    /** All there are. */
    static final List<LibrarySet> ALL = List.of(new LibrarySet("nd4j", "n-dimensional arrays for the JVM",
        List.of("org.nd4j"),
        // Without a binding, SLF4J would complain of that in the first cell that uses an array.
        List.of(Coordinates.parse("org.nd4j:nd4j-native:1.0.0-M2.1"), Coordinates.parse("org.slf4j:slf4j-nop:1.7.36")),
        "134 MB", Map.of(
            // JavaCPP lets arrays that nobody closes pile up to four times the heap's limit, which may be all memory.
            "org.bytedeco.javacpp.maxbytes", memory -> Long.toString(memory / 2),
            "org.bytedeco.javacpp.maxphysicalbytes", memory -> Long.toString(memory / 4 * 3))));

    /** The set that has a package. */
    static Optional<LibrarySet> having(String packageName) {
        return ALL.stream().filter(set -> set.packages.stream()
            .anyMatch(each -> packageName.equals(each) || packageName.startsWith(each + "."))).findFirst();
    }

    /** The set that is called so. */
    static Optional<LibrarySet> named(String name) {
        return ALL.stream().filter(set -> set.name.equals(name)).findFirst();
    }

    private Coordinates first() {
        return libraries.getFirst();
    }

    /** Whether its first library is on {@code classPath}, in whatever version. */
    boolean isOn(List<Path> classPath) {
        return classPath.stream().map(path -> path.getFileName().toString())
            .anyMatch(file -> file.startsWith(first().artifact() + "-") && file.endsWith(".jar"));
    }

    /** Whether its first library is in the local {@code repository}. */
    boolean isIn(Path repository) {
        var one = first();
        return Files.isRegularFile(repository.resolve(one.group().replace('.', '/')).resolve(one.artifact())
            .resolve(one.version()).resolve(one.artifact() + "-" + one.version() + ".jar"));
    }

    Plan plan() {
        return new Plan(libraries.stream().map(one -> new Plan.Root(one, List.of())).toList(), List.of(), List.of(),
            List.of());
    }

    void setProperties() {
        var memory = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        properties.forEach((key, value) -> {
            if (System.getProperty(key) == null) {
                System.setProperty(key, value.apply(memory));
            }
        });
    }

    /** A line of what {@code %libs} shows, unless its jars are shown there already. */
    Library line(Path repository) {
        return new Library(name, first().version(), size, (isIn(repository) ? "downloaded" : "available")
            + " by an import of " + packages.getFirst() + ", or %libs add " + name + ": " + about);
    }
}
