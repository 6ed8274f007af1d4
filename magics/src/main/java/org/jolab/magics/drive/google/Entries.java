package org.jolab.magics.drive.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jolab.magics.drive.store.Entry;

/** Makes entries of Google's descriptions of files. */
final class Entries {

    static final String FOLDER = Documents.APPS + "folder";
    static final String SHORTCUT = Documents.APPS + "shortcut";
    /** Where a file is said to be that is in no folder which this account can see. */
    static final String ELSEWHERE = "jolab.elsewhere";

    /** What is needed of a file. */
    static final String FIELDS = "id,name,mimeType,parents,size,modifiedTime,headRevisionId,md5Checksum,trashed,"
        + "driveId,appProperties,shortcutDetails(targetId,targetMimeType),capabilities(canAddChildren,"
        + "canModifyContent)";

    private static final String MODE = "mode";

    private Entries() {
    }

    /** Where the targets of shortcuts come from. */
    @FunctionalInterface
    interface Targets {

        /** The description of a file, or nothing where it is gone or not for this account. */
        Optional<JsonNode> find(String id) throws IOException;
    }

    static boolean isDocument(JsonNode file) {
        var type = file.path("mimeType").asText();
        return type.startsWith(Documents.APPS) && !type.equals(FOLDER) && !type.equals(SHORTCUT)
            && !file.has("md5Checksum");
    }

    static boolean isShortcut(JsonNode file) {
        return file.path("mimeType").asText().equals(SHORTCUT);
    }

    static String targetId(JsonNode shortcut) {
        return shortcut.path("shortcutDetails").path("targetId").asText();
    }

    /** Changes with the content alone. */
    static String revision(JsonNode file) {
        return file.path("headRevisionId").asText(file.path("md5Checksum").asText(""));
    }

    static Entry of(JsonNode file, Targets targets) throws IOException {
        if (!isShortcut(file)) {
            return of(file, file);
        }
        var target = targets.find(targetId(file));
        if (target.isPresent()) {
            return of(file, target.get());
        }
        var id = file.path("id").asText();
        // A link that leads nowhere is what a broken shortcut is; the place is where Colab has shortcuts' targets.
        return new Entry(id, parent(file), file.path("name").asText(), Entry.Kind.LINK, 0, modified(file), "", "",
            ".shortcut-targets-by-id/" + targetId(file), -1, false);
    }

    /** An entry with the place and name of one file and the content of another, which may be the same. */
    private static Entry of(JsonNode file, JsonNode target) {
        var id = file.path("id").asText();
        var name = file.path("name").asText();
        var can = target.path("capabilities");
        if (target.path("mimeType").asText().equals(FOLDER)) {
            return new Entry(id, parent(file), name, Entry.Kind.FOLDER, 0, modified(target), "", "",
                target.path("id").asText(), mode(target), !can.path("canAddChildren").asBoolean(true));
        }
        if (isDocument(target)) {
            var content = new Ref(Documents.kind(target.path("mimeType").asText()), target.path("id").asText());
            return new Entry(id, parent(file), name + Documents.extension(content.kind()), Entry.Kind.FILE,
                Documents.link(content).length, modified(target), Documents.REVISION, "", content.toString(), 0444,
                true);
        }
        return new Entry(id, parent(file), name, Entry.Kind.FILE, target.path("size").asLong(), modified(target),
            revision(target), target.path("md5Checksum").asText(""), target.path("id").asText(), mode(target),
            !can.path("canModifyContent").asBoolean(true));
    }

    static String parent(JsonNode file) {
        return file.path("parents").path(0).asText(ELSEWHERE);
    }

    private static Instant modified(JsonNode file) {
        try {
            return Instant.parse(file.path("modifiedTime").asText());
        } catch (DateTimeParseException _) {
            return Instant.EPOCH;
        }
    }

    private static int mode(JsonNode file) {
        try {
            return Integer.parseInt(file.path("appProperties").path(MODE).asText("x"), 8);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    /** Writes permission bits into a description, unless they are -1. */
    static void putMode(ObjectNode file, int mode) {
        if (mode >= 0) {
            file.putObject("appProperties").put(MODE, Integer.toOctalString(mode & 07777));
        }
    }
}
