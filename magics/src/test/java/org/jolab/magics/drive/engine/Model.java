package org.jolab.magics.drive.engine;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** What a file system is, as plainly as it can be said: the oracle of {@link ModelTest}. A folder's content is null. */
final class Model {

    private final TreeMap<String, byte[]> files = new TreeMap<>();

    boolean has(String path) {
        return path.isEmpty() || files.containsKey(path);
    }

    boolean isFolder(String path) {
        return path.isEmpty() || files.containsKey(path) && files.get(path) == null;
    }

    boolean isFile(String path) {
        return files.get(path) != null;
    }

    static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private boolean isEmpty(String folder) {
        var next = files.higherKey(folder + "/");
        return next == null || !next.startsWith(folder + "/");
    }

    boolean makeFolder(String path) {
        if (has(path) || !isFolder(parent(path))) {
            return false;
        }
        files.put(path, null);
        return true;
    }

    boolean create(String path) {
        if (isFolder(path) || !isFolder(parent(path))) {
            return false;
        }
        files.putIfAbsent(path, new byte[0]);
        return true;
    }

    void write(String path, byte[] bytes, int offset) {
        var old = files.get(path);
        var content = Arrays.copyOf(old, Math.max(old.length, offset + bytes.length));
        System.arraycopy(bytes, 0, content, offset, bytes.length);
        files.put(path, content);
    }

    boolean truncate(String path, int size) {
        if (!isFile(path)) {
            return false;
        }
        files.put(path, Arrays.copyOf(files.get(path), size));
        return true;
    }

    boolean remove(String path) {
        if (!isFile(path)) {
            return false;
        }
        files.remove(path);
        return true;
    }

    boolean removeFolder(String path) {
        if (!isFolder(path) || path.isEmpty() || !isEmpty(path)) {
            return false;
        }
        files.remove(path);
        return true;
    }

    boolean rename(String from, String to, boolean replace) {
        if (!has(from) || !isFolder(parent(to)) || to.startsWith(from + "/")) {
            return false;
        }
        if (from.equals(to)) {
            return true;
        }
        if (has(to)) {
            if (!replace || isFolder(from) != isFolder(to) || isFolder(to) && !isEmpty(to)) {
                return false;
            }
            files.remove(to);
        }
        var moved = new TreeMap<>(files.subMap(from + "/", from + "0"));
        var content = files.remove(from);
        files.put(to, content);
        moved.forEach((path, bytes) -> {
            files.remove(path);
            files.put(to + path.substring(from.length()), bytes);
        });
        return true;
    }

    byte[] content(String path) {
        return files.get(path);
    }

    Map<String, String> tree() {
        var tree = new TreeMap<String, String>();
        files.forEach((path, bytes) -> tree.put(path, bytes == null ? "folder" : HexFormat.of().formatHex(bytes)));
        return tree;
    }
}
