package org.jolab.magics.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jolab.api.Displayable;
import org.jolab.api.UsageError;
import org.jolab.magics.Printed;
import org.jolab.magics.Shown;
import org.jolab.magics.git.place.Environment;

/** A user with a home of his own and a folder, who has both {@code %git} and git. */
final class Sandbox implements AutoCloseable {

    private final Path root;
    private final Map<String, String> variables = new ConcurrentHashMap<>();
    private final Commands commands;
    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> prompts = new ArrayList<>();
    private final Shown shown;
    private Path folder;
    private String errors = "";

    Sandbox(Path root) throws IOException {
        this.root = root.toRealPath();
        folder = Files.createDirectories(this.root.resolve("work"));
        var home = Files.createDirectories(this.root.resolve("home"));
        Files.writeString(home.resolve(".gitconfig"), """
            [user]
            \tname = Ada Lovelace
            \temail = ada@example.com
            [init]
            \tdefaultBranch = main
            [protocol "file"]
            \tallow = always
            [advice]
            \tdetachedHead = false
            """);
        variables.put("HOME", home.toString());
        variables.put("PATH", System.getenv("PATH"));
        variables.put("GIT_CONFIG_NOSYSTEM", "1");
        variables.put("GIT_TERMINAL_PROMPT", "0");
        variables.put("LC_ALL", "C.UTF-8");
        commands = new Commands(new Environment(() -> {
            var copy = new java.util.HashMap<>(variables);
            copy.remove("GIT_TERMINAL_PROMPT");
            return copy;
        }));
        shown = new Shown((prompt, secret) -> {
            synchronized (prompts) {
                prompts.add((secret ? "hidden: " : "") + prompt);
                if (answers.isEmpty()) {
                    throw new UsageError("Nobody can answer.");
                }
                return answers.poll();
            }
        });
    }

    Path root() {
        return root;
    }

    Path home() {
        return root.resolve("home");
    }

    /** Where commands run. */
    Path folder() {
        return folder;
    }

    /** Lets commands run there. */
    Sandbox in(String name) {
        folder = root.resolve(name);
        return this;
    }

    void set(String name, String value) {
        variables.put(name, value);
    }

    /** Sets what the next questions are answered with. */
    void answer(String... texts) {
        answers.clear();
        answers.addAll(List.of(texts));
        prompts.clear();
    }

    List<String> prompts() {
        return prompts;
    }

    /** What the last command has printed to the error stream. */
    String errors() {
        return errors;
    }

    /** The value of {@code %git line}. */
    Object value(String line) throws Exception {
        return printed(line).value();
    }

    private Printed printed(String line) throws Exception {
        var printed = Printed.by(() -> commands.run("-C '" + folder + "' " + line));
        errors = printed.err();
        return printed;
    }

    /** What {@code %git line} prints and shows, as text. */
    String run(String line) throws Exception {
        var printed = printed(line);
        var value = printed.value() instanceof Displayable shownValue
            ? String.valueOf(shownValue.toMimeBundle().data().get("text/plain"))
            : printed.value() == null ? "" : String.valueOf(printed.value());
        return (printed.out() + value).stripTrailing();
    }

    /** How {@code %git line} fails, which must. */
    String failure(String line) {
        return assertThrows(UsageError.class, () -> run(line), line).getMessage();
    }

    /** What {@code %git line} says, which may fail. */
    String tell(String line) throws Exception {
        try {
            return run(line);
        } catch (UsageError e) {
            return e.getMessage();
        }
    }

    /** What git itself says. */
    String git(String... words) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(Arrays.asList(words));
        return execute(command, 0);
    }

    /** What git says, which may fail. */
    String tryGit(String... words) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(Arrays.asList(words));
        return execute(command, -1);
    }

    /** What another program says, which may fail. */
    String tryExecute(String... words) throws Exception {
        return execute(List.of(words), -1);
    }

    String execute(List<String> command, int expected) throws Exception {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " hangs");
        }
        if (expected >= 0) {
            assertEquals(expected, process.exitValue(), () -> command + "\n" + output);
        }
        return output.stripTrailing();
    }

    /** Writes a file. */
    Sandbox write(String name, String content) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    boolean exists(String name) {
        return Files.exists(folder.resolve(name));
    }

    /** A repository with one commit, in {@code name}, made by git. */
    Sandbox repository(String name) throws Exception {
        folder = Files.createDirectories(root.resolve(name));
        git("init", "-q");
        write("a.txt", "one\ntwo\nthree\n");
        git("add", "-A");
        git("commit", "-q", "-m", "First");
        return this;
    }

    /** Makes sure that git finds nothing wrong, and sees the same state and the same history as {@code %git}. */
    Sandbox agrees() throws Exception {
        var fsck = git("fsck", "--strict", "--no-dangling");
        assertEquals("", fsck.lines().filter(line -> !line.startsWith("notice:")).reduce("", String::concat));
        assertEquals(git("-c", "core.quotePath=false", "status", "--porcelain"), run("status --porcelain"));
        if (!tryGit("rev-parse", "-q", "--verify", "HEAD").isEmpty()) {
            assertEquals(git("log", "--all", "--topo-order", "--format=%H %an %ae %at %P %s"),
                run("log --all --topo-order --format='%H %an %ae %at %P %s'"));
        }
        assertEquals(List.of(), locks());
        try (var repository = new FileRepositoryBuilder().findGitDir(folder.toFile()).setMustExist(true).build()) {
            var refs = new ArrayList<String>();
            for (var ref : repository.getRefDatabase().getRefsByPrefix("refs/")) {
                refs.add(ref.getObjectId().name() + " " + ref.getName());
            }
            assertEquals(git("for-each-ref", "--format=%(objectname) %(refname)").lines().sorted().toList(),
                refs.stream().sorted().toList());
            var index = repository.readDirCache();
            var entries = new ArrayList<String>();
            for (var i = 0; i < index.getEntryCount(); i++) {
                var entry = index.getEntry(i);
                entries.add(String.format("%06o %s %d\t%s", entry.getRawMode(), entry.getObjectId().name(),
                    entry.getStage(), entry.getPathString()));
            }
            assertEquals(git("-c", "core.quotePath=false", "ls-files", "-s").lines().toList(), entries);
        }
        return this;
    }

    /**
     * Does {@code line} by {@code %git}, and by git in a copy of the repository. Makes sure that both come to the same
     * end: branches, history, index, files, and whether it fails.
     */
    Sandbox both(String line) throws Exception {
        var twin = folder.resolveSibling(folder.getFileName() + "-by-git");
        execute(List.of("rm", "-rf", twin.toString()), 0);
        execute(List.of("cp", "-a", folder.toString(), twin.toString()), 0);
        var here = folder;
        folder = twin;
        // The copies have other times of change, which some commands of git take for changes.
        tryGit("update-index", "-q", "--refresh");
        var words = new ArrayList<>(List.of("git", "-c", "core.editor=true"));
        words.addAll(org.jolab.magics.git.line.Line.words(line));
        var said = new String[1];
        var succeeds = exit(words, said) == 0;
        var expected = state();
        folder = here;
        var told = "";
        var isDone = true;
        try {
            told = run(line);
        } catch (UsageError e) {
            told = e.getMessage();
            isDone = false;
        }
        var both = line + "\ngit: " + said[0] + "\n%git: " + told;
        assertEquals(succeeds, isDone, both);
        assertEquals(expected, state(), both);
        return this;
    }

    private int exit(List<String> command, String[] said) throws Exception {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables);
        var process = builder.start();
        process.getOutputStream().close();
        said[0] = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }

    /** All that an operation may change, but for times and the words of conflict marks. */
    private String state() throws Exception {
        var text = new StringBuilder();
        text.append("HEAD ").append(tryGit("symbolic-ref", "-q", "HEAD")).append('\n');
        text.append(git("for-each-ref", "--format=%(refname) %(objecttype) %(*tree)%(tree) %(subject) %(upstream)"))
            .append("\n--history\n");
        text.append(tryGit("log", "--branches", "--tags", "HEAD", "--topo-order", "--format=%T %an <%ae> %s %b").lines()
            .map(String::strip).filter(line -> !line.isEmpty()).distinct().sorted().reduce("", (a, b) -> a + "\n" + b))
            .append("\n--index\n");
        text.append(git("ls-files", "-s")).append("\n--status\n").append(git("status", "--porcelain", "-uall"))
            .append("\n--settings\n").append(git("config", "--local", "--list")).append("\n--files\n");
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(each -> !folder.relativize(each).startsWith(".git")).sorted().toList()) {
                text.append(folder.relativize(file)).append(Files.isSymbolicLink(file) ? " -> "
                    + Files.readSymbolicLink(file) : Files.isDirectory(file) ? "/" : (Files.isExecutable(file)
                    ? " executable: " : ": ") + Files.readString(file, StandardCharsets.ISO_8859_1)
                    .replaceAll("(?m)^([<>|]{7}).*", "$1")).append('\n');
            }
        }
        for (var name : List.of("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "sequencer/todo", "rebase-merge")) {
            text.append(exists(".git/" + name) ? name + "\n" : "");
        }
        return text.toString();
    }

    /** Lock files and half packs that something has left behind. */
    List<String> locks() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(Path::toString).filter(name -> name.endsWith(".lock") || name.matches(
                ".*/objects/.*(tmp|incoming).*")).toList();
        }
    }

    @Override
    public void close() throws Exception {
        shown.close();
    }
}
