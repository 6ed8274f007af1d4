package org.jolab.magics.libraries;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.apache.maven.model.building.ModelBuildingException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionResolutionException;
import org.eclipse.aether.spi.connector.transport.http.HttpTransporterException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.eclipse.aether.transfer.MetadataTransferException;
import org.eclipse.aether.transfer.NoRepositoryConnectorException;
import org.eclipse.aether.transfer.RepositoryOfflineException;
import org.jolab.api.UsageError;

/**
 * Says why a library can't be had, and what to do.
 *
 * @param session in which it was looked for
 */
record Failures(MavenSession session) {

    /** What went wrong between us and a repository; either may be null. */
    private record Transfer(Artifact artifact, RemoteRepository repository, Throwable cause) {}

    /** {@code failure} as a mistake that the user can understand; the likeliest cause of all that it tells. */
    UsageError explain(Exception failure) {
        if (failure instanceof UsageError told) {
            return told;
        }
        var all = all(failure);
        var transfers = all.stream().map(Failures::transfer).filter(Objects::nonNull).toList();
        var text = broken(transfers)
            .or(() -> refused(transfers))
            .or(() -> offline(transfers))
            .or(() -> blocked(all))
            .or(() -> unwritable(all))
            .or(() -> unreachable(transfers))
            .or(() -> invalid(all))
            .or(() -> missing(all))
            .orElseGet(() -> "The libraries can't be resolved: " + root(failure) + ".");
        return new UsageError(Repository.withoutPassword(text), failure);
    }

    private static Transfer transfer(Throwable failure) {
        return switch (failure) {
            case ArtifactTransferException e -> new Transfer(e.getArtifact(), e.getRepository(), e.getCause());
            case MetadataTransferException e -> new Transfer(null, e.getRepository(), e.getCause());
            default -> null;
        };
    }

    private Optional<String> broken(List<Transfer> transfers) {
        return first(transfers, ChecksumFailureException.class).map(one -> {
            var sums = (ChecksumFailureException) one.cause();
            return fileName(one.artifact()) + " from the repository " + name(one.repository())
                + " is broken: its checksum is " + sums.getActual() + ", but should be " + sums.getExpected()
                + ". Nothing was kept of it; run the cell again, and if that does not help, the file in the repository "
                + "is wrong.";
        });
    }

    private Optional<String> refused(List<Transfer> transfers) {
        for (var one : transfers) {
            if (one.cause() instanceof HttpTransporterException answer && one.repository() != null) {
                var id = one.repository().getId();
                var name = name(one.repository());
                switch (answer.getStatusCode()) {
                    case 401, 403 -> {
                        var isKnown = one.repository().getAuthentication() != null;
                        return Optional.of("The repository " + name + " answers " + answer.getStatusCode() + ": "
                            + (isKnown ? "it does not accept the user name and password that it was given"
                                : "it wants a user name and a password") + ". They belong into "
                            + session.settings().home().settings() + ", as <server><id>" + id
                            + "</id><username>…</username><password>…</password></server>.");
                    }
                    case 407 -> {
                        return Optional.of("The proxy on the way to the repository " + name + " answers 407: it wants "
                            + "another user name and password. They belong to its <proxy> in "
                            + session.settings().home().settings() + ".");
                    }
                    case 404 -> {}
                    default -> {
                        return Optional.of("The repository " + name + " answers " + answer.getStatusCode()
                            + ", so it has a problem of its own. Try again later.");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> offline(List<Transfer> transfers) {
        return first(transfers, RepositoryOfflineException.class).map(one ->
            (one.artifact() == null ? "It" : Coordinates.of(one.artifact()).toString())
                + " is not in the local repository " + session.settings().localRepository()
                + ", and nothing is downloaded "
                + (session.settings().isOffline() ? "since " + session.settings().home().settings() + " says <offline>"
                    : "with --offline") + ". Run it once without that.");
    }

    private Optional<String> blocked(Set<Throwable> all) {
        return all.stream().filter(NoRepositoryConnectorException.class::isInstance)
            .map(NoRepositoryConnectorException.class::cast).filter(e -> e.getRepository() != null).findFirst().map(e ->
                e.getRepository().isBlocked()
                    ? "A library's POM names the repository " + e.getRepository().getMirroredRepositories().stream()
                        .map(Failures::name).collect(Collectors.joining(", ")) + ", which is not encrypted, so it is "
                        + "not asked. If you trust it, name it with --repo."
                    : "The repository " + name(e.getRepository()) + " can't be asked: " + e.getMessage() + ".");
    }

    private Optional<String> unwritable(Set<Throwable> all) {
        return all.stream().filter(cause -> cause instanceof FileSystemException
            || cause instanceof IOException && String.valueOf(cause.getMessage()).contains("No space left")).findFirst()
            .map(cause -> "The local repository " + session.settings().localRepository() + " can't be written: "
                + (cause instanceof FileSystemException file && file.getReason() == null
                    ? cause.getClass().getSimpleName().replaceFirst("Exception$", "") + ", " + file.getFile()
                    : cause.getMessage()) + ".");
    }

    private Optional<String> unreachable(List<Transfer> transfers) {
        return transfers.stream().filter(one -> one.cause() instanceof IOException).findFirst().map(one -> {
            var reason = switch (one.cause()) {
                case UnknownHostException _ -> "there is no such host, or no network";
                case ConnectException _ -> "the connection is refused";
                case SSLException e -> "no safe connection comes about (" + e.getMessage() + ")";
                case SocketTimeoutException _ -> "it does not answer";
                default -> Objects.requireNonNullElse(one.cause().getMessage(), one.cause().toString());
            };
            var proxy = one.repository() == null ? null : one.repository().getProxy();
            return "The repository " + name(one.repository()) + " can't be reached"
                + (proxy == null ? "" : " through the proxy " + proxy.getHost() + ":" + proxy.getPort()) + ": " + reason
                + ". What was downloaded before can be used without a network: add --offline.";
        });
    }

    private static Optional<String> invalid(Set<Throwable> all) {
        return all.stream().filter(ModelBuildingException.class::isInstance).map(ModelBuildingException.class::cast)
            .findFirst().map(e -> "The POM " + e.getModelId() + " is not valid: " + e.getProblems().stream().limit(2)
                .map(problem -> problem.getMessage()).collect(Collectors.joining("; ")) + ".");
    }

    private Optional<String> missing(Set<Throwable> all) {
        for (var failure : all) {
            var artifact = switch (failure) {
                case ArtifactNotFoundException e -> e.getArtifact();
                case VersionRangeResolutionException e -> e.getResult().getRequest().getArtifact();
                case VersionResolutionException e -> e.getResult().getRequest().getArtifact();
                default -> null;
            };
            if (artifact != null) {
                return Optional.of(missing(Coordinates.of(artifact)));
            }
        }
        return Optional.empty();
    }

    private String missing(Coordinates one) {
        var where = session.repositories().stream().map(Failures::name).collect(Collectors.joining(", "));
        List<String> versions;
        try {
            versions = session.versions(one.at("[0,)")).getVersions().stream().map(Object::toString).toList();
        } catch (VersionRangeResolutionException e) {
            versions = List.of();
        }
        if (versions.isEmpty()) {
            var near = new Suggestions(session).libraries(one);
            return "There is no library " + one.module() + " in " + where + "."
                + (near.isEmpty() ? " Check the group and the name; another repository is named with --repo."
                    : " Did you mean " + String.join(" or ", near) + "?");
        }
        if (versions.contains(one.version())) {
            return "The version " + one.version() + " of " + one.module() + " has no file " + fileName(one.toArtifact())
                + " in " + where + ". Check the classifier and the extension.";
        }
        return "There is no " + (one.isRange() ? one.module() + " in the range " + one.version()
            : one.module() + " " + one.version()) + " in " + where + ". There are "
            + String.join(", ", Versions.near(versions, one.version().replaceAll("[\\[\\]()]|,.*", "")))
            + "; the latest release is " + Versions.best(versions) + ".";
    }

    private static String fileName(Artifact artifact) {
        return artifact == null ? "A list of versions" : artifact.getArtifactId() + "-" + artifact.getVersion()
            + (artifact.getClassifier().isEmpty() ? "" : "-" + artifact.getClassifier()) + "."
            + artifact.getExtension();
    }

    private static String name(RemoteRepository repository) {
        return repository == null ? "" : repository.getId() + " (" + repository.getUrl() + ")";
    }

    private static Optional<Transfer> first(List<Transfer> transfers, Class<? extends Throwable> cause) {
        return transfers.stream().filter(one -> cause.isInstance(one.cause())).findFirst();
    }

    private static String root(Throwable failure) {
        var at = failure;
        while (at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        return Objects.requireNonNullElse(at.getMessage(), at.toString()).replaceFirst("\\.$", "");
    }

    /** A failure and all that it is made of: the resolver keeps many of them in results. */
    private static Set<Throwable> all(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        var order = new ArrayList<Throwable>();
        collect(failure, seen, order);
        return new java.util.LinkedHashSet<>(order);
    }

    private static void collect(Throwable failure, Set<Throwable> seen, List<Throwable> order) {
        if (failure == null || !seen.add(failure)) {
            return;
        }
        order.add(failure);
        List<? extends Throwable> inner = switch (failure) {
            case ArtifactResolutionException e when e.getResults() != null ->
                e.getResults().stream().flatMap(result -> result.getExceptions().stream()).toList();
            case DependencyCollectionException e -> e.getResult().getExceptions();
            case ArtifactDescriptorException e -> e.getResult().getExceptions();
            case VersionRangeResolutionException e -> e.getResult().getExceptions();
            case VersionResolutionException e -> e.getResult().getExceptions();
            case ModelBuildingException e -> e.getProblems().stream().map(problem -> problem.getException())
                .filter(Objects::nonNull).toList();
            default -> List.of();
        };
        inner.forEach(one -> collect(one, seen, order));
        collect(failure.getCause(), seen, order);
        for (var one : failure.getSuppressed()) {
            collect(one, seen, order);
        }
    }
}
