package org.jolab.magics.git.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.eclipse.jgit.lib.Signer;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.jolab.magics.git.place.Environment;

/** Reaches other computers by SSH, and signs by its keys. Its libraries are loaded when it is first used. */
public interface SecureShell {

    /** Connections for one command; if they are closeable, they are to be closed after it. */
    SshSessionFactory open(Environment environment);

    /** Signs by keys of SSH. */
    Signer signer();

    /** The one of this process. */
    static SecureShell get() {
        return Lazy.INSTANCE;
    }

    /** Loads it. */
    final class Lazy {

        private static final String PACKAGE = "org.jolab.magics.git.ssh.";
        private static final SecureShell INSTANCE = load();

        private Lazy() {}

        private static SecureShell load() {
            var own = SecureShell.class.getClassLoader();
            try {
                var jar = Path.of(SecureShell.class.getProtectionDomain().getCodeSource().getLocation().toURI());
                var libraries = jar.resolveSibling("ssh");
                var loader = Files.isDirectory(libraries) ? new Apart(jar, libraries, own) : own;
                return (SecureShell) loader.loadClass(PACKAGE + "MinaShell").getConstructor().newInstance();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ReflectiveOperationException | URISyntaxException e) {
                throw new IllegalStateException("This distribution lacks its SSH library.", e);
            }
        }

        /** The folder {@code ssh} beside our jar, and the package of ours that needs it. */
        private static final class Apart extends URLClassLoader {

            static {
                registerAsParallelCapable();
            }

            Apart(Path jar, Path libraries, ClassLoader parent) throws IOException {
                super("jolab-ssh", urls(jar, libraries), parent);
            }

            private static URL[] urls(Path jar, Path libraries) throws IOException {
                var urls = new ArrayList<URL>();
                urls.add(url(jar));
                try (var files = Files.newDirectoryStream(libraries, "*.jar")) {
                    for (var file : files) {
                        urls.add(url(file));
                    }
                }
                return urls.toArray(URL[]::new);
            }

            private static URL url(Path file) throws MalformedURLException {
                return file.toUri().toURL();
            }

            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (!name.startsWith(PACKAGE)) {
                    return super.loadClass(name, resolve);
                }
                synchronized (getClassLoadingLock(name)) {
                    var loaded = findLoadedClass(name);
                    return loaded != null ? loaded : findClass(name);
                }
            }
        }
    }
}
