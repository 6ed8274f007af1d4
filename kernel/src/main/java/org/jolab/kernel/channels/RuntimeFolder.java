package org.jolab.kernel.channels;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Where Jupyter keeps the connection files of running kernels. */
final class RuntimeFolder {

    private RuntimeFolder() {}

    /** The folder that jupyter_core uses: {@code JUPYTER_RUNTIME_DIR} or the platform's place. */
    static Path of(Map<String, String> environment) {
        Function<String, Optional<Path>> folder = name ->
            Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank()).map(Path::of);
        var home = Path.of(System.getProperty("user.home"));
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return folder.apply("JUPYTER_RUNTIME_DIR").orElseGet(() -> {
            var data = folder.apply("JUPYTER_DATA_DIR").orElseGet(() -> {
                if (system.startsWith("windows")) {
                    return folder.apply("APPDATA").orElse(home).resolve("jupyter");
                }
                if (system.startsWith("mac")) {
                    return home.resolve("Library").resolve("Jupyter");
                }
                return folder.apply("XDG_DATA_HOME").orElse(home.resolve(".local").resolve("share")).resolve("jupyter");
            });
            return data.resolve("runtime");
        });
    }
}
