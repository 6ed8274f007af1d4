package org.jolab.magics.environment;

import java.util.List;
import java.util.Optional;
import org.jolab.api.Magic;
import org.jolab.api.Notebook;

/** The magics that say what this runs on. */
final class MachineMagics {

    List<Magic> all() {
        return List.of(
            Magic.line("sysinfo", "Shows the machine: processor, memory, disk, GPU, system, Java.")
                .does(call -> {
                    Notebook.display(new Machine().facts().toMimeBundle());
                    return null;
                }),
            Magic.line("version", "The versions of Jolab and Java.")
                .returns(String.class)
                .does(call -> "Jolab " + jolabVersion() + ", Java " + Runtime.version() + ", "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")));
    }

    /** The version in the jar of the notebook's interface. */
    static String jolabVersion() {
        return Optional.ofNullable(Notebook.class.getPackage().getImplementationVersion()).orElse("0.1.0");
    }
}
