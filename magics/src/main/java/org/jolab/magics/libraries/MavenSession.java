package org.jolab.magics.libraries;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.RepositorySystemSession.CloseableSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorPolicy;
import org.eclipse.aether.resolution.ArtifactDescriptorPolicyRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionRangeResult;
import org.eclipse.aether.resolution.VersionRequest;
import org.eclipse.aether.resolution.VersionResolutionException;
import org.eclipse.aether.spi.connector.transport.GetTask;
import org.eclipse.aether.spi.connector.transport.TransporterProvider;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.RepositoryOfflineException;
import org.eclipse.aether.util.repository.AuthenticationBuilder;

/**
 * What can be asked of Maven's repositories, for the time of one magic.
 *
 * @param parts of the resolver
 * @param settings what settings.xml says
 * @param repositories where to look, in this order
 * @param connections closed at the end
 */
record MavenSession(Parts parts, MavenSettings settings, List<RemoteRepository> repositories, Connections connections)
        implements AutoCloseable {

    /** Marks what the user asked for by name: it has to be there and to be right. */
    private static final String NAMED = "named";

    /**
     * Parts of the resolver.
     *
     * @param system the resolver
     * @param session its settings for this session
     * @param transporters open connections to other places than repositories
     * @param poms what the notebook itself defines
     * @param transfers counts what is downloaded
     */
    record Parts(RepositorySystem system, CloseableSession session, TransporterProvider transporters,
            PomReader poms, Transfers transfers) {}

    RepositorySystem system() {
        return parts.system();
    }

    RepositorySystemSession session() {
        return parts.session();
    }

    /** What the POM says that {@code artifact} has, which must be there. */
    ArtifactDescriptorResult descriptor(Artifact artifact) throws RepositoryException {
        return system().readArtifactDescriptor(session(),
            new ArtifactDescriptorRequest(artifact, repositories, NAMED));
    }

    /** A library without a POM is a library without dependencies, but for those that were asked for by name. */
    static int policy(RepositorySystemSession session, ArtifactDescriptorPolicyRequest request) {
        return request.getRequestContext().equals(NAMED) ? ArtifactDescriptorPolicy.STRICT
            : ArtifactDescriptorPolicy.IGNORE_ERRORS;
    }

    /** The versions that the repositories say they have, in ascending order, of those that {@code one} allows. */
    VersionRangeResult versions(Coordinates one) throws VersionRangeResolutionException {
        return system().resolveVersionRange(session(), new VersionRangeRequest(one.toArtifact(), repositories, NAMED));
    }

    /**
     * The version that the repositories call the release.
     *
     * @throws VersionResolutionException if none does, or none can be asked
     */
    String release(Coordinates one) throws VersionResolutionException {
        var request = new VersionRequest(one.at("RELEASE").toArtifact(), repositories, NAMED);
        return system().resolveVersion(session(), request).getVersion();
    }

    /** Fetches {@code one} if it is there; false if every repository says that it is not. */
    boolean fetchIfThere(Coordinates one) {
        try {
            system().resolveArtifact(session(), new ArtifactRequest(one.toArtifact(), repositories, ""));
            return true;
        } catch (ArtifactResolutionException e) {
            return !e.getResult().getExceptions().stream().allMatch(why -> why instanceof ArtifactNotFoundException
                && !(why.getCause() instanceof RepositoryOfflineException));
        }
    }

    /**
     * Downloads {@code address} into {@code file}, through the proxy and with the credentials of settings.xml for the
     * host's name or with those that stand in the address.
     */
    void download(URI address, Path file) throws Exception {
        var host = new Repository(address.getHost(), address.getScheme() + "://" + address.getRawAuthority()
            .replaceFirst("^.*@", "") + "/", "", "").toRemote();
        var builder = new RemoteRepository.Builder(host).setProxy(session().getProxySelector().getProxy(host));
        if (address.getRawUserInfo() != null) {
            var account = address.getUserInfo().split(":", 2);
            builder.setAuthentication(new AuthenticationBuilder().addUsername(account[0])
                .addPassword(account.length < 2 ? "" : account[1]).build());
        } else {
            builder.setAuthentication(session().getAuthenticationSelector().getAuthentication(host));
        }
        var transfers = parts.transfers();
        var name = address.getPath().replaceFirst(".*/", "");
        Files.createDirectories(file.getParent());
        try (var transporter = parts.transporters().newTransporter(session(), builder.build())) {
            var path = address.getRawPath().replaceFirst("^/", "")
                + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
            transporter.get(new GetTask(URI.create(path)).setDataPath(file)
                .setListener(new FileProgress(transfers, name)));
            transfers.whole(name);
        }
    }

    @Override
    public void close() {
        connections.close();
        parts.poms().close();
        parts.session().close();
    }

    /** Deletes a file of the local repository, with what is known of it, so that it is fetched again. */
    static void forget(Path file) throws IOException {
        Files.deleteIfExists(file);
        for (var checksum : List.of(".sha1", ".md5", ".sha256", ".sha512", ".lastUpdated")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + checksum));
        }
    }
}
