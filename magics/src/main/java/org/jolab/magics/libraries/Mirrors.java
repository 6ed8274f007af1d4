package org.jolab.magics.libraries;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.settings.Mirror;
import org.eclipse.aether.repository.MirrorSelector;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;

/**
 * The mirrors of settings.xml. As Maven does since 3.8.1, repositories that a library's POM names and that are reached
 * without encryption are not asked; one that the user names is, since that is what was said.
 *
 * @see <a href="https://maven.apache.org/docs/3.8.1/release-notes.html">Maven 3.8.1</a>
 */
final class Mirrors implements MirrorSelector {

    private static final String BLOCKER = "blocked-because-not-encrypted";

    private final DefaultMirrorSelector declared = new DefaultMirrorSelector();
    private final DefaultMirrorSelector blocker = new DefaultMirrorSelector();
    private final Set<String> named;

    Mirrors(List<Mirror> mirrors, List<Repository> named) {
        this.named = named.stream().map(Repository::url).collect(Collectors.toSet());
        for (var mirror : mirrors) {
            declared.add(mirror.getId(), mirror.getUrl(), mirror.getLayout(), false, mirror.isBlocked(),
                mirror.getMirrorOf(), mirror.getMirrorOfLayouts());
        }
        blocker.add(BLOCKER, "http://0.0.0.0/", "default", false, true, "external:http:*", "");
    }

    @Override
    public RemoteRepository getMirror(RemoteRepository repository) {
        var mirror = declared.getMirror(repository);
        var isAsked = named.contains(repository.getUrl());
        if (mirror != null && !(mirror.isBlocked() && isAsked)) {
            return mirror;
        }
        return isAsked ? null : blocker.getMirror(repository);
    }
}
