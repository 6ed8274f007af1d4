package org.jolab.magics.drive.fake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The requests of Drive v3 about metadata, and to which other part the rest goes. */
final class Api {

    static final String ACCOUNT = "ada@example.com";

    private static final Pattern FILE = Pattern.compile("/files/([^/]+)(/copy|/export)?");
    private static final String LIST_FIELDS = "kind,incompleteSearch,nextPageToken,files(kind,id,name,mimeType)";
    private static final String CHANGE_FIELDS =
        "kind,nextPageToken,newStartPageToken,changes(kind,changeType,time,removed,fileId,driveId,"
            + "file(kind,id,name,mimeType),drive(kind,id,name))";

    private final Items items;
    private final Media media;

    Api(Items items, Media media) {
        this.items = items;
        this.media = media;
    }

    /** What {@link Traffic} calls a request to /drive/v3. */
    static String name(Call call, String path) {
        var file = FILE.matcher(path);
        return call.method + switch (path) {
            case "/files" -> call.method.equals("GET") ? " list" : " files";
            case "/files/generateIds" -> " generateIds";
            case String other when file.matches() && "media".equals(call.query.get("alt")) -> " media";
            case String other when file.matches() && file.group(2) != null -> file.group(2).replace('/', ' ');
            case String other when file.matches() -> " files";
            case String other when other.startsWith("/drives") -> " drives";
            default -> path.replace('/', ' ');
        };
    }

    void serve(Call call, String path) throws IOException, Refusal {
        switch (call.method + path) {
            case "GET/about" -> about(call);
            case "GET/drives" -> drives(call);
            case "GET/changes/startPageToken" -> call.answer(object("startPageToken").put("startPageToken",
                items.newestToken()), "*");
            case "GET/changes" -> changes(call);
            case "GET/files/generateIds" -> generateIds(call);
            case "GET/files" -> list(call);
            case "POST/files" -> call.answer(items.json(items.create(call.jsonBody(), null, null)),
                Uploads.FILE_FIELDS);
            case String other when other.startsWith("GET/drives/") -> {
                var id = path.substring("/drives/".length());
                if (!items.drives.containsKey(id)) {
                    throw new Refusal(404, "notFound", "Shared drive not found: " + id);
                }
                call.answer(drive(id, items.drives.get(id)), "kind,id,name");
            }
            default -> {
                var file = FILE.matcher(path);
                if (!file.matches()) {
                    throw new Refusal(404, "notFound", "Not Found");
                }
                file(call, items.get(file.group(1), call.withDrives()), file.group(2));
            }
        }
    }

    private void file(Call call, Item item, String action) throws IOException, Refusal {
        if ("/export".equals(action)) {
            media.export(call, item);
            return;
        }
        if ("/copy".equals(action)) {
            var metadata = (ObjectNode) call.jsonBody();
            if (!metadata.has("name")) {
                metadata.put("name", "Copy of " + item.name);
            }
            call.answer(items.json(items.create(metadata, item.content, item.mimeType)), Uploads.FILE_FIELDS);
            return;
        }
        switch (call.method) {
            case "GET" -> {
                if ("media".equals(call.query.get("alt"))) {
                    media.download(call, item);
                } else {
                    call.answer(items.json(item), Uploads.FILE_FIELDS);
                }
            }
            case "PATCH" -> call.answer(items.json(items.update(item, call.jsonBody(), null, call.query)),
                Uploads.FILE_FIELDS);
            case "DELETE" -> {
                items.delete(item);
                call.send(204);
            }
            default -> throw new Refusal(404, "notFound", "Not Found");
        }
    }

    private static ObjectNode object(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", "drive#" + kind);
    }

    private void about(Call call) throws IOException, Refusal {
        if (!call.query.containsKey("fields")) {
            throw new Refusal(400, "required", "The 'fields' parameter is required for this method.");
        }
        var about = object("about");
        about.putObject("user").put("kind", "drive#user").put("displayName", "Ada").put("me", true)
            .put("permissionId", "0123").put("emailAddress", ACCOUNT);
        var quota = about.putObject("storageQuota").put("usageInDriveTrash", "0");
        quota.put("limit", "" + items.limit());
        quota.put("usage", "" + items.used()).put("usageInDrive", "" + items.used());
        var formats = about.putObject("exportFormats");
        Media.FORMATS.forEach((from, to) -> {
            var list = formats.putArray(from);
            for (var format : to) {
                list.add(format);
            }
        });
        about.putObject("importFormats");
        call.answer(about, "*");
    }

    private void drives(Call call) throws IOException, Refusal {
        var list = object("driveList");
        var array = list.putArray("drives");
        var all = new ArrayList<>(new TreeMap<>(items.drives).entrySet());
        var size = call.number("pageSize", 10, 100);
        var from = Integer.parseInt(call.query.getOrDefault("pageToken", "0"));
        for (var drive : all.subList(from, Math.min(all.size(), from + size))) {
            array.add(drive(drive.getKey(), drive.getValue()));
        }
        if (from + size < all.size()) {
            list.put("nextPageToken", "" + (from + size));
        }
        call.answer(list, "kind,nextPageToken,drives(kind,id,name)");
    }

    private ObjectNode drive(String id, String name) {
        var drive = object("drive").put("id", id).put("name", name);
        try {
            drive.putObject("capabilities").put("canAddChildren", !items.get(id, true).readOnly)
                .put("canListChildren", true);
        } catch (Refusal e) {
            throw new AssertionError("A shared drive has no top folder.", e);
        }
        return drive;
    }

    private void changes(Call call) throws IOException, Refusal {
        var answer = object("changeList");
        var array = answer.putArray("changes");
        var size = call.number("pageSize", 100, 1000);
        // What happens meanwhile comes after the token that is given.
        synchronized (items) {
            for (var change : items.changes.since(call.query.getOrDefault("pageToken", "")).entrySet()) {
                if (array.size() == size) {
                    answer.put("nextPageToken", "" + change.getKey());
                    break;
                }
                describe(call, change.getValue(), array::addObject);
            }
            if (!answer.has("nextPageToken")) {
                answer.put("newStartPageToken", items.changes.now());
            }
        }
        call.answer(answer, CHANGE_FIELDS);
    }

    private void describe(Call call, ChangeLog.Change change, Supplier<ObjectNode> target)
            throws Refusal {
        var all = call.says("includeItemsFromAllDrives") && call.withDrives();
        var there = items.has(change.id());
        if (!all && (change.drive() || there && !items.get(change.id(), true).drive.isEmpty())) {
            return;
        }
        var json = target.get().put("kind", "drive#change").put("changeType", change.drive() ? "drive" : "file");
        json.put("time", Item.time(change.time())).put("removed", change.removed());
        json.put(change.drive() ? "driveId" : "fileId", change.id());
        if (change.drive() && items.drives.containsKey(change.id())) {
            json.set("drive", drive(change.id(), items.drives.get(change.id())));
        } else if (!change.drive() && there) {
            json.set("file", items.json(items.get(change.id(), true)));
        }
    }

    private void generateIds(Call call) throws IOException, Refusal {
        var ids = object("generatedIds").put("space", "drive");
        var array = ids.putArray("ids");
        for (var left = call.number("count", 10, 1000); left > 0; left--) {
            array.add(items.newId());
        }
        call.answer(ids, "*");
    }

    private void list(Call call) throws IOException, Refusal {
        var query = Query.of(call.query.get("q"), items);
        var drive = call.query.getOrDefault("driveId", call.query.getOrDefault("teamDriveId", ""));
        var all = call.withDrives() && (call.says("includeItemsFromAllDrives")
            || call.says("includeTeamDriveItems"));
        Predicate<Item> meant = item -> (item.drive.isEmpty() || all) && (drive.isEmpty() || item.drive.equals(drive))
            && !item.id.equals(item.drive) && !item.id.equals(Items.ROOT) && query.test().test(item);
        var size = call.number("pageSize", 100, 1000);
        var token = token(call.query.getOrDefault("pageToken", ""));
        var answer = object("fileList").put("incompleteSearch", false);
        var array = answer.putArray("files");
        if (call.query.getOrDefault("orderBy", "").isEmpty()) {
            var found = items.find(query.parents(), token, size + 1, meant);
            found.stream().limit(size).forEach(item -> array.add(items.json(item)));
            if (found.size() > size) {
                answer.put("nextPageToken", "~!!~" + found.get(size - 1).id);
            }
        } else {
            var found = new ArrayList<>(items.find(query.parents(), "", Integer.MAX_VALUE, meant));
            found.sort(order(call.query.get("orderBy")));
            var from = token.isEmpty() ? 0 : Integer.parseInt(token);
            found.stream().skip(from).limit(size).forEach(item -> array.add(items.json(item)));
            if (from + size < found.size()) {
                answer.put("nextPageToken", "~!!~" + (from + size));
            }
        }
        call.answer(answer, LIST_FIELDS);
    }

    private static String token(String text) throws Refusal {
        if (!text.isEmpty() && !text.startsWith("~!!~")) {
            throw Refusal.badRequest("Invalid Value");
        }
        return text.isEmpty() ? "" : text.substring("~!!~".length());
    }

    /** {@code folder,name desc}; by id in the end, so that pages fit together. */
    private static Comparator<Item> order(String text) throws Refusal {
        Comparator<Item> order = (_, _) -> 0;
        for (var key : text.split(",")) {
            var words = key.strip().split("\\s+");
            Comparator<Item> by = switch (words[0]) {
                case "folder" -> Comparator.comparing((Item item) -> !item.isFolder());
                case "name", "name_natural" -> Comparator.comparing((Item item) -> item.name);
                case "modifiedTime", "recency" -> Comparator.comparing((Item item) -> item.modified);
                case "createdTime" -> Comparator.comparing((Item item) -> item.created);
                default -> throw Refusal.badRequest("Invalid Value");
            };
            order = order.thenComparing(words.length > 1 && words[1].equals("desc") ? by.reversed() : by);
        }
        return order.thenComparing((Item item) -> item.id);
    }
}
