package org.jolab.magics.transfer;

import java.util.List;
import org.jolab.api.NameSource;
import org.jolab.api.Workspace;

/** Lets cells say {@code files.upload()} without an import. */
public final class FilesNames implements NameSource {

    /** On demand, so that a variable of the notebook's that is called {@code files} hides it. */
    private static final String IMPORT = "import static org.jolab.files.BrowserFiles.*;";
    private static final List<String> TYPES = List.of("Uploads", "UploadedFile");
    private static final String TYPES_IMPORT = "import org.jolab.files.*;";

    @Override
    public boolean supply(String name, Workspace workspace) throws Exception {
        var wanted = name.equals("files") ? IMPORT : TYPES.contains(name) ? TYPES_IMPORT : null;
        if (wanted == null || workspace.imports().contains(wanted)) {
            return false;
        }
        workspace.evaluate(wanted);
        return true;
    }

    @Override
    public List<String> imports() {
        return List.of(IMPORT, TYPES_IMPORT);
    }
}
