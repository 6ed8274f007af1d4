package org.jolab.magics.git;

import java.util.List;

/** Commands that git has and {@code %git} has not: who types one of them has not mistyped another one. */
final class OtherCommands {

    private static final List<String> NAMES = List.of("am", "annotate", "apply", "archive", "bisect", "bugreport",
        "bundle", "cat-file", "check-attr", "check-ignore", "check-mailmap", "check-ref-format", "checkout-index",
        "cherry", "column", "commit-graph", "commit-tree", "count-objects", "credential", "daemon", "diagnose",
        "diff-files", "diff-index", "diff-tree", "difftool", "fast-export", "fast-import", "fetch-pack",
        "filter-branch", "filter-repo", "flow", "fmt-merge-msg", "for-each-ref", "for-each-repo", "format-patch",
        "fsck", "gc", "grep", "gui", "hash-object", "help", "hook", "index-pack", "instaweb", "interpret-trailers",
        "ls-tree", "mailinfo", "mailsplit", "maintenance", "merge-base", "merge-file", "merge-index", "merge-tree",
        "mergetool", "mktag", "mktree", "multi-pack-index", "name-rev", "notes", "p4", "pack-objects", "pack-refs",
        "patch-id", "prune", "prune-packed", "quiltimport", "range-diff", "read-tree", "repack", "replace",
        "request-pull", "rerere", "rev-list", "scalar", "send-email", "send-pack", "show-branch", "show-index",
        "show-ref", "sparse-checkout", "stripspace", "svn", "symbolic-ref", "unpack-file", "unpack-objects",
        "update-index", "update-ref", "update-server-info", "var", "verify-commit", "verify-pack", "verify-tag",
        "version", "whatchanged", "worktree", "write-tree");

    private OtherCommands() {}

    /** Whether git has a command of that name. */
    static boolean contains(String name) {
        return NAMES.contains(name);
    }
}
