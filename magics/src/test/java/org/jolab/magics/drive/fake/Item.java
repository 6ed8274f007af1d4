package org.jolab.magics.drive.fake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/** A file, folder, document or shortcut. Read and changed under the lock of {@link Items} alone. */
final class Item {

    static final String APPS = "application/vnd.google-apps.";
    static final String FOLDER = APPS + "folder";
    static final String SHORTCUT = APPS + "shortcut";

    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    final String id;
    String name = "Untitled";
    String mimeType = "application/octet-stream";
    /** Empty for the root of My Drive, of a shared drive, and for what others have shared. */
    String parent = "";
    /** Of the shared drive that it is in, or empty. */
    String drive = "";
    String target = "";
    Content content;
    /** What an export gives, for a document. */
    String text = "";
    boolean trashed;
    boolean readOnly;
    Instant created = Instant.now();
    Instant modified = created;
    long version = 1;
    long revision = 1;
    final Map<String, String> properties = new TreeMap<>();
    final Map<String, String> appProperties = new TreeMap<>();

    Item(String id) {
        this.id = id;
    }

    boolean isFolder() {
        return mimeType.equals(FOLDER);
    }

    boolean isDocument() {
        return mimeType.startsWith(APPS) && !isFolder() && !mimeType.equals(SHORTCUT);
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /**
     * The resource, with all the fields that are known here.
     *
     * @param binned whether it or a folder above it is in the bin
     */
    ObjectNode json(boolean binned) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("kind", "drive#file").put("id", id).put("name", name).put("mimeType", mimeType);
        json.put("starred", false).put("trashed", binned).put("explicitlyTrashed", trashed);
        if (!parent.isEmpty()) {
            json.putArray("parents").add(parent);
        }
        json.putArray("spaces").add("drive");
        json.put("version", Long.toString(version));
        json.put("createdTime", time(created)).put("modifiedTime", time(modified));
        json.put("webViewLink", "https://drive.google.com/file/d/" + id + "/view?usp=drivesdk");
        json.put("ownedByMe", drive.isEmpty() && !readOnly).put("shared", !drive.isEmpty() || readOnly);
        if (!drive.isEmpty()) {
            json.put("driveId", drive).put("teamDriveId", drive);
        }
        var can = json.putObject("capabilities");
        for (var ability : new String[] {"canEdit", "canRename", "canTrash", "canModifyContent", "canDelete"}) {
            can.put(ability, !readOnly);
        }
        can.put("canAddChildren", isFolder() && !readOnly).put("canListChildren", isFolder());
        can.put("canDownload", true).put("canCopy", !isFolder()).put("canReadRevisions", !readOnly);
        putAll(json, "properties", properties);
        putAll(json, "appProperties", appProperties);
        if (content != null) {
            json.put("size", Long.toString(content.size())).put("quotaBytesUsed", Long.toString(content.size()));
            json.put("headRevisionId", "0B" + id.substring(0, 8) + "r" + revision);
            json.put("originalFilename", name).put("fullFileExtension", "").put("fileExtension", "");
            if (!content.md5().isEmpty()) {
                json.put("md5Checksum", content.md5());
            }
        } else if (isDocument()) {
            json.put("size", "1024").put("quotaBytesUsed", "1024");
        } else {
            json.put("quotaBytesUsed", "0");
        }
        return json;
    }

    private static void putAll(ObjectNode json, String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            var object = json.putObject(name);
            values.forEach(object::put);
        }
    }
}
