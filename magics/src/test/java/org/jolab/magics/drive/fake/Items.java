package org.jolab.magics.drive.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** All files of the account and its shared drives, as requests read and change them. One lock guards everything. */
final class Items implements Query.Surroundings {

    static final String ROOT = "0AFakeRootOfMyDriveUk9PVA";

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    final ChangeLog changes = new ChangeLog();
    /** Shared drives by their ids, which are those of their top folders. */
    final Map<String, String> drives = new TreeMap<>();
    private final TreeMap<String, Item> items = new TreeMap<>();
    private final Map<String, TreeSet<String>> children = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private long limit = 16_106_127_360L;
    private long used;

    Items() {
        var root = new Item(ROOT);
        root.name = "My Drive";
        root.mimeType = Item.FOLDER;
        items.put(ROOT, root);
    }

    synchronized String newestToken() {
        return changes.now();
    }

    synchronized String newId() {
        var id = new StringBuilder("1");
        for (var i = 0; i < 32; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    @Override
    public String real(String id) {
        return id.equals("root") ? ROOT : id;
    }

    @Override
    public synchronized boolean binned(Item item) {
        for (var at = item; at != null; at = items.get(at.parent)) {
            if (at.trashed) {
                return true;
            }
        }
        return false;
    }

    synchronized boolean has(String id) {
        return items.containsKey(real(id));
    }

    /** An item; the shared drives are hidden from those who do not say that they know such. */
    synchronized Item get(String id, boolean withDrives) throws Refusal {
        var item = items.get(real(id));
        if (item == null || !item.drive.isEmpty() && !withDrives) {
            throw Refusal.notFound(id);
        }
        return item;
    }

    /**
     * Some items in the order of their ids.
     *
     * @param folders in which they are, or empty for anywhere
     * @param after   the id after which they begin
     */
    synchronized List<Item> find(Optional<Set<String>> folders, String after, int most, Predicate<Item> test) {
        var ids = switch (folders.map(Set::size).orElse(0)) {
            case 0 -> items.tailMap(after, false).keySet();
            case 1 -> children.getOrDefault(folders.get().iterator().next(), new TreeSet<>()).tailSet(after, false);
            default -> in(folders.get()).tailMap(after, false).keySet();
        };
        return ids.stream().map(items::get).filter(test).limit(most).toList();
    }

    /** What is directly in a folder, by id. */
    synchronized TreeMap<String, Item> in(Collection<String> folders) {
        var found = new TreeMap<String, Item>();
        for (var folder : folders) {
            children.getOrDefault(folder, new TreeSet<>()).forEach(id -> found.put(id, items.get(id)));
        }
        return found;
    }

    synchronized ObjectNode json(Item item) {
        var json = item.json(binned(item));
        if (!item.target.isEmpty()) {
            var details = json.putObject("shortcutDetails").put("targetId", item.target);
            var target = items.get(item.target);
            details.put("targetMimeType", target == null ? "application/octet-stream" : target.mimeType);
        }
        return json;
    }

    /** Makes an item from the metadata of a request and its content, which is null where there was none. */
    synchronized Item create(JsonNode metadata, Content content, String mimeType) throws Refusal {
        var id = metadata.path("id").asText(newId());
        checkFree(id);
        var item = new Item(id);
        var parents = metadata.path("parents");
        if (parents.size() > 1) {
            throw new Refusal(403, "teamDrivesParentLimit", "A shared drive item must have exactly one parent.");
        }
        var folder = items.get(real(parents.path(0).asText("root")));
        if (folder == null) {
            throw Refusal.notFound(parents.path(0).asText());
        }
        checkFolder(folder);
        if (mimeType != null) {
            item.mimeType = mimeType;
        }
        describe(item, metadata);
        if (item.mimeType.equals(Item.SHORTCUT)) {
            item.target = real(metadata.path("shortcutDetails").path("targetId").asText());
            get(item.target, true);
        } else if (!item.mimeType.startsWith(Item.APPS)) {
            keep(item, content == null ? Content.of(new byte[0]) : content);
        }
        items.put(id, item);
        put(item, folder);
        changes.add(id, false, false);
        return item;
    }

    synchronized void checkFree(String id) throws Refusal {
        if (items.containsKey(id)) {
            throw new Refusal(409, "fileIdInUse", "A file already exists with the provided ID.");
        }
    }

    /** Changes an item's metadata, its content unless that is null, and its folder. */
    synchronized Item update(Item item, JsonNode metadata, Content content, Map<String, String> query)
            throws Refusal {
        if (item.readOnly || item.parent.isEmpty() && metadata.has("trashed")) {
            throw new Refusal(403, "insufficientFilePermissions",
                "The user does not have sufficient permissions for file " + item.id + ".");
        }
        if (metadata.has("id") && !metadata.path("id").asText().equals(item.id)) {
            throw new Refusal(403, "fieldNotWritable", "The resource body includes fields which are not directly "
                + "writable.");
        }
        if (content != null) {
            if (item.mimeType.startsWith(Item.APPS)) {
                throw new Refusal(403, "cannotUploadContent", "The content of this item cannot be changed.");
            }
            keep(item, content);
        }
        var folder = newFolder(item, query);
        if (content != null || metadata.hasNonNull("modifiedTime") || metadata.has("name")) {
            item.modified = Instant.now();
        }
        describe(item, metadata);
        if (!folder.isEmpty()) {
            put(item, items.get(folder));
        }
        item.version++;
        changes.add(item.id, false, false);
        return item;
    }

    /** Where addParents and removeParents lead; empty where that is no other folder. */
    private String newFolder(Item item, Map<String, String> query) throws Refusal {
        var added = query.getOrDefault("addParents", "");
        var removed = query.getOrDefault("removeParents", "");
        if (added.isEmpty()) {
            return "";
        }
        var folder = items.get(real(added));
        if (folder == null) {
            throw Refusal.notFound(added);
        }
        checkFolder(folder);
        for (var at = folder; at != null; at = items.get(at.parent)) {
            if (at == item) {
                throw new Refusal(403, "cyclicMembershipsNotAllowed", "Cyclic memberships are not allowed.");
            }
        }
        if (!real(removed).equals(item.parent) && !real(added).equals(item.parent)) {
            throw new Refusal(403, "cannotAddParent",
                "Increasing the number of parents is not allowed");
        }
        return real(added);
    }

    private static void checkFolder(Item folder) throws Refusal {
        if (!folder.isFolder()) {
            throw new Refusal(403, "parentNotAFolder", "The specified parent is not a folder.");
        }
        if (folder.readOnly) {
            throw new Refusal(403, "insufficientParentPermissions", "Insufficient permissions for the specified "
                + "parent.");
        }
    }

    private void put(Item item, Item folder) {
        children.getOrDefault(item.parent, new TreeSet<>()).remove(item.id);
        item.parent = folder.id;
        item.drive = folder.drive;
        children.computeIfAbsent(folder.id, _ -> new TreeSet<>()).add(item.id);
    }

    private void keep(Item item, Content content) throws Refusal {
        var more = content.size() - (item.content == null ? 0 : item.content.size());
        if (more > 0 && used + more > limit) {
            throw new Refusal(403, "storageQuotaExceeded", "The user's Drive storage quota has been exceeded.");
        }
        used += more;
        item.content = content;
        item.revision++;
    }

    private static void describe(Item item, JsonNode metadata) {
        item.name = metadata.path("name").asText(item.name);
        item.mimeType = metadata.path("mimeType").asText(item.mimeType);
        item.trashed = metadata.path("trashed").asBoolean(item.trashed);
        if (metadata.hasNonNull("modifiedTime")) {
            item.modified = Instant.parse(metadata.path("modifiedTime").asText());
        }
        putAll(metadata.path("properties"), item.properties);
        putAll(metadata.path("appProperties"), item.appProperties);
    }

    private static void putAll(JsonNode source, Map<String, String> target) {
        source.properties().forEach(property -> {
            if (property.getValue().isNull()) {
                target.remove(property.getKey());
            } else {
                target.put(property.getKey(), property.getValue().asText());
            }
        });
    }

    /** Removes an item with all that is in it, past the bin. */
    synchronized void delete(Item item) throws Refusal {
        if (item.parent.isEmpty()) {
            throw new Refusal(403, "insufficientFilePermissions", "The root folder cannot be deleted.");
        }
        for (var id : new ArrayList<>(children.getOrDefault(item.id, new TreeSet<>()))) {
            delete(items.get(id));
        }
        children.getOrDefault(item.parent, new TreeSet<>()).remove(item.id);
        children.remove(item.id);
        items.remove(item.id);
        if (item.content != null) {
            used -= item.content.size();
        }
        changes.add(item.id, false, true);
    }

    synchronized String addDrive(String name) {
        var top = new Item("0A" + newId().substring(0, 17));
        top.name = "Drive";
        top.mimeType = Item.FOLDER;
        top.drive = top.id;
        items.put(top.id, top);
        drives.put(top.id, name);
        changes.add(top.id, true, false);
        return top.id;
    }

    synchronized void removeDrive(String id) {
        drives.remove(id);
        items.remove(id);
        changes.add(id, true, true);
    }

    /** An item that somebody else has shared with this account: it is in no folder. */
    synchronized Item addShared(Item item) {
        items.put(item.id, item);
        changes.add(item.id, false, false);
        return item;
    }

    synchronized void limit(long bytes) {
        limit = bytes;
    }

    synchronized long limit() {
        return limit;
    }

    synchronized long used() {
        return used;
    }

    synchronized int count() {
        return items.size() - 1 - drives.size();
    }
}
