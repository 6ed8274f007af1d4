package org.jolab.magics.libraries;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.jolab.magics.libraries.Resolution.Located;

/** Finds the files that a plan needs; used by one thread, once. */
final class Resolver {

    private final MavenSession session;
    private final Map<String, Coordinates> loaded;
    private final Map<String, Dependency> direct = new LinkedHashMap<>();
    private final Map<String, Dependency> managed = new LinkedHashMap<>();
    private final List<org.eclipse.aether.repository.RemoteRepository> repositories;
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean isChanging;

    /** A resolver for a notebook whose class path holds {@code loaded} already, which can't be taken back. */
    Resolver(MavenSession session, Collection<Coordinates> loaded) {
        this.session = session;
        this.loaded = loaded.stream().collect(Collectors.toMap(Coordinates::key, one -> one, (a, _) -> a,
            LinkedHashMap::new));
        repositories = new ArrayList<>(session.repositories());
    }

    /**
     * Resolves and downloads.
     *
     * @throws RepositoryException if something is missing or can't be had; see {@link Failures}
     */
    Resolution resolve(Plan plan) throws RepositoryException, IOException {
        warnings.addAll(session.settings().problems());
        loaded.values().forEach(one -> managed.put(one.key(), new Dependency(one.toArtifact(), "")));
        for (var pom : plan.poms()) {
            addPom(pom);
        }
        for (var bom : plan.boms()) {
            isChanging |= bom.isChanging();
            manage(session.descriptor(new VersionChoice(session).choose(bom).toArtifact()));
        }
        for (var root : plan.roots()) {
            addRoot(root);
        }
        var request = new CollectRequest();
        request.setRepositories(repositories);
        request.setDependencies(List.copyOf(direct.values()));
        request.setManagedDependencies(List.copyOf(managed.values()));
        var graph = new Graph(loaded);
        graph.read(session.system().collectDependencies(session.session(), request).getRoot());
        isChanging |= graph.isChanging();
        warnings.addAll(graph.warnings());
        return new Resolution(locate(graph), graph.nodes(), notes, warnings,
            isChanging ? new Expiry(repositories).next() : Long.MAX_VALUE);
    }

    private void addPom(Pom pom) throws RepositoryException {
        var found = session.descriptor(session.parts().poms().add(pom));
        for (var repository : session.system().newResolutionRepositories(session.session(), found.getRepositories())) {
            if (repositories.stream().noneMatch(one -> one.getId().equals(repository.getId()))) {
                repositories.addFirst(repository);
            }
        }
        // In a notebook there is no server that would provide what is "provided".
        for (var dependency : found.getDependencies()) {
            if (!dependency.getScope().equals("test") && !dependency.isOptional()) {
                add(dependency.getArtifact(), dependency.getExclusions());
            }
        }
        manage(found);
    }

    private void manage(ArtifactDescriptorResult found) {
        for (var dependency : found.getManagedDependencies()) {
            managed.putIfAbsent(Coordinates.of(dependency.getArtifact()).key(), dependency);
        }
    }

    private void addRoot(Plan.Root root) throws RepositoryException {
        var one = root.coordinates();
        if (one.extension().equals("pom")) {
            manage(session.descriptor(new VersionChoice(session).choose(one).toArtifact()));
        }
        var exclusions = root.exclusions().stream().map(text -> {
            var colon = text.indexOf(':');
            return new Exclusion(text.substring(0, colon), text.substring(colon + 1), "*", "*");
        }).toList();
        add(one.toArtifact(), exclusions);
    }

    private void add(Artifact artifact, Collection<Exclusion> exclusions) throws RepositoryException {
        var chosen = choose(Coordinates.of(artifact));
        direct.putIfAbsent(chosen.key(), new Dependency(chosen.toArtifact().setProperties(artifact.getProperties()),
            "compile", false, exclusions));
    }

    private Coordinates choose(Coordinates one) throws RepositoryException {
        var present = loaded.get(one.key());
        if (present != null && (one.isLatest() || one.isRange() && Versions.isIn(present.version(), one.version()))) {
            return present;
        }
        if (one.isLatest() && managed.containsKey(one.key())) {
            return one.at(managed.get(one.key()).getArtifact().getVersion());
        }
        isChanging |= one.isChanging();
        var chosen = new VersionChoice(session).choose(one);
        if (present != null && !present.version().equals(chosen.version())) {
            warnings.add(one.artifact() + " " + present.version() + " is loaded already and stays: restart the kernel "
                + "to switch from " + present.version() + " to " + chosen.version() + ".");
            return present;
        }
        if (one.isLatest()) {
            notes.add(one.artifact() + ": " + chosen.version() + " is the latest release.");
        }
        return chosen;
    }

    private List<Located> locate(Graph graph) throws RepositoryException, IOException {
        var requests = graph.winners().stream().filter(node -> !node.getArtifact().getExtension().equals("pom"))
            .map(ArtifactRequest::new).toList();
        var files = new ArrayList<Located>();
        for (var result : session.system().resolveArtifacts(session.session(), requests)) {
            var artifact = result.getArtifact();
            var file = Located.of(Coordinates.of(artifact), artifact.getPath());
            if (file.coordinates().isJar()) {
                JarCheck.check(file.path(), () -> MavenSession.forget(file.path()));
            }
            files.add(file);
        }
        return files;
    }
}
