package org.jolab.magics.libraries;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.model.io.xpp3.MavenXpp3Writer;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;

/** Lets the resolver find POMs that lie in no repository; filled by one thread before the resolver's read it. */
final class PomReader implements WorkspaceReader, AutoCloseable {

    private final WorkspaceRepository repository = new WorkspaceRepository("notebook");
    private final Map<String, Path> files = new HashMap<>();
    private final List<Path> written = new ArrayList<>();

    /**
     * Adds a POM; the result is the name by which the resolver finds it.
     *
     * @throws org.jolab.api.UsageError if it is not well formed
     */
    Artifact add(Pom pom) {
        var model = pom.model();
        try {
            var file = pom.file();
            if (file == null) {
                file = Files.createTempFile("jolab", ".pom");
                written.add(file);
                try (var out = Files.newBufferedWriter(file)) {
                    new MavenXpp3Writer().write(out, model);
                }
            }
            var artifact = new DefaultArtifact(model.getGroupId(), model.getArtifactId(), "pom", model.getVersion());
            files.put(key(artifact), file);
            return artifact;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public WorkspaceRepository getRepository() {
        return repository;
    }

    @Override
    public File findArtifact(Artifact artifact) {
        var file = artifact.getExtension().equals("pom") ? files.get(key(artifact)) : null;
        return file == null ? null : file.toFile();
    }

    @Override
    public List<String> findVersions(Artifact artifact) {
        return List.of();
    }

    private static String key(Artifact artifact) {
        return artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getBaseVersion();
    }

    @Override
    public void close() {
        written.forEach(file -> file.toFile().delete());
    }
}
