package org.jolab.magics.libraries;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.MagicSource;
import org.jolab.api.UsageError;
import org.jolab.magics.libraries.NotebookLibraries.Options;
import org.jolab.magics.libraries.Plan.Root;

/** The magics of this package, which share the libraries of one notebook. */
public final class LibraryMagics implements MagicSource {

    private static final String JARS = "java.util.List<java.nio.file.Path>";
    private static final Options USUAL = new Options(false, false, false);

    private final NotebookLibraries libraries;

    /** Magics with the files of the user who runs this JVM. */
    public LibraryMagics() {
        this(MavenHome.ofUser());
    }

    LibraryMagics(MavenHome home) {
        libraries = new NotebookLibraries(home);
    }

    @Override
    public Collection<Magic> magics() {
        var maven = maven();
        var pom = pom();
        var jar = jar();
        var repos = repos();
        return List.of(maven, maven.as("addMavenDependencies"), pom, pom.as("loadFromPOM"), jar, jar.as("jars"),
            jar.as("addJars"), classpath(), deps("deps"), deps("DEPS"), repos, repos.as("REPOS"), libs());
    }

    private Magic maven() {
        return Magic.line("maven", "Adds libraries from Maven Central and other repositories to the class path.")
            .option("-r, --repo URL...", "where to look as well: a URL, id=URL, a folder, google, jitpack")
            .option("--exclude GROUP:ARTIFACT...", "what the libraries shall not bring along")
            .option("--bom COORDINATES...", "a bill of materials: its versions are taken where none is said",
                this::proposals)
            .flag("--no-transitive", "without what the libraries need")
            .flag("--offline", "only what was downloaded before")
            .flag("--sources", "wait for the sources of all libraries; those of the named ones come anyway")
            .flag("-q, --quiet", "say nothing if all goes well")
            .argument("[COORDINATES...]", "group:artifact:version; without a version, the latest release",
                this::proposals)
            .returns(JARS).silent()
            .details("""
                %maven com.google.guava:guava:33.4.8-jre org.slf4j:slf4j-simple
                %maven org.jfree:jfreechart:[1.5,2.0)              the highest version of a range
                %maven io.netty:netty-transport-native-epoll:4.2.7.Final:linux-x86_64       with a classifier
                %maven --bom org.junit:junit-bom:6.1.3 org.junit.jupiter:junit-jupiter
                %maven -r acme=https://repo.acme.com/maven com.acme:tools:1.0-SNAPSHOT
                var jars = %maven org.duckdb:duckdb_jdbc

                What is named in one line, and what the notebook named before, is resolved together, so that versions \
                agree. A class path can't lose a jar: to switch from one version to another, restart the kernel.

                Mirrors, proxies, passwords, repositories and the local repository are those of Maven's settings.xml. \
                A repository stays for the rest of the notebook.""")
            .does(this::addNamed);
    }

    private List<String> proposals(String typed) {
        return new LocalIndex(libraries.home().repository()
            .orElse(libraries.home().folder().resolve("repository"))).proposals(typed);
    }

    private Object addNamed(MagicCall call) throws Exception {
        var repositories = call.options("--repo").stream().map(Repository::parse).toList();
        var boms = call.options("--bom").stream().map(Coordinates::parse).toList();
        var exclusions = call.has("--no-transitive") ? Root.ALONE
            : call.options("--exclude").stream().map(LibraryMagics::exclusion).toList();
        var roots = call.arguments("COORDINATES").stream()
            .map(text -> new Root(Coordinates.parse(text), exclusions)).toList();
        if (roots.isEmpty() && boms.isEmpty() && repositories.isEmpty()) {
            throw call.usage("Name at least one library, such as com.google.guava:guava:33.4.8-jre.");
        }
        if (roots.isEmpty() && boms.isEmpty()) {
            libraries.look(repositories);
            return null;
        }
        return libraries.add(new Plan(roots, boms, List.of(), repositories),
            new Options(call.has("--offline"), call.has("--sources"), call.has("--quiet")), call.workspace());
    }

    private static String exclusion(String text) {
        if (!text.matches("[\\w.*-]+(:[\\w.*-]+)?")) {
            throw new UsageError("\"" + text + "\" excludes nothing. Write group:artifact, such as "
                + "org.slf4j:slf4j-api; either may be *.");
        }
        return text.contains(":") ? text : text + ":*";
    }

    private Magic pom() {
        return Magic.both("pom", "Adds the libraries of a Maven POM to the class path.")
            .flag("--offline", "only what was downloaded before")
            .flag("-q, --quiet", "say nothing if all goes well")
            .argument("[FILE]", "a pom.xml; for %%pom, the cell holds it")
            .returns(JARS).silent()
            .details("""
                %%pom
                <dependencies>
                  <dependency>
                    <groupId>com.google.guava</groupId>
                    <artifactId>guava</artifactId>
                    <version>33.4.8-jre</version>
                  </dependency>
                </dependencies>

                May have <dependencyManagement>, <repositories> and <properties> as well, or be a whole <project> with \
                a parent. Scope test is left out.""")
            .does(call -> {
                if (call.isCell() == call.argument("FILE").isPresent()) {
                    throw call.usage("Write %pom and a file, or %%pom and the POM below it.");
                }
                var pom = call.isCell() ? new Pom(call.body(), null) : Pom.of(Path.of(call.argument("FILE").get()));
                pom.model();
                return libraries.add(new Plan(List.of(), List.of(), List.of(pom), List.of()),
                    new Options(call.has("--offline"), false, call.has("--quiet")), call.workspace());
            });
    }

    private Magic jar() {
        return Magic.line("jar", "Adds jars and folders of classes to the class path.")
            .flag("-u, --update", "download again what an address has")
            .argument("FILE...", "a jar, a folder of classes or of jars, a pattern such as lib/*.jar, an address")
            .returns(JARS).silent()
            .does(call -> addFiles(call.arguments("FILE"), call.has("--update"), call));
    }

    private Object addFiles(List<String> typed, boolean isNew, MagicCall call) throws Exception {
        var before = call.workspace().classPath();
        var files = new JarFiles(libraries, isNew).find(typed);
        call.workspace().addToClassPath(files);
        var fresh = files.stream().filter(file -> !before.contains(file)).toList();
        System.out.println(fresh.isEmpty() ? "Nothing to add: it is on the class path already."
            : "Added " + String.join(", ", fresh.stream().map(LibraryMagics::described).toList()));
        return files;
    }

    private static String described(Path path) {
        return path.getFileName() + (Files.isDirectory(path) ? "/" : " (" + Sizes.text(path.toFile().length()) + ")");
    }

    private Magic classpath() {
        return Magic.line("classpath", "Shows what is on the class path beside the JDK and Jolab, or adds to it.")
            .argument("[FILE...]", "add FILE… does what %jar FILE… does")
            .returns(JARS)
            .does(call -> {
                var words = call.arguments("FILE");
                if (words.isEmpty()) {
                    return new JarList(call.workspace().classPath());
                }
                if (!words.getFirst().equals("add") || words.size() < 2) {
                    throw call.usage("Write %classpath alone, or %classpath add and what to add.");
                }
                var rest = words.subList(1, words.size());
                return switch (rest.getFirst()) {
                    case "jar" -> addFiles(rest.subList(1, rest.size()), false, call);
                    case "mvn" -> addWords(List.of(String.join(":", rest.subList(1, rest.size()))), call);
                    default -> addFiles(rest, false, call);
                };
            });
    }

    private Object addWords(List<String> words, MagicCall call) throws Exception {
        var roots = words.stream().map(text -> new Root(Coordinates.parse(text), List.of())).toList();
        return libraries.add(new Plan(roots, List.of(), List.of(), List.of()), USUAL, call.workspace());
    }

    private Magic deps(String name) {
        return Magic.line(name, "Adds libraries as a //DEPS line of a jbang script does.")
            .rest("COORDINATES...", "group:artifact:version, separated by blanks or commas")
            .verbatim().returns(JARS).silent()
            .does(call -> {
                libraries.look(Directives.inCell("REPOS", call.workspace()).stream().map(Repository::parse).toList());
                return addDirectives(Directives.words("DEPS", call.line(), call.workspace()), call);
            });
    }

    private Object addDirectives(List<String> words, MagicCall call) throws Exception {
        var whole = new Options(false, false, isKnown(words));
        var roots = new ArrayList<Root>();
        for (var word : words) {
            // jbang's word for a jar that has all in it.
            var isAlone = word.endsWith("@fatjar");
            roots.add(new Root(Coordinates.parse(isAlone ? word.replaceFirst("@fatjar$", "") : word),
                isAlone ? Root.ALONE : List.of()));
        }
        return libraries.add(new Plan(roots, List.of(), List.of(), List.of()), whole, call.workspace());
    }

    /** Whether an earlier line of the same cell has added it all. */
    private boolean isKnown(List<String> words) {
        var roots = libraries.resolution().roots().stream().map(Coordinates::key).toList();
        return words.stream().allMatch(word -> roots.contains(Coordinates.parse(word.replaceFirst("@fatjar$", ""))
            .key()));
    }

    private Magic repos() {
        return Magic.line("repos", "Looks for libraries in other repositories too, from now on.")
            .rest("[URL...]", "a URL, id=URL, a folder, google, jitpack")
            .verbatim()
            .does(call -> {
                var words = Directives.split(call.line()).toList();
                var all = libraries.look(words.stream().map(Repository::parse).toList());
                if (words.isEmpty()) {
                    Stream.concat(all.stream(), Stream.of(Repository.CENTRAL)).distinct().forEach(System.out::println);
                }
                return null;
            });
    }

    private Magic libs() {
        return Magic.line("libs", "Shows which libraries the notebook has, and which sets there are; or adds a set.")
            .argument("[WORD...]", "add and the names of sets", _ -> Stream.concat(Stream.of("add"),
                LibrarySet.ALL.stream().map(LibrarySet::name)).toList())
            .returns("java.util.List<?>")
            .details("""
                %libs              what came with Jolab, what was added, and which sets there are
                %libs add nd4j     adds a set, as an import of its packages in a cell does

                A set is downloaded from Maven Central when it is first used, and kept for all notebooks.""")
            .does(call -> {
                var words = call.arguments("WORD");
                if (words.isEmpty()) {
                    return inventory(call);
                }
                if (!words.getFirst().equals("add") || words.size() < 2) {
                    throw call.usage("Write %libs alone, or %libs add and the name of a set.");
                }
                for (var name : words.subList(1, words.size())) {
                    addSet(LibrarySet.named(name).orElseThrow(() -> call.usage("There is no set \"" + name
                        + "\". There are: " + String.join(", ", LibrarySet.ALL.stream().map(LibrarySet::name).toList())
                        + ". Any other library is added by %maven.")), call);
                }
                return null;
            });
    }

    private void addSet(LibrarySet set, MagicCall call) throws Exception {
        set.setProperties();
        libraries.add(set.plan(), USUAL, call.workspace());
    }

    private List<Library> inventory(MagicCall call) {
        var classPath = call.workspace().classPath();
        var repository = libraries.home().repository().orElse(libraries.home().folder().resolve("repository"));
        return Stream.concat(new Inventory(libraries.resolution(), classPath).lines().stream(),
            LibrarySet.ALL.stream().filter(set -> !set.isOn(classPath)).map(set -> set.line(repository))).toList();
    }
}
