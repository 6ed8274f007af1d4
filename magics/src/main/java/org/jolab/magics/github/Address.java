package org.jolab.magics.github;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jolab.api.UsageError;

/**
 * A file in a repository at GitHub.
 *
 * @param repository {@code owner/name}
 * @param path where the file is in it
 * @param ref a branch, tag or commit; empty for the default branch
 */
record Address(String repository, String path, String ref) {

    private static final Pattern SHORT = Pattern.compile("([\\w.-]+/[\\w.-]+)/([^@]+?)(?:@(.+))?");
    private static final Pattern PAGE =
        Pattern.compile("https?://(?:www\\.)?github\\.com/([^/]+/[^/]+)/(?:blob|raw|edit)/(.+?)(?:[?#].*)?");
    private static final Pattern RAW =
        Pattern.compile("https?://raw\\.githubusercontent\\.com/([^/]+/[^/]+)/(?:refs/heads/)?(.+?)(?:[?#].*)?");

    /**
     * What {@code typed} may mean, the likeliest first: a branch's name may have slashes, so that an address does not
     * tell where it ends and the path begins.
     *
     * @throws UsageError if it is no address of a file
     */
    static List<Address> candidates(String typed) {
        for (var form : List.of(PAGE, RAW)) {
            var match = form.matcher(typed);
            if (match.matches()) {
                return splits(match.group(1), URLDecoder.decode(match.group(2).replace("+", "%2B"),
                    StandardCharsets.UTF_8));
            }
        }
        var match = SHORT.matcher(typed.replaceFirst("^(https?://)?(www\\.)?github\\.com/", ""));
        if (typed.contains("://") || !match.matches()) {
            throw new UsageError("\"" + typed + "\" is no file at GitHub. Write owner/repository/path/file.ipynb, with "
                + "@branch behind it if need be, or the address of the file's page.");
        }
        return List.of(new Address(match.group(1), match.group(2), match.group(3) == null ? "" : match.group(3)));
    }

    private static List<Address> splits(String repository, String refAndPath) {
        var found = new ArrayList<Address>();
        for (var slash = refAndPath.indexOf('/'); slash > 0; slash = refAndPath.indexOf('/', slash + 1)) {
            found.add(new Address(repository, refAndPath.substring(slash + 1), refAndPath.substring(0, slash)));
        }
        if (found.isEmpty()) {
            throw new UsageError("https://github.com/" + repository + " is a repository; the address of a file in it "
                + "is needed. %git clone brings all of it.");
        }
        return found;
    }

    /** The file's name. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return repository + "/" + path + (ref.isEmpty() ? "" : "@" + ref);
    }
}
