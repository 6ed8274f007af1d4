package org.jolab.magics.git.history;

import java.io.IOException;
import java.text.ParseException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.DiffConfig;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.revwalk.FollowFilter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.AndRevFilter;
import org.eclipse.jgit.revwalk.filter.CommitTimeRevFilter;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.eclipse.jgit.util.GitTimeParser;
import org.jolab.api.UsageError;
import org.jolab.magics.git.compare.PathSpec;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.place.Names;
import org.jolab.magics.git.place.Place;

/** Which commits a line names. */
final class Selection {

    /** The options that say it. */
    static final List<String> OPTIONS = List.of("-n, --max-count N", "-<number>", "--skip N", "--all", "--branches",
        "--remotes", "--tags", "--author PATTERN", "--committer PATTERN", "--grep PATTERN",
        "-i, --regexp-ignore-case", "--since, --after DATE", "--until, --before DATE", "--no-merges", "--merges",
        "--first-parent", "--reverse", "--follow", "--date-order", "--topo-order");

    private static final Pattern RANGE = Pattern.compile("(.*?)(\\.\\.\\.?)(.*)");

    private final Place place;
    private final Given given;
    private final Names names;
    private final List<String> paths;

    Selection(Place place, Given given) {
        this.place = place;
        this.given = given;
        names = new Names(place.repository());
        paths = new ArrayList<>(given.paths());
    }

    /** The commits, in order. */
    List<RevCommit> commits() throws IOException {
        try (var walk = new RevWalk(place.repository())) {
            walk.setFirstParent(given.has("--first-parent"));
            start(walk);
            walk.setRevFilter(filter());
            if (given.has("--graph", "--topo-order")) {
                walk.sort(RevSort.TOPO_KEEP_BRANCH_TOGETHER);
            } else if (given.has("--date-order")) {
                walk.sort(RevSort.TOPO);
            }
            follow(walk);
            return read(walk);
        }
    }

    private List<RevCommit> read(RevWalk walk) throws IOException {
        var found = new ArrayList<RevCommit>();
        var most = given.number("-n", Integer.MAX_VALUE);
        var skipped = given.number("--skip", 0);
        for (var commit = walk.next(); commit != null && found.size() < most; commit = walk.next()) {
            if (place.shift().meter().isCancelled()) {
                break;
            }
            if (skipped-- <= 0) {
                walk.parseBody(commit);
                found.add(commit);
            }
        }
        return given.has("--reverse") ? found.reversed() : found;
    }

    private void follow(RevWalk walk) {
        if (given.has("--follow")) {
            if (paths.size() != 1) {
                throw new UsageError("--follow goes after one file: %git log --follow FILE.");
            }
            walk.setTreeFilter(FollowFilter.create(place.inTree(paths.getFirst()),
                place.repository().getConfig().get(DiffConfig.KEY)));
        } else if (!paths.isEmpty()) {
            walk.setTreeFilter(AndTreeFilter.create(PathSpec.of(place, paths).filter(), TreeFilter.ANY_DIFF));
        }
    }

    private void start(RevWalk walk) throws IOException {
        var isNamed = false;
        for (var word : given.words()) {
            var range = RANGE.matcher(word);
            if (!paths.isEmpty() && !given.hasDashes()) {
                paths.add(word);
            } else if (range.matches() && !names.exists(word)) {
                range(walk, or(range.group(1)), or(range.group(3)), range.group(2).length() == 3);
                isNamed = true;
            } else if (word.startsWith("^")) {
                walk.markUninteresting(walk.parseCommit(names.resolve(word.substring(1))));
            } else if (names.exists(word) || given.hasDashes() || !isPath(word)) {
                walk.markStart(walk.parseCommit(names.resolve(word)));
                isNamed = true;
            } else {
                paths.add(word);
            }
        }
        isNamed |= refs(walk);
        if (!isNamed) {
            walk.markStart(walk.parseCommit(names.resolve("HEAD")));
        }
    }

    private boolean isPath(String word) throws IOException {
        var path = place.inTree(word);
        return word.matches(".*[*?\\[:].*") || java.nio.file.Files.exists(place.top().resolve(path))
            || place.repository().readDirCache().findEntry(path) >= 0;
    }

    private static String or(String name) {
        return name.isEmpty() ? "HEAD" : name;
    }

    private void range(RevWalk walk, String from, String to, boolean isSymmetric) throws IOException {
        var a = walk.parseCommit(names.resolve(from));
        var b = walk.parseCommit(names.resolve(to));
        if (!isSymmetric) {
            walk.markUninteresting(a);
            walk.markStart(b);
            return;
        }
        try (var bases = new RevWalk(place.repository())) {
            bases.setRevFilter(RevFilter.MERGE_BASE);
            bases.markStart(List.of(bases.parseCommit(a), bases.parseCommit(b)));
            for (var base : bases) {
                walk.markUninteresting(walk.parseCommit(base));
            }
        }
        walk.markStart(List.of(a, b));
    }

    private boolean refs(RevWalk walk) throws IOException {
        var prefixes = new ArrayList<String>();
        if (given.has("--all")) {
            prefixes.add(Constants.R_REFS);
        }
        if (given.has("--branches")) {
            prefixes.add(Constants.R_HEADS);
        }
        if (given.has("--remotes")) {
            prefixes.add(Constants.R_REMOTES);
        }
        if (given.has("--tags")) {
            prefixes.add(Constants.R_TAGS);
        }
        var found = false;
        for (var prefix : prefixes) {
            for (var ref : place.repository().getRefDatabase().getRefsByPrefix(prefix)) {
                if (ref.getObjectId() != null && walk.peel(walk.parseAny(ref.getObjectId())) instanceof RevCommit tip) {
                    walk.markStart(tip);
                    found = true;
                }
            }
        }
        var head = place.repository().resolve(Constants.HEAD);
        if (given.has("--all") && head != null) {
            walk.markStart(walk.parseCommit(head));
        }
        return found;
    }

    private RevFilter filter() {
        var all = new ArrayList<RevFilter>();
        given.option("--author").ifPresent(text -> all.add(new Matching(pattern(text),
            commit -> commit.getAuthorIdent().getName() + " <" + commit.getAuthorIdent().getEmailAddress() + ">")));
        given.option("--committer").ifPresent(text -> all.add(new Matching(pattern(text), commit ->
            commit.getCommitterIdent().getName() + " <" + commit.getCommitterIdent().getEmailAddress() + ">")));
        given.options("--grep").stream().map(text -> (RevFilter) new Matching(pattern(text),
            RevCommit::getFullMessage)).reduce(org.eclipse.jgit.revwalk.filter.OrRevFilter::create)
            .ifPresent(all::add);
        given.option("--since").ifPresent(text -> all.add(CommitTimeRevFilter.after(date(text).toInstant())));
        given.option("--until").ifPresent(text -> all.add(CommitTimeRevFilter.before(date(text).toInstant())));
        if (given.has("--no-merges")) {
            all.add(RevFilter.NO_MERGES);
        }
        if (given.has("--merges")) {
            all.add(RevFilter.ONLY_MERGES);
        }
        return all.isEmpty() ? RevFilter.ALL : all.stream().reduce(AndRevFilter::create).orElseThrow();
    }

    private Pattern pattern(String text) {
        try {
            return Pattern.compile(text, given.has("-i") ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        } catch (java.util.regex.PatternSyntaxException e) {
            return Pattern.compile(Pattern.quote(text));
        }
    }

    private static ZonedDateTime date(String text) {
        try {
            return GitTimeParser.parse(text.replace('.', ' ').replaceFirst("^(an?|one) ", "1 ")
                .replaceFirst("^([a-z]+)s ago$", "1 $1 ago")).atZone(ZoneId.systemDefault());
        } catch (ParseException e) {
            throw new UsageError("\"" + text + "\" is no date. Write 2026-11-22, \"2 weeks ago\" or yesterday.", e);
        }
    }

    /** Commits of which something matches. */
    private static final class Matching extends RevFilter {

        private final Pattern pattern;
        private final java.util.function.Function<RevCommit, String> part;

        Matching(Pattern pattern, java.util.function.Function<RevCommit, String> part) {
            this.pattern = pattern;
            this.part = part;
        }

        @Override
        public boolean include(RevWalk walker, RevCommit commit) {
            return pattern.matcher(part.apply(commit)).find();
        }

        @Override
        public boolean requiresCommitBody() {
            return true;
        }

        @Override
        public RevFilter clone() {
            return this;
        }
    }

    /** The paths that the line names. Known once the commits are. */
    PathSpec spec() {
        return given.has("--follow") ? PathSpec.of(place, List.of()) : PathSpec.of(place, paths);
    }
}
