package org.jolab.gpu.cuda.driver;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jolab.gpu.cuda.library.Machine;

/** Folders in which a driver lies that the system's loader may not know of. */
final class DriverFolders {

    private DriverFolders() {
    }

    /** Those that the user names, and those of Colab, WSL, NixOS and older containers. */
    static List<Path> of(Machine machine) {
        var given = Stream.of(machine.given().split(machine.isWindows() ? ";" : ":")).filter(each -> !each.isBlank());
        return Stream.concat(given, machine.isWindows() ? Stream.empty() : Stream.of("/usr/lib64-nvidia",
            "/usr/lib/wsl/lib", "/usr/local/nvidia/lib64", "/run/opengl-driver/lib")).map(Path::of).toList();
    }
}
