package org.jolab.magics.transfer;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the files of one upload come to lie. A name that is taken gets a number, {@code x (1).csv}, unless files may be
 * replaced; of a folder that is uploaded, the folder gets it. Nothing ever lies outside of the folder of the upload,
 * also not behind a symbolic link. Used by the cell's thread.
 */
final class Landing {

    private final UploadOrder order;
    private final Path folder;
    private final Path real;
    private final boolean windows;
    /** The names that uploaded folders have got. */
    private final Map<String, String> tops = new HashMap<>();

    /** Makes the folder if need be. */
    Landing(UploadOrder order) throws IOException {
        this.order = order;
        folder = order.folder().toAbsolutePath();
        real = Files.createDirectories(folder).toRealPath();
        windows = real.getFileSystem().getSeparator().equals("\\");
    }

    /** The folder of the upload, absolute. */
    Path folder() {
        return folder;
    }

    /** Moves a file, complete, to the place that the name calls for, and returns it. */
    Path settle(Path part, String sent) throws IOException, Refused {
        var names = names(sent);
        var parent = parent(names);
        var name = names.getLast();
        if (order.overwrite()) {
            var goal = parent.resolve(name);
            if (Files.isDirectory(goal, LinkOption.NOFOLLOW_LINKS)) {
                throw new Refused("there is a folder of that name");
            }
            return Files.move(part, goal, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        while (true) {
            try {
                return Files.move(part, free(parent, name));
            } catch (FileAlreadyExistsException e) {
                // Somebody else was quicker; another number then.
                continue;
            }
        }
    }

    /** The name of a file that has settled, as the result of the upload has it. */
    String name(Path settled) {
        return order.folder().resolve(folder.relativize(settled)).toString();
    }

    /** The parts of a path, or why it can't be one. */
    List<String> names(String sent) throws Refused {
        var names = SafeName.of(sent, windows);
        if (order.as().isPresent()) {
            names = List.of(order.as().get());
        }
        try {
            folder.resolve(String.join("/", names));
        } catch (InvalidPathException e) {
            throw new Refused("this system can't write such a name (" + e.getReason()
                + "); start Jupyter with a locale of UTF-8, such as LANG=C.UTF-8");
        }
        return names;
    }

    private Path parent(List<String> names) throws IOException, Refused {
        var parent = folder;
        for (var i = 0; i < names.size() - 1; i++) {
            var name = i == 0 ? top(names.getFirst()) : names.get(i);
            parent = parent.resolve(name);
            if (!Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(parent);
            } else if (!Files.isDirectory(parent)) {
                throw new Refused("there is a file called " + name + " where its folder should be");
            }
            if (!parent.toRealPath().startsWith(real)) {
                throw new Refused("the folder " + name + " is a link that leads elsewhere");
            }
        }
        return parent;
    }

    private String top(String name) {
        return tops.computeIfAbsent(name,
            _ -> order.overwrite() ? name : free(folder, name).getFileName().toString());
    }

    /** As on Colab: {@code x.tar (1).gz} for {@code x.tar.gz}. */
    private static Path free(Path parent, String name) {
        var dot = name.lastIndexOf('.');
        var stem = dot > 0 ? name.substring(0, dot) : name;
        var extension = dot > 0 ? name.substring(dot) : "";
        var path = parent.resolve(name);
        for (var n = 1; Files.exists(path, LinkOption.NOFOLLOW_LINKS); n++) {
            path = parent.resolve(stem + " (" + n + ")" + extension);
        }
        return path;
    }
}
