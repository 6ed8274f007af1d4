package org.jolab.magics.git.compare;

import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jolab.magics.git.place.Place;

/**
 * Which files are meant: names of files and folders, patterns whose {@code *} takes slashes too, {@code :!pattern} for
 * what is not meant.
 *
 * @see <a href="https://git-scm.com/docs/gitglossary#def_pathspec">pathspec</a>
 */
public final class PathSpec {

    private record Rule(String path, Pattern pattern, boolean excludes) {

        boolean matches(String file) {
            return path.isEmpty() || file.equals(path) || file.startsWith(path + "/")
                || pattern != null && pattern.matcher(file).matches();
        }
    }

    private final List<Rule> rules;

    private PathSpec(List<Rule> rules) {
        this.rules = rules;
    }

    /** The paths that were typed in {@code place}; all files if there are none. */
    public static PathSpec of(Place place, List<String> typed) {
        return new PathSpec(typed.stream().map(text -> rule(place, text)).toList());
    }

    private static Rule rule(Place place, String typed) {
        var excludes = typed.startsWith(":!") || typed.startsWith(":^") || typed.startsWith(":(exclude)");
        var text = typed.replaceFirst("^:(?:[!^]|\\(exclude\\))", "");
        // From the top of the tree, wherever the folder is.
        var path = text.startsWith(":/") ? text.substring(2)
            : text.startsWith(":(top)") ? text.substring(":(top)".length()) : place.inTree(text);
        return new Rule(path, path.matches(".*[*?\\[].*") ? pattern(path) : null, excludes);
    }

    private static Pattern pattern(String glob) {
        var regex = new StringBuilder();
        for (var i = 0; i < glob.length(); i++) {
            var c = glob.charAt(i);
            var close = c == '[' ? glob.indexOf(']', i + 2) : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (close > 0) {
                regex.append('[').append(glob.substring(i + 1, close).replace("\\", "\\\\").replaceFirst("^!", "^"))
                    .append(']');
                i = close;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex + "(/.*)?", Pattern.DOTALL);
    }

    /** Whether all files are meant. */
    public boolean isAll() {
        return rules.isEmpty();
    }

    /** Whether the file at {@code path} is meant. */
    public boolean matches(String path) {
        return (rules.stream().allMatch(Rule::excludes) || rules.stream().anyMatch(rule -> !rule.excludes
            && rule.matches(path))) && rules.stream().noneMatch(rule -> rule.excludes && rule.matches(path));
    }

    /** Whether something in the folder {@code path} may be meant. */
    public boolean mayMatchIn(String path) {
        return rules.stream().allMatch(Rule::excludes) || rules.stream().anyMatch(rule -> !rule.excludes
            && (rule.pattern != null || rule.matches(path) || rule.path.startsWith(path + "/")));
    }

    /** The same for JGit's walks. */
    public TreeFilter filter() {
        return isAll() ? TreeFilter.ALL : new Filter(this);
    }

    /** Filters a walk. */
    private static final class Filter extends TreeFilter {

        private final PathSpec spec;

        Filter(PathSpec spec) {
            this.spec = spec;
        }

        @Override
        public boolean include(TreeWalk walker) {
            var path = walker.getPathString();
            return walker.isSubtree() ? spec.mayMatchIn(path) : spec.matches(path);
        }

        @Override
        public boolean shouldBeRecursive() {
            return true;
        }

        @Override
        public TreeFilter clone() {
            return this;
        }
    }
}
