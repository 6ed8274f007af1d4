package org.jolab.magics.transfer;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Files and folders as one zip archive, which is made while it is sent and lies nowhere. Links to files are followed,
 * links to folders are left out, as they may lead in circles.
 *
 * @param name of the archive
 * @param size the bytes of all files together
 * @param roots what it holds, by the names in it
 */
record Archive(String name, long size, Map<String, Path> roots) implements Parcel {

    /** What would take time to compress, and not become smaller. */
    private static final Pattern COMPRESSED = Pattern.compile(
        "(?i).*\\.(?:7z|aac|avi|avif|bz2|docx|epub|flac|gif|gz|heic|jar|jpe?g|lz4|m4a|mkv|mov|mp[34]|ods|odt|ogg|"
        + "parquet|png|pptx|rar|tgz|webm|webp|whl|xlsx|xz|zip|zst)");

    static Archive of(List<Path> paths) throws IOException {
        var roots = new LinkedHashMap<String, Path>();
        for (var path : paths) {
            roots.put(free(roots, name(path)), path.toRealPath());
        }
        var sum = new long[1];
        for (var root : roots.values()) {
            walk(root, (_, _, attributes) -> sum[0] += attributes.size());
        }
        var name = roots.size() == 1 ? roots.keySet().iterator().next() : "files";
        return new Archive(name + ".zip", sum[0], roots);
    }

    private static String name(Path path) {
        return path.getFileName() == null ? "root" : path.getFileName().toString();
    }

    private static String free(Map<String, Path> taken, String name) {
        var result = name;
        for (var n = 1; taken.containsKey(result); n++) {
            result = name + " (" + n + ")";
        }
        return result;
    }

    @Override
    public Map<String, Object> whereabouts() {
        return Map.of();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out);
        for (var root : roots.entrySet()) {
            walk(root.getValue(), (path, isFolder, attributes) -> {
                var below = root.getValue().relativize(path).toString().replace('\\', '/');
                var entry = new ZipEntry(root.getKey() + (below.isEmpty() ? "" : "/" + below) + (isFolder ? "/" : ""));
                entry.setLastModifiedTime(attributes.lastModifiedTime());
                zip.setLevel(COMPRESSED.matcher(entry.getName()).matches()
                    ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
                zip.putNextEntry(entry);
                if (!isFolder) {
                    try (var in = new FileInputStream(path.toFile())) {
                        in.transferTo(zip);
                    }
                }
                zip.closeEntry();
            });
        }
        zip.finish();
    }

    private interface Visit {
        void to(Path path, boolean isFolder, BasicFileAttributes attributes) throws IOException;
    }

    private static void walk(Path root, Visit visit) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                visit.to(folder, true, attributes);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    visit.to(file, false, attributes);
                } else if (attributes.isSymbolicLink() && Files.isRegularFile(file)) {
                    visit.to(file, false, Files.readAttributes(file, BasicFileAttributes.class));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
