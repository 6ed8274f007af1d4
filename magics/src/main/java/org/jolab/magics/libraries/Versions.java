package org.jolab.magics.libraries;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.aether.util.version.GenericVersionScheme;
import org.eclipse.aether.version.InvalidVersionSpecificationException;
import org.eclipse.aether.version.Version;

/** What can be told from the text of versions. */
final class Versions {

    private static final Pattern PREVIEW = Pattern.compile("(?i).*(?<![a-z])(alpha|beta|milestone|m|rc|cr|pre|preview|"
        + "ea|eap|dev|snapshot|nightly|canary|[ab](?=\\d))(?![a-z]).*");

    /** Versions of the time before version numbers, such as 20040616, which are no successors of any 1.2. */
    private static final Pattern DATE = Pattern.compile("(19|20)\\d{6}.*");

    private Versions() {}

    /** Whether something is to follow that has the same number and is meant for everybody. */
    static boolean isPreview(String version) {
        return PREVIEW.matcher(version).matches();
    }

    /** The last of {@code versions} that is no preview, if there is one, else the last; empty if there is none. */
    static String best(Collection<String> versions) {
        var all = sorted(versions);
        for (var version : all.reversed()) {
            if (!isPreview(version) && !DATE.matcher(version).matches()) {
                return version;
            }
        }
        return all.isEmpty() ? "" : all.getLast();
    }

    /** In Maven's order. */
    static List<String> sorted(Collection<String> versions) {
        return versions.stream().map(Versions::parse).sorted().map(Version::toString).toList();
    }

    /** Whether {@code version} comes after {@code other}. */
    static boolean isLater(String version, String other) {
        return parse(version).compareTo(parse(other)) > 0;
    }

    /** Whether a range has a version in it. */
    static boolean isIn(String version, String range) {
        try {
            return new GenericVersionScheme().parseVersionConstraint(range).containsVersion(parse(version));
        } catch (InvalidVersionSpecificationException e) {
            return false;
        }
    }

    /** Up to four of {@code versions} that stand around {@code wanted}, in order. */
    static List<String> near(Collection<String> versions, String wanted) {
        var all = new ArrayList<>(sorted(versions));
        var place = (int) all.stream().filter(version -> isLater(wanted, version)).count();
        var same = all.stream().filter(version -> version.startsWith(wanted)).toList();
        if (!same.isEmpty()) {
            place = all.indexOf(same.getFirst()) + 1;
        }
        return List.copyOf(all.subList(Math.max(0, place - 2), Math.min(all.size(), place + 2)));
    }

    private static Version parse(String version) {
        try {
            return new GenericVersionScheme().parseVersion(version);
        } catch (InvalidVersionSpecificationException e) {
            throw new IllegalArgumentException(version, e);
        }
    }
}
