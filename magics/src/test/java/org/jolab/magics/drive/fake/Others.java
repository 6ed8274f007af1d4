package org.jolab.magics.drive.fake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What other people, other devices and the browser do on a {@link FakeDrive}, and a look at what is there. Ids of
 * folders: {@link #ROOT} for My Drive, or what the methods gave.
 */
public final class Others {

    /** My Drive. */
    public static final String ROOT = Items.ROOT;

    private final Items items;

    Others(Items items) {
        this.items = items;
    }

    /** A file as it is. */
    public record Found(String id, String path, long size, String md5, boolean folder) {
    }

    public String addFolder(String parent, String name) {
        return create(metadata(parent, name).put("mimeType", Item.FOLDER), null).id;
    }

    public String addFile(String parent, String name, byte[] bytes) {
        return addFile(parent, name, Content.of(bytes));
    }

    /** With content that may cost nothing, such as {@link Content.Pattern}. */
    public String addFile(String parent, String name, Content content) {
        return create(metadata(parent, name), content).id;
    }

    /** Many small files, {@code f000000.txt} and so on, each with its own text. */
    public void addMany(String parent, int count) {
        for (var i = 0; i < count; i++) {
            addFile(parent, "f%06d.txt".formatted(i), ("file " + i + "\n").getBytes());
        }
    }

    /** @param kind such as document, spreadsheet, presentation, form */
    public String addDocument(String parent, String name, String kind, String text) {
        var item = create(metadata(parent, name).put("mimeType", Item.APPS + kind), null);
        item.text = text;
        return item.id;
    }

    public String addShortcut(String parent, String name, String target) {
        var metadata = metadata(parent, name).put("mimeType", Item.SHORTCUT);
        metadata.putObject("shortcutDetails").put("targetId", target);
        return create(metadata, null).id;
    }

    /** A file that somebody has shared: in no folder of this account, and to be read only. */
    public String addShared(String name, byte[] bytes) {
        var item = new Item(items.newId());
        item.name = name;
        item.content = Content.of(bytes);
        item.readOnly = true;
        return items.addShared(item).id;
    }

    /** A shared drive; its id is that of its top folder. */
    public String addDrive(String name) {
        return items.addDrive(name);
    }

    public void removeDrive(String id) {
        items.removeDrive(id);
    }

    public void edit(String id, byte[] bytes) {
        change(id, Map.of(), JsonNodeFactory.instance.objectNode(), Content.of(bytes));
    }

    public void rename(String id, String name) {
        change(id, Map.of(), JsonNodeFactory.instance.objectNode().put("name", name), null);
    }

    public void move(String id, String folder) {
        change(id, Map.of("addParents", folder, "removeParents", item(id).parent),
            JsonNodeFactory.instance.objectNode(), null);
    }

    public void bin(String id) {
        change(id, Map.of(), JsonNodeFactory.instance.objectNode().put("trashed", true), null);
    }

    public void delete(String id) {
        try {
            items.delete(item(id));
        } catch (Refusal e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    public void readOnly(String id, boolean readOnly) {
        item(id).readOnly = readOnly;
    }

    /** How much the account may hold, in bytes. */
    public void limit(long bytes) {
        items.limit(bytes);
    }

    /** The account is full. */
    public void fill() {
        items.limit(items.used());
    }

    /** Earlier places in the list of changes are too old from now on. */
    public void forgetChanges() {
        synchronized (items) {
            items.changes.forget();
        }
    }

    public boolean exists(String id) {
        return items.has(id) && !items.binned(item(id));
    }

    public byte[] bytes(String id) {
        return item(id).content.bytes();
    }

    public String md5(String id) {
        return item(id).content.md5();
    }

    /** The private properties that the program has set, such as permission bits. */
    public Map<String, String> properties(String id) {
        return new TreeMap<>(item(id).appProperties);
    }

    /** How often the content was replaced, and once more. */
    public long revisions(String id) {
        return item(id).revision;
    }

    /** All that is below a folder and not in the bin, by path ({@code /a/b.txt}); twins are both there. */
    public List<Found> all(String folder) {
        var found = new ArrayList<Found>();
        collect(folder, "", found);
        found.sort(Comparator.comparing(Found::path).thenComparing(Found::id));
        return found;
    }

    private void collect(String folder, String path, List<Found> found) {
        for (var item : items.in(List.of(items.real(folder))).values()) {
            if (!item.trashed) {
                var here = path + "/" + item.name;
                found.add(new Found(item.id, here, item.content == null ? 0 : item.content.size(),
                    item.content == null ? "" : item.content.md5(), item.isFolder()));
                if (item.isFolder()) {
                    collect(item.id, here, found);
                }
            }
        }
    }

    /** The ids of what is at a path below My Drive: none, one, or several twins. */
    public List<String> at(String path) {
        return all(ROOT).stream().filter(found -> found.path.equals(path)).map(Found::id).toList();
    }

    private Item item(String id) {
        try {
            return items.get(id, true);
        } catch (Refusal e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    private static ObjectNode metadata(String parent, String name) {
        var metadata = JsonNodeFactory.instance.objectNode().put("name", name);
        metadata.putArray("parents").add(parent);
        return metadata;
    }

    private Item create(ObjectNode metadata, Content content) {
        try {
            return items.create(metadata, content, null);
        } catch (Refusal e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    private void change(String id, Map<String, String> query, ObjectNode metadata, Content content) {
        try {
            items.update(item(id), metadata, content, query);
        } catch (Refusal e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }
}
