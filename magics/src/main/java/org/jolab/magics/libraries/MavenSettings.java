package org.jolab.magics.libraries;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.settings.RepositoryPolicy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.RepositorySystemSession.SessionBuilder;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.jolab.api.UsageError;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/**
 * What settings.xml says, with its passwords decrypted.
 *
 * @param home where it was read
 * @param content what it says
 * @param problems passwords that could not be decrypted, whole sentences
 * @see <a href="https://maven.apache.org/settings.html">Settings Reference</a>
 */
record MavenSettings(MavenHome home, Settings content, List<String> problems) {

    /**
     * Reads the user's settings, and the machine's where the environment tells where Maven is.
     *
     * @throws UsageError if one of them is no settings file
     */
    static MavenSettings read(MavenHome home) {
        var request = new DefaultSettingsBuildingRequest();
        request.setUserSettingsFile(home.settings().toFile());
        home.globalSettings().ifPresent(file -> request.setGlobalSettingsFile(file.toFile()));
        request.setSystemProperties(properties(home.environment()));
        try {
            var settings = new DefaultSettingsBuilderFactory().newInstance().build(request).getEffectiveSettings();
            return decrypted(home, settings);
        } catch (SettingsBuildingException e) {
            var problem = e.getProblems().getFirst();
            throw new UsageError("Maven's settings can't be read: " + problem.getMessage() + " ("
                + problem.getLocation() + "). Correct the file, or move it away.", e);
        }
    }

    /** Maven's way: a password in braces is decrypted with the master password of settings-security.xml. */
    private static MavenSettings decrypted(MavenHome home, Settings settings) {
        var dispatcher = new DefaultSecDispatcher(new DefaultPlexusCipher(), Map.of(), home.security().toString());
        var result = new DefaultSettingsDecrypter(dispatcher).decrypt(new DefaultSettingsDecryptionRequest(settings));
        settings.setServers(result.getServers());
        settings.setProxies(result.getProxies());
        var problems = result.getProblems().stream()
            .map(problem -> "A password in " + home.settings() + " can't be decrypted (" + problem.getSource()
                + "): check " + home.security() + ".").toList();
        return new MavenSettings(home, settings, problems);
    }

    private static Properties properties(Map<String, String> environment) {
        var all = new Properties();
        all.putAll(System.getProperties());
        environment.forEach((name, value) -> all.setProperty("env." + name, value));
        return all;
    }

    /** The local repository. */
    Path localRepository() {
        return home.repository().or(() -> Optional.ofNullable(content.getLocalRepository())
            .filter(path -> !path.isBlank()).map(Path::of)).orElse(home.folder().resolve("repository"));
    }

    boolean isOffline() {
        return content.isOffline();
    }

    /** The repositories of the profiles that are active, Maven Central last unless one of them takes its place. */
    List<RemoteRepository> repositories() {
        var all = new LinkedHashMap<String, RemoteRepository>();
        for (var profile : new ActiveProfiles(content, properties(home.environment())).all()) {
            for (var repository : profile.getRepositories()) {
                all.putIfAbsent(repository.getId(), new RemoteRepository.Builder(repository.getId(), "default",
                    repository.getUrl())
                    .setReleasePolicy(policy(repository.getReleases()))
                    .setSnapshotPolicy(policy(repository.getSnapshots())).build());
            }
        }
        all.putIfAbsent("central", new RemoteRepository.Builder(Repository.CENTRAL.toRemote())
            .setReleasePolicy(policy(null))
            .setSnapshotPolicy(new org.eclipse.aether.repository.RepositoryPolicy(false, "daily", "fail")).build());
        return new ArrayList<>(all.values());
    }

    /** What is not said is Maven's default, but for checksums: a file with a wrong one is never taken silently. */
    private static org.eclipse.aether.repository.RepositoryPolicy policy(RepositoryPolicy said) {
        if (said == null) {
            return new org.eclipse.aether.repository.RepositoryPolicy(true, "daily", "fail");
        }
        return new org.eclipse.aether.repository.RepositoryPolicy(said.isEnabled(),
            said.getUpdatePolicy() == null ? "daily" : said.getUpdatePolicy(),
            said.getChecksumPolicy() == null ? "fail" : said.getChecksumPolicy());
    }

    /** Gives a session the mirrors, proxies and credentials. */
    void configure(SessionBuilder session, Plan plan) {
        session.setOffline(isOffline());
        session.setMirrorSelector(new Mirrors(content.getMirrors(), plan.repositories()));
        session.setProxySelector(Proxies.of(content.getProxies(), home.environment()));
        var credentials = new DefaultAuthenticationSelector();
        for (var server : content.getServers()) {
            credentials.add(server.getId(), new AuthenticationBuilder().addUsername(server.getUsername())
                .addPassword(server.getPassword())
                .addPrivateKey(server.getPrivateKey(), server.getPassphrase()).build());
            var headers = headers(server);
            if (!headers.isEmpty()) {
                session.setConfigProperty(ConfigurationProperties.HTTP_HEADERS + "." + server.getId(), headers);
            }
        }
        session.setAuthenticationSelector(credentials);
    }

    /** Some repositories want a token in a header of its own instead of a password. */
    private static Map<String, String> headers(Server server) {
        var all = new HashMap<String, String>();
        if (server.getConfiguration() instanceof Xpp3Dom dom && dom.getChild("httpHeaders") != null) {
            for (var property : dom.getChild("httpHeaders").getChildren("property")) {
                var name = property.getChild("name");
                var value = property.getChild("value");
                if (name != null && value != null) {
                    all.put(name.getValue(), value.getValue());
                }
            }
        }
        return all;
    }
}
