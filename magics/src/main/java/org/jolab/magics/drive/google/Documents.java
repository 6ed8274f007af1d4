package org.jolab.magics.drive.google;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jolab.magics.drive.store.StoreException;

/** Google's own documents: what they are called as files, what is in these, what they can be exported to. */
final class Documents {

    static final String APPS = "application/vnd.google-apps.";
    /** Link files never change: what is in them follows from the id. */
    static final String REVISION = "link";

    private static final Map<String, String> EXTENSIONS = Map.of("document", "gdoc", "spreadsheet", "gsheet",
        "presentation", "gslides", "drawing", "gdraw", "form", "gform", "script", "gscript", "site", "gsite",
        "jam", "gjam", "map", "gmap", "vid", "gvid");

    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";
    private static final String OASIS = "application/vnd.oasis.opendocument.";
    private static final Map<String, Map<String, String>> FORMATS = Map.of(
        "document", Map.of("docx", OFFICE + "wordprocessingml.document", "odt", OASIS + "text", "pdf",
            "application/pdf", "md", "text/markdown", "txt", "text/plain", "rtf", "application/rtf", "html",
            "text/html", "epub", "application/epub+zip", "zip", "application/zip"),
        "spreadsheet", Map.of("xlsx", OFFICE + "spreadsheetml.sheet", "ods", OASIS + "spreadsheet", "pdf",
            "application/pdf", "csv", "text/csv", "tsv", "text/tab-separated-values", "zip", "application/zip"),
        "presentation", Map.of("pptx", OFFICE + "presentationml.presentation", "odp", OASIS + "presentation", "pdf",
            "application/pdf", "txt", "text/plain"),
        "drawing", Map.of("pdf", "application/pdf", "png", "image/png", "jpg", "image/jpeg", "svg", "image/svg+xml"),
        "script", Map.of("json", "application/vnd.google-apps.script+json"));

    private Documents() {
    }

    /** What a media type says after its prefix, such as {@code document}. */
    static String kind(String mimeType) {
        return mimeType.substring(APPS.length());
    }

    static String extension(String kind) {
        return "." + EXTENSIONS.getOrDefault(kind, "glink");
    }

    static byte[] link(Ref document) {
        return (JsonNodeFactory.instance.objectNode().put("url", address(document)).put("id", document.id())
            .put("mimeType", APPS + document.kind()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String address(Ref document) {
        return switch (document.kind()) {
            case "document" -> "https://docs.google.com/document/d/" + document.id() + "/edit";
            case "spreadsheet", "presentation", "drawing", "form" -> "https://docs.google.com/" + document.kind()
                + "s/d/" + document.id() + "/edit";
            case "script" -> "https://script.google.com/d/" + document.id() + "/edit";
            default -> "https://drive.google.com/open?id=" + document.id();
        };
    }

    /** The media type of a format such as {@code pdf} for a kind of document, or a refusal that names the formats. */
    static String format(String name, Ref document, String format) throws StoreException {
        if (!document.isDocument()) {
            throw new StoreException(StoreException.Kind.REFUSED, name + " is no Google document but a file as it "
                + "is; copy it instead.");
        }
        var formats = FORMATS.getOrDefault(document.kind(), Map.of());
        var wanted = format.toLowerCase(Locale.ROOT).replaceFirst("^\\.", "");
        if (formats.containsKey(wanted)) {
            return formats.get(wanted);
        }
        throw new StoreException(StoreException.Kind.REFUSED, formats.isEmpty()
            ? "Google exports nothing of this kind (" + document.kind() + "): open it at " + address(document)
            : name + " cannot become " + wanted + ". There are: "
                + String.join(", ", new TreeMap<>(formats).keySet()) + ".");
    }
}
