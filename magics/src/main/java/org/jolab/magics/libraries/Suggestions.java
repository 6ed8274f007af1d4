package org.jolab.magics.libraries;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.spi.connector.transport.GetTask;

/**
 * What somebody may have meant who asked for a library that is not there. Looks into the local repository, into the
 * repositories' listings of folders where they have some, and asks Maven Central's search if Maven Central is asked.
 *
 * @param session where to look
 */
record Suggestions(MavenSession session) {

    static final String SEARCH_HOST = "search.maven.org";

    /** Answers {@code q=a:"name"} with JSON. */
    private static final String SEARCH = "https://" + SEARCH_HOST + "/solrsearch/select";

    private static final Pattern ENTRY = Pattern.compile("href=\"(?:[^\"]*/)?([A-Za-z0-9_.-]+)/\"");
    private static final Pattern FOUND = Pattern.compile("\"id\":\"([^\":]+:[^\":]+)\"");
    private static final int MOST = 3;

    /** Names such as {@code group:artifact}, the likeliest first; empty if nothing is near. */
    List<String> libraries(Coordinates missing) {
        var artifacts = new TreeSet<>(new LocalIndex(session.settings().localRepository())
            .artifacts(missing.group()));
        for (var repository : session.repositories()) {
            artifacts.addAll(listing(repository, missing.group()));
        }
        artifacts.remove(missing.artifact());
        var near = near(artifacts, missing.artifact()).stream().map(name -> missing.group() + ":" + name).toList();
        return near.isEmpty() ? found(missing) : near;
    }

    private List<String> listing(RemoteRepository repository, String group) {
        if (session.session().isOffline()) {
            return List.of();
        }
        try (var transporter = session.parts().transporters().newTransporter(session.session(), repository)) {
            var task = new GetTask(URI.create(group.replace('.', '/') + "/"));
            transporter.get(task);
            return ENTRY.matcher(task.getDataString()).results().map(entry -> entry.group(1)).toList();
        } catch (Exception e) {
            // Many repositories list nothing.
            return List.of();
        }
    }

    private List<String> found(Coordinates missing) {
        if (session.session().isOffline()
            || session.repositories().stream().noneMatch(one -> one.getUrl().equals(Repository.CENTRAL.url()))) {
            return List.of();
        }
        try {
            var answer = Files.createTempFile("jolab", ".json");
            try {
                var query = URLEncoder.encode("a:\"" + missing.artifact() + "\"", StandardCharsets.UTF_8);
                session.download(URI.create(SEARCH + "?q=" + query + "&rows=20&wt=json"), answer);
                return found(Files.readString(answer), missing.module());
            } finally {
                Files.deleteIfExists(answer);
            }
        } catch (IOException e) {
            return List.of();
        } catch (Exception e) {
            // Not reachable, which is no news worth telling.
            return List.of();
        }
    }

    /** The libraries that Maven Central's search names in {@code answer}, those that look like {@code module} first. */
    static List<String> found(String answer, String module) {
        return FOUND.matcher(answer).results().map(hit -> hit.group(1)).distinct()
            .sorted(Comparator.comparingInt(id -> distance(id, module))).limit(MOST).toList();
    }

    /** Those of {@code names} that look like {@code wanted}, the likest first. */
    static List<String> near(Collection<String> names, String wanted) {
        return names.stream()
            .filter(name -> distance(name, wanted) <= Math.max(2, wanted.length() / 3)
                || wanted.length() > 2 && (name.startsWith(wanted) || wanted.startsWith(name)))
            .sorted(Comparator.comparingInt(name -> distance(name, wanted))).limit(MOST).toList();
    }

    /** How many letters have to be typed, deleted or changed (Levenshtein). */
    static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (var i = 0; i <= one.length(); i++) {
            var corner = i - 1;
            for (var j = 0; j <= other.length(); j++) {
                var above = row[j];
                row[j] = i == 0 ? j : j == 0 ? i : Math.min(Math.min(above, row[j - 1]) + 1,
                    corner + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1));
                corner = above;
            }
        }
        return row[other.length()];
    }
}
