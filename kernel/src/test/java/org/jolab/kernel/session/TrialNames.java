package org.jolab.kernel.session;

import java.nio.file.Path;
import java.util.List;
import org.jolab.api.NameSource;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace;

/** Supplies {@code HttpClient}, {@code fromHexDigit} and the package that the property {@code trial.jar} names. */
public final class TrialNames implements NameSource {

    @Override
    public boolean supply(String name, Workspace workspace) throws Exception {
        switch (name) {
            case "HttpClient" -> workspace.evaluate("import java.net.http.*;");
            case "fromHexDigit" -> workspace.evaluate("import static java.util.HexFormat.*;");
            case "trial.library" -> workspace.addToClassPath(List.of(Path.of(System.getProperty("trial.jar"))));
            case "Unhad" -> throw new UsageError("Unhad is not to be had.");
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<String> imports() {
        return List.of("import static java.util.HexFormat.*;");
    }
}
