package org.jolab.magics.libraries;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.spi.connector.checksum.ChecksumPolicyProvider;
import org.eclipse.aether.spi.connector.transport.TransporterProvider;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;
import org.eclipse.aether.util.graph.manager.DependencyManagerUtils;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;

/**
 * Maven's resolver, made when it is first needed, which takes a quarter of a second. May be used by any thread.
 *
 * @see <a href="https://maven.apache.org/resolver/">Maven Artifact Resolver</a>
 */
final class Maven {

    private static final Map<String, Object> CONFIGURATION = Map.of(
        // Who lost against which version is what warnings and %libs tell.
        ConflictResolver.CONFIG_PROP_VERBOSE, ConflictResolver.Verbosity.STANDARD,
        DependencyManagerUtils.CONFIG_PROP_VERBOSE, true,
        // These ask each repository for a file that says what it has, which few have.
        "aether.remoteRepositoryFilter.prefixes", false,
        "aether.remoteRepositoryFilter.groupId", false,
        // Half an hour otherwise.
        ConfigurationProperties.REQUEST_TIMEOUT, 60_000,
        // A suggestion is not worth a long wait.
        ConfigurationProperties.CONNECT_TIMEOUT + "." + Suggestions.SEARCH_HOST, 2_000,
        ConfigurationProperties.REQUEST_TIMEOUT + "." + Suggestions.SEARCH_HOST, 4_000,
        ConfigurationProperties.USER_AGENT, "Jolab");

    private final MavenHome home;
    private RepositorySystem system;
    private TransporterProvider transporters;

    Maven(MavenHome home) {
        this.home = home;
    }

    MavenHome home() {
        return home;
    }

    private synchronized void boot() {
        if (system == null) {
            var supplier = new RepositorySystemSupplier() {
                @Override
                protected ChecksumPolicyProvider createChecksumPolicyProvider() {
                    return new Checksums();
                }
            };
            system = supplier.get();
            transporters = supplier.getTransporterProvider();
        }
    }

    /**
     * Begins a session that looks where {@code plan} and settings.xml say.
     *
     * @throws org.jolab.api.UsageError if settings.xml can't be read
     */
    MavenSession open(Plan plan, boolean isOffline, Transfers transfers) {
        boot();
        var settings = MavenSettings.read(home);
        var connections = new Connections();
        var builder = new SessionBuilderSupplier(system).get()
            .withLocalRepositoryBaseDirectories(settings.localRepository().toAbsolutePath());
        builder.setCache(connections).setTransferListener(transfers).setIgnoreArtifactDescriptorRepositories(false);
        CONFIGURATION.forEach(builder::setConfigProperty);
        settings.configure(builder, plan);
        builder.setOffline(isOffline || settings.isOffline());
        builder.setArtifactDescriptorPolicy(MavenSession::policy);
        var poms = new PomReader();
        builder.setWorkspaceReader(poms);
        var session = builder.build();
        return new MavenSession(new MavenSession.Parts(system, session, transporters, poms, transfers), settings,
            system.newResolutionRepositories(session, repositories(plan, settings)), connections);
    }

    /** As Maven does: those that are named come before those of settings.xml, and Maven Central is the last. */
    private static List<RemoteRepository> repositories(Plan plan, MavenSettings settings) {
        var policy = new RepositoryPolicy(true, "daily", RepositoryPolicy.CHECKSUM_POLICY_FAIL);
        var all = new ArrayList<RemoteRepository>();
        for (var repository : plan.repositories()) {
            all.add(new RemoteRepository.Builder(repository.toRemote()).setPolicy(policy).build());
        }
        for (var repository : settings.repositories()) {
            if (all.stream().noneMatch(one -> one.getId().equals(repository.getId()))) {
                all.add(repository);
            }
        }
        return all;
    }
}
