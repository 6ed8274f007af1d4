package org.jolab.magics.transfer;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an upload is to do.
 *
 * @param folder where files are saved, as the user named it
 * @param as the name under which the one file is saved, in the place of what was there; empty if all keep theirs
 * @param overwrite whether a file replaces one of the same name, instead of getting a number
 * @param accept what the browser offers to choose, such as {@code .csv,image/*}; empty for everything
 */
public record UploadOrder(Path folder, Optional<String> as, boolean overwrite, String accept) {

    /** Any files, into {@code folder}. */
    public static UploadOrder into(Path folder) {
        return new UploadOrder(folder, Optional.empty(), false, "");
    }

    /** One file, to be saved as {@code file}. */
    public static UploadOrder as(Path file) {
        var folder = file.getParent() == null ? Path.of("") : file.getParent();
        return new UploadOrder(folder, Optional.of(file.getFileName().toString()), true, "");
    }
}
