package org.jolab.magics.git.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.eclipse.jgit.lib.Config;
import org.jolab.api.UsageError;
import org.jolab.magics.git.place.Place;

/**
 * Whose word counts when a server says who it is: {@code GIT_SSL_CAINFO}, {@code http.sslCAInfo}, else the JDK's.
 *
 * @param place where
 * @param config git's settings
 */
record Authorities(Place place, Config config) {

    private Optional<Path> file() {
        return place.environment().get("GIT_SSL_CAINFO").or(() -> Optional.ofNullable(
            config.getString("http", null, "sslCAInfo"))).map(name -> name.startsWith("~/")
                ? place.environment().home().resolve(name.substring(2)) : place.folder().resolve(name));
    }

    /** Whether the user has authorities of his own. */
    boolean areOwn() {
        return file().isPresent();
    }

    /** Whether the user has said that any server will do. */
    boolean isVerificationOff() {
        return place.environment().get("GIT_SSL_NO_VERIFY").filter(value -> !value.matches("(?i)0|false|no|off"))
            .isPresent();
    }

    /** Trusts what the file holds, and nobody else, as git does. */
    X509TrustManager trustManager() throws GeneralSecurityException, IOException {
        var file = file().orElseThrow();
        if (!Files.isRegularFile(file)) {
            throw new UsageError("There is no file " + file + " with certificates, which GIT_SSL_CAINFO or "
                + "http.sslCAInfo names.");
        }
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(file)) {
            var number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + number++, (X509Certificate) certificate);
            }
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("This JDK has no trust manager.");
    }
}
