package org.jolab.magics.libraries;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionResolutionException;

/**
 * Chooses one version where the user named none, or several. Previews are taken only if there is nothing else, as
 * nobody who asks for the latest release, or for less than 2.0, wants 2.0-alpha.
 *
 * @param session knows which versions there are
 */
record VersionChoice(MavenSession session) {

    /**
     * {@code one} in one version.
     *
     * @throws VersionRangeResolutionException if there is none
     */
    Coordinates choose(Coordinates one) throws VersionRangeResolutionException {
        if (!one.isLatest()) {
            return one.isRange() ? one.at(best(one, "")) : one;
        }
        var any = one.at("[0,)");
        try {
            var release = session.release(one);
            return one.at(Versions.isPreview(release) ? best(any, release) : release);
        } catch (VersionResolutionException e) {
            try {
                return one.at(best(any, ""));
            } catch (VersionRangeResolutionException none) {
                // In one session, a repository is asked once: what was wrong with it is known by the first failure.
                none.addSuppressed(e);
                throw none;
            }
        }
    }

    private String best(Coordinates range, String otherwise) throws VersionRangeResolutionException {
        var result = session.versions(range);
        List<String> versions = new ArrayList<>(result.getVersions().stream().map(Object::toString)
            .filter(version -> !version.endsWith("-SNAPSHOT")).toList());
        if (versions.isEmpty()) {
            // Without a network, and without lists of versions from earlier times, what lies here is what there is.
            versions.addAll(new LocalIndex(session.settings().localRepository())
                .versions(range.group(), range.artifact()).stream()
                .filter(version -> Versions.isIn(version, range.version())).toList());
        }
        var best = Versions.best(versions);
        if (best.isEmpty() && otherwise.isEmpty()) {
            throw new VersionRangeResolutionException(result, "no version");
        }
        return best.isEmpty() || !otherwise.isEmpty() && Versions.isPreview(best) ? otherwise : best;
    }
}
