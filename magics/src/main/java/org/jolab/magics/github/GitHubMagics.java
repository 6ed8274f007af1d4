package org.jolab.magics.github;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.MagicSource;
import org.jolab.api.MimeBundle;
import org.jolab.api.Notebook;
import org.jolab.api.UsageError;

/** {@code %github}: what GitHub has beside git. */
public final class GitHubMagics implements MagicSource {

    private static final List<String> COMMANDS = List.of("open", "gist", "pr");

    private final Map<String, String> environment;

    /** For the user who runs this JVM. */
    public GitHubMagics() {
        this(System.getenv());
    }

    GitHubMagics(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Collection<Magic> magics() {
        return List.of(Magic.line("github", "Opens notebooks of GitHub's, makes gists and pull requests.")
            .option("-o, --output DIR", "where to put what is opened; the current folder if not given")
            .flag("--overwrite", "replace files of the same name")
            .flag("--run", "run the notebook in this one, as %run does")
            .option("-d, --description TEXT", "what a new gist is about")
            .flag("--public", "let everybody find the new gist")
            .option("-t, --title TEXT", "of a new pull request; the newest commit's first line if not given")
            .option("-b, --body TEXT", "what a new pull request says")
            .option("--base BRANCH", "into which branch it shall go; the default one if not given")
            .flag("--draft", "not yet to be merged")
            .option("--state STATE", "which pull requests to list: open, closed or all", _ -> List.of("open", "closed",
                "all"))
            .option("--repo OWNER/NAME", "the repository; that of the current folder if not given")
            .argument("COMMAND", "open, gist or pr", _ -> COMMANDS)
            .argument("[FILE...]", "what it is about")
            .details("""
                %github open jupyter/notebook/docs/source/examples/Notebook/Notebook%20Basics.ipynb@main
                %github open https://github.com/owner/repository/blob/main/lesson.ipynb --run
                %github open https://gist.github.com/owner/0123456789abcdef0123
                %github gist notes.ipynb -d "Notes on sorting"
                %github pr                              the open pull requests of this folder's repository
                %github pr create --title "Faster" --draft
                %github pr 12

                What is public needs no token. For the rest, and for more than 60 requests an hour, the token of \
                GITHUB_TOKEN, GH_TOKEN or GitHub's own command line is used; else it is asked for, and forgotten.

                A line for a README, which people paste into a cell:
                Open in Jolab: `%github open owner/repository/lesson.ipynb`""")
            .does(this::run));
    }

    private Object run(MagicCall call) throws Exception {
        var arguments = call.arguments("FILE");
        try (var api = new Api(environment)) {
            return switch (call.argument("COMMAND").orElse("")) {
                case "open" -> open(call, api, arguments);
                case "gist" -> gist(call, api, arguments);
                case "pr" -> pullRequest(call, new PullRequests(api), arguments);
                default -> throw call.usage("%github knows open, gist and pr, but not \""
                    + call.argument("COMMAND").orElse("") + "\".");
            };
        }
    }

    private Object gist(MagicCall call, Api api, List<String> files) throws InterruptedException {
        if (files.isEmpty()) {
            throw call.usage("Say of which files the gist shall be made.");
        }
        return new Gists(api).create(call, files);
    }

    private static Object pullRequest(MagicCall call, PullRequests requests, List<String> arguments)
            throws InterruptedException {
        var what = arguments.isEmpty() ? "list" : arguments.getFirst();
        return switch (what) {
            case "list" -> requests.list(call);
            case "create" -> requests.create(call);
            case "view" -> requests.view(call, arguments.size() > 1 ? arguments.get(1) : "");
            default -> {
                if (!what.matches("#?\\d+")) {
                    throw call.usage("%github pr knows list, create and a number, but not \"" + what + "\".");
                }
                yield requests.view(call, what);
            }
        };
    }

    private static Object open(MagicCall call, Api api, List<String> typed) throws Exception {
        if (typed.isEmpty()) {
            throw call.usage("Say what shall be opened: owner/repository/path/file.ipynb, or its address.");
        }
        var folder = Path.of(call.option("--output").orElse(""));
        var written = new ArrayList<Path>();
        for (var text : typed) {
            for (var file : read(api, text).entrySet()) {
                written.add(write(folder, file, call.has("--overwrite")));
            }
        }
        for (var path : written) {
            tell(path);
        }
        if (call.has("--run")) {
            for (var path : written) {
                var quoted = path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
                call.workspace().evaluate("%run \"" + quoted + "\"");
            }
        }
        return null;
    }

    private static Map<String, byte[]> read(Api api, String typed) throws InterruptedException {
        if (Gists.isOne(typed)) {
            return new Gists(api).read(typed);
        }
        var candidates = Address.candidates(typed);
        for (var candidate : candidates) {
            var content = api.raw(candidate);
            if (content.isPresent()) {
                return new LinkedHashMap<>(Map.of(candidate.name(), content.get()));
            }
        }
        throw api.nothing(candidates.getFirst());
    }

    /** Writes below {@code folder}: a name from elsewhere is a name, not a path. */
    private static Path write(Path folder, Map.Entry<String, byte[]> file, boolean overwrites) {
        var name = file.getKey().replaceAll("[/\\\\\\p{Cntrl}]", "_");
        var path = folder.resolve(name.matches("\\.{1,2}") ? "_" : name);
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            if (Files.exists(path) && !overwrites) {
                if (Arrays.equals(Files.readAllBytes(path), file.getValue())) {
                    return path;
                }
                throw new UsageError(path + " is there already, and is another file. --overwrite replaces it, "
                    + "--output DIR puts the new one elsewhere.");
            }
            return Files.write(path, file.getValue());
        } catch (FileAlreadyExistsException e) {
            throw new UsageError(e.getFile() + " is a file and no folder.", e);
        } catch (IOException e) {
            throw new UsageError(path + " can't be written: " + e.getMessage() + ".", e);
        }
    }

    private static void tell(Path path) throws IOException {
        var text = path.toString().replace('\\', '/');
        var bytes = Files.size(path);
        var html = "%s (%,d bytes)".formatted(escaped(text), bytes);
        // A front end opens a relative link in a tab of its own.
        Notebook.display(MimeBundle.text("%s (%,d bytes)".formatted(path, bytes)).with("text/html", path.isAbsolute()
            ? html : "<a href=\"" + escaped(Api.path(text)) + "\">" + html + "</a>"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
