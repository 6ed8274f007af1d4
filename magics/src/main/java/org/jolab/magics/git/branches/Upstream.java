package org.jolab.magics.git.branches;

import java.io.IOException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RemoteConfig;

/** Which branch another one follows. */
public final class Upstream {

    private Upstream() {}

    /** Makes {@code branch} follow the branch of the full name {@code upstream}. */
    public static void set(Repository repository, String branch, String upstream) throws IOException {
        try {
            for (var remote : RemoteConfig.getAllRemoteConfigs(repository.getConfig())) {
                for (var spec : remote.getFetchRefSpecs()) {
                    if (spec.matchDestination(upstream)) {
                        var source = spec.isWildcard() ? spec.expandFromDestination(upstream) : spec;
                        set(repository, branch, new String[] {remote.getName(), source.getSource()});
                        return;
                    }
                }
            }
        } catch (java.net.URISyntaxException e) {
            throw new IOException(e.getMessage(), e);
        }
        set(repository, branch, new String[] {".", upstream});
    }

    /** Makes it follow the branch {@code ref} of {@code remote}, full names both: these two. */
    public static void set(Repository repository, String branch, String[] remoteAndRef) throws IOException {
        var config = repository.getConfig();
        config.setString(ConfigConstants.CONFIG_BRANCH_SECTION, branch, "remote", remoteAndRef[0]);
        config.setString(ConfigConstants.CONFIG_BRANCH_SECTION, branch, "merge",
            remoteAndRef[1].startsWith("refs/") ? remoteAndRef[1] : Constants.R_HEADS + remoteAndRef[1]);
        config.save();
    }
}
