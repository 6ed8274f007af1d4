package org.jolab.magics.git.place;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;

/**
 * The user's settings that hold in some repositories only, {@code includeIf}, which JGit passes over: by
 * {@code gitdir:}, {@code gitdir/i:} and {@code onbranch:}.
 *
 * @param home the user's folder
 * @param gitDir the repository
 * @see <a href="https://git-scm.com/docs/git-config#_conditional_includes">git-config</a>
 */
record Includes(Path home, File gitDir) {

    /** {@code user}, and over it what it includes for this repository; {@code user} itself if that is nothing. */
    StoredConfig over(StoredConfig user) throws IOException, ConfigInvalidException {
        var over = Environment.nothing(user, FS.DETECTED);
        var origin = user instanceof FileBasedConfig file && file.getFile() != null
            ? file.getFile().toPath().toAbsolutePath().getParent() : home;
        var any = false;
        for (var condition : user.getSubsections("includeIf")) {
            for (var path : user.getStringList("includeIf", condition, "path")) {
                var file = origin.resolve(expanded(path));
                if (Files.isReadable(file) && holds(condition, origin)) {
                    var included = new FileBasedConfig(file.toFile(), FS.DETECTED);
                    included.load();
                    copy(included, over);
                    any = true;
                }
            }
        }
        return any ? over : user;
    }

    private String expanded(String path) {
        return path.startsWith("~/") ? home + path.substring(1) : path;
    }

    private boolean holds(String condition, Path origin) throws IOException {
        var colon = condition.indexOf(':');
        var pattern = condition.substring(colon + 1);
        return switch (condition.substring(0, Math.max(0, colon))) {
            case "gitdir" -> isIn(pattern, origin, 0);
            case "gitdir/i" -> isIn(pattern, origin, Pattern.CASE_INSENSITIVE);
            case "onbranch" -> matches(pattern, branch(), 0);
            default -> false;
        };
    }

    private boolean isIn(String pattern, Path origin, int flags) throws IOException {
        var whole = pattern.startsWith("./") ? origin + pattern.substring(1) : expanded(pattern);
        var rooted = whole.startsWith("/") ? whole : "**/" + whole;
        return matches(rooted, gitDir.getAbsolutePath(), flags) || matches(rooted, gitDir.getCanonicalPath(), flags);
    }

    private String branch() throws IOException {
        var head = Files.readString(gitDir.toPath().resolve("HEAD")).strip();
        return head.startsWith("ref: refs/heads/") ? head.substring("ref: refs/heads/".length()) : "";
    }

    /** As git's wildmatch does: a star stays within a name, two do not; a slash at the end means all below. */
    private static boolean matches(String pattern, String text, int flags) {
        var regex = new StringBuilder();
        var glob = pattern.endsWith("/") ? pattern + "**" : pattern;
        for (var i = 0; i < glob.length(); i++) {
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else {
                var c = glob.charAt(i);
                regex.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), flags).matcher(text).matches();
    }

    private static void copy(Config from, Config to) {
        for (var section : from.getSections()) {
            copy(from, to, section, null);
            from.getSubsections(section).forEach(each -> copy(from, to, section, each));
        }
    }

    private static void copy(Config from, Config to, String section, String subsection) {
        for (var name : subsection == null ? from.getNames(section) : from.getNames(section, subsection)) {
            to.setStringList(section, subsection, name, List.of(from.getStringList(section, subsection, name)));
        }
    }
}
