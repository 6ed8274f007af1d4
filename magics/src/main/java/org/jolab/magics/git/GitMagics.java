package org.jolab.magics.git;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jolab.api.Magic;
import org.jolab.api.Magic.Parameter.Candidates;
import org.jolab.api.MagicSource;
import org.jolab.magics.git.place.Environment;

/** The magics of this package. JGit is not loaded before one of them is used. Used by all threads. */
public final class GitMagics implements MagicSource {

    private static final String PACKAGE = "org.jolab.git.";
    private static final Map<String, String> TYPES = Map.ofEntries(
        Map.entry("log", list("Commit")), Map.entry("status", PACKAGE + "Status"),
        Map.entry("diff", list("FileDiff")), Map.entry("branch", list("Branch")), Map.entry("tag", list("Tag")),
        Map.entry("remote", list("Remote")), Map.entry("stash", list("Stash")), Map.entry("blame", list("BlameLine")),
        Map.entry("reflog", list("ReflogEntry")), Map.entry("ls-remote", list("Ref")),
        Map.entry("fetch", list("RefUpdate")), Map.entry("push", list("RefUpdate")),
        Map.entry("commit", PACKAGE + "Committed"), Map.entry("clone", PACKAGE + "Cloned"),
        Map.entry("ls-files", "java.util.List<String>"), Map.entry("rev-parse", "String"),
        Map.entry("describe", "String"));
    private static final List<String> NAMES = List.of("add", "blame", "branch", "checkout", "cherry-pick", "clean",
        "clone", "commit", "config", "describe", "diff", "fetch", "init", "lfs", "log", "ls-files", "ls-remote",
        "merge", "mv", "pull", "push", "rebase", "reflog", "remote", "reset", "restore", "rev-parse", "revert", "rm",
        "shortlog", "show", "stash", "status", "submodule", "switch", "tag");

    private final Supplier<Map<String, String>> variables;
    private Commands commands;

    /** Magics in the environment of this process. */
    public GitMagics() {
        this(System::getenv);
    }

    GitMagics(Supplier<Map<String, String>> variables) {
        this.variables = variables;
    }

    private static String list(String type) {
        return "java.util.List<" + PACKAGE + type + ">";
    }

    private synchronized Commands commands() {
        if (commands == null) {
            commands = new Commands(new Environment(variables));
        }
        return commands;
    }

    /** What may be typed next. */
    private final class Next implements Candidates {

        @Override
        public List<String> of(String typed) {
            return NAMES;
        }

        @Override
        public Candidates after(List<String> before, String typed) {
            var folder = Path.of(System.getProperty("user.dir")).toAbsolutePath();
            var at = 0;
            while (at < before.size() && before.get(at).startsWith("-")) {
                if (before.get(at).equals("-C")) {
                    if (at + 1 == before.size()) {
                        return FILES;
                    }
                    folder = folder.resolve(before.get(++at));
                }
                at++;
            }
            return at == before.size() ? this
                : new Proposals(commands(), new Environment(variables)).after(before.subList(at, before.size()), typed,
                    folder);
        }
    }

    @Override
    public Collection<Magic> magics() {
        return List.of(Magic.line("git", "Git, also where git is not installed; cannot hang on a prompt.")
            .rest("[COMMAND...]", "what follows git in a shell", new Next())
            .returns(GitMagics::type).telling()
            .details("""
                %git clone https://github.com/owner/repo --depth 1
                %git status
                %git add -A
                %git commit -m "What was done"
                %git push
                var log = %git log -5                     a list of commits: log.get(0).author()
                %git diff                                 in colours; notebooks cell by cell

                %git alone lists the commands, %git COMMAND -h its options, which are git's. What is missing here, \
                !git has.

                Passwords are asked for once, hidden, or come from GITHUB_TOKEN, ~/.netrc, ~/.git-credentials, the \
                credential helper, an SSH agent or key.""")
            .does(call -> commands().run(call.line())));
    }

    /** The type of a line's value, by its first words. */
    private static String type(String line) {
        var words = line.strip().split("\\s+");
        var at = 0;
        while (at < words.length && words[at].startsWith("-")) {
            at += words[at].equals("-C") ? 2 : 1;
        }
        if (at >= words.length) {
            return "Object";
        }
        var isOther = words[at].equals("remote") && at + 1 < words.length && words[at + 1].equals("get-url")
            || words[at].equals("branch") && line.contains("--show-current")
            || words[at].equals("stash") && line.matches(".*\\bstash\\s+(show|pop|apply)\\b.*")
            || words[at].equals("config") && !line.matches(".*(\\s-l|list|get-all)\\b.*");
        return isOther ? words[at].equals("stash") ? "Object" : "String" : TYPES.getOrDefault(words[at], "Object");
    }
}
