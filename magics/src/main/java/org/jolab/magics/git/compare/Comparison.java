package org.jolab.magics.git.compare;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.ContentSource;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jolab.git.Change;
import org.jolab.git.FileDiff;
import org.jolab.magics.git.place.Place;

/**
 * Compares two states of a repository's files.
 *
 * @param repository the repository
 * @param spec which files
 * @param look how to compare
 */
public record Comparison(Repository repository, PathSpec spec, Look look) {

    /**
     * How to compare.
     *
     * @param context how many lines to show around those that differ
     * @param whitespace which blanks count
     * @param isRaw whether a notebook is text as any other
     */
    public record Look(int context, RawTextComparator whitespace, boolean isRaw) {

        /** As git does it if nothing is said. */
        public static final Look USUAL = new Look(3, RawTextComparator.DEFAULT, false);
    }

    /** Files of a moment. */
    public sealed interface State {

        /** No files. */
        record Nothing() implements State {}

        /** Those of a commit or tree. */
        record Tree(AnyObjectId tree) implements State {}

        /** Those that the next commit will hold. */
        record Index() implements State {}

        /** Those of the working tree. */
        record Files() implements State {}
    }

    /** A comparison of all files of {@code place}, as git does it. */
    public static Comparison usual(Place place) {
        return new Comparison(place.repository(), PathSpec.of(place, List.of()), Look.USUAL);
    }

    /** What differs. */
    public List<FileDiff> between(State before, State now) throws IOException {
        try (var reader = repository.newObjectReader(); var text = new ByteArrayOutputStream();
                var formatter = new DiffFormatter(text)) {
            formatter.setRepository(repository);
            formatter.setDetectRenames(true);
            formatter.setContext(look.context);
            formatter.setDiffComparator(look.whitespace);
            formatter.setPathFilter(now instanceof State.Files || before instanceof State.Files
                ? AndTreeFilter.create(new Tracked(repository.readDirCache()), spec.filter()) : spec.filter());
            var a = iterator(before, reader);
            var b = iterator(now, reader);
            var pair = new ContentSource.Pair(source(a, reader), source(b, reader));
            var found = new ArrayList<FileDiff>();
            for (var entry : formatter.scan(a, b)) {
                text.reset();
                formatter.format(entry);
                formatter.flush();
                found.add(file(entry, Patch.of(text.toByteArray()), pair));
            }
            return found;
        }
    }

    /** Which files differ. */
    public List<Change> names(State before, State now) throws IOException {
        try (var reader = repository.newObjectReader();
                var formatter = new DiffFormatter(java.io.OutputStream.nullOutputStream())) {
            formatter.setRepository(repository);
            formatter.setDetectRenames(true);
            formatter.setPathFilter(spec.filter());
            return formatter.scan(iterator(before, reader), iterator(now, reader)).stream().map(entry -> {
                var kind = kind(entry);
                var path = kind == FileDiff.Kind.DELETED ? entry.getOldPath() : entry.getNewPath();
                return new Change(kind, path, kind == FileDiff.Kind.ADDED ? path : entry.getOldPath());
            }).toList();
        }
    }

    private static FileDiff.Kind kind(DiffEntry entry) {
        return switch (entry.getChangeType()) {
            case ADD -> FileDiff.Kind.ADDED;
            case DELETE -> FileDiff.Kind.DELETED;
            case RENAME -> FileDiff.Kind.RENAMED;
            case COPY -> FileDiff.Kind.COPIED;
            case MODIFY -> FileDiff.Kind.MODIFIED;
        };
    }

    private FileDiff file(DiffEntry entry, Patch patch, ContentSource.Pair pair) throws IOException {
        var kind = kind(entry);
        var path = kind == FileDiff.Kind.DELETED ? entry.getOldPath() : entry.getNewPath();
        var oldPath = kind == FileDiff.Kind.ADDED ? path : entry.getOldPath();
        var content = patch.content();
        if (path.endsWith(".ipynb") && !look.isRaw && !content.equals(new FileDiff.Content.Text(List.of()))) {
            content = new NotebookComparison(look.context)
                .compare(bytes(pair, DiffEntry.Side.OLD, entry), bytes(pair, DiffEntry.Side.NEW, entry))
                .orElse(content);
        }
        return new FileDiff(kind, oldPath, path, patch.header(), content);
    }

    private static byte[] bytes(ContentSource.Pair pair, DiffEntry.Side side, DiffEntry entry) throws IOException {
        if (entry.getMode(side) == FileMode.MISSING) {
            return new byte[0];
        }
        try (var in = pair.open(side, entry).openStream()) {
            return in.readAllBytes();
        }
    }

    private AbstractTreeIterator iterator(State state, ObjectReader reader) throws IOException {
        return switch (state) {
            case State.Nothing() -> new EmptyTreeIterator();
            case State.Tree(var tree) -> {
                try (var walk = new org.eclipse.jgit.revwalk.RevWalk(reader)) {
                    yield new CanonicalTreeParser(null, reader, walk.parseTree(tree));
                }
            }
            case State.Index() -> new DirCacheIterator(repository.readDirCache());
            case State.Files() -> new FileTreeIterator(repository);
        };
    }

    private static ContentSource source(AbstractTreeIterator iterator, ObjectReader reader) {
        return iterator instanceof WorkingTreeIterator files ? ContentSource.create(files)
            : ContentSource.create(reader);
    }

    /** Leaves out files that the repository does not know. */
    private static final class Tracked extends TreeFilter {

        private final DirCache index;

        Tracked(DirCache index) {
            this.index = index;
        }

        @Override
        public boolean include(TreeWalk walker) {
            return walker.isSubtree() || walker.getRawMode(0) != 0 && !isFiles(walker, 0)
                || index.findEntry(walker.getPathString()) >= 0;
        }

        private static boolean isFiles(TreeWalk walker, int tree) {
            return walker.getTree(tree, WorkingTreeIterator.class) != null;
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
