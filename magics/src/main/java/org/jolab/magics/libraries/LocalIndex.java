package org.jolab.magics.libraries;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a local repository holds, as far as the names of its folders tell.
 *
 * @param root the repository's folder
 */
record LocalIndex(Path root) {

    /** The versions of a library whose POM or jar is there, in no order. */
    List<String> versions(String group, String artifact) {
        var folder = folder(group).resolve(artifact);
        return folders(folder).stream().filter(version -> {
            var file = folder.resolve(version).resolve(artifact + "-" + version);
            return Files.isRegularFile(Path.of(file + ".pom")) || Files.isRegularFile(Path.of(file + ".jar"));
        }).toList();
    }

    /** The libraries of a group. */
    List<String> artifacts(String group) {
        return folders(folder(group)).stream().filter(name -> !versions(group, name).isEmpty()).toList();
    }

    /** What may stand where {@code typed} stands: more of a group, a library or a version. */
    List<String> proposals(String typed) {
        var parts = typed.split(":", -1);
        return switch (parts.length) {
            case 1 -> groups(parts[0]);
            case 2 -> artifacts(parts[0]).stream().filter(name -> name.startsWith(parts[1]))
                .map(name -> parts[0] + ":" + name).toList();
            case 3 -> Versions.sorted(versions(parts[0], parts[1])).reversed().stream()
                .filter(version -> version.startsWith(parts[2]))
                .map(version -> parts[0] + ":" + parts[1] + ":" + version).toList();
            default -> List.of();
        };
    }

    private List<String> groups(String typed) {
        var dot = typed.lastIndexOf('.');
        var parent = dot < 0 ? "" : typed.substring(0, dot);
        var proposals = new ArrayList<String>();
        for (var name : folders(folder(parent))) {
            var group = parent.isEmpty() ? name : parent + "." + name;
            if (!group.startsWith(typed) || name.startsWith(".")) {
                continue;
            }
            var below = folders(folder(group));
            var isGroup = below.stream().anyMatch(artifact -> !versions(group, artifact).isEmpty());
            if (isGroup) {
                proposals.add(group + ":");
            }
            if (below.stream().anyMatch(child -> versions(group, child).isEmpty())) {
                proposals.add(group + ".");
            }
        }
        return proposals;
    }

    private Path folder(String group) {
        return root.resolve(group.replace('.', '/'));
    }

    private static List<String> folders(Path folder) {
        var children = folder.toFile().listFiles(java.io.File::isDirectory);
        return children == null ? List.of()
            : Arrays.stream(children).map(java.io.File::getName).sorted().toList();
    }
}
