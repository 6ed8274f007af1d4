package org.jolab.widgets;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A button to choose files with, whose contents come in one message. Servers accept some 10 MiB of it; for larger files
 * there is {@code files.upload()}.
 */
public final class FileUpload extends Control<FileUpload, List<FileUpload.Chosen>> {

    /**
     * A file that somebody has chosen.
     *
     * @param name its name, without folders
     * @param type its MIME type as far as the browser knows it, else empty
     * @param lastModified when it was changed last
     * @param content its bytes
     */
    public record Chosen(String name, String type, Instant lastModified, byte[] content) {

        /** Its size in bytes. */
        public int size() {
            return content.length;
        }

        @Override
        public String toString() {
            return name + " (" + content.length + " bytes)";
        }
    }

    /** A button that reads "Upload" and takes one file. */
    public FileUpload() {
        super(Model.of("FileUploadModel"));
        description("Upload");
    }

    /** Which files can be chosen, such as {@code .csv,.txt} or {@code image/*}; empty for all. */
    public FileUpload accept(String types) {
        return set("accept", types);
    }

    /** Whether several files can be chosen at once. */
    public FileUpload multiple(boolean multiple) {
        return set("multiple", multiple);
    }

    /** Its look: {@code primary}, {@code success}, {@code info}, {@code warning}, {@code danger} or nothing. */
    public FileUpload buttonStyle(String style) {
        return set("button_style", style);
    }

    @Override
    boolean isEchoed(String attribute) {
        return !attribute.equals("value");
    }

    @Override
    Object toState(List<Chosen> value) {
        return value.stream().map(file -> Map.of("name", file.name(), "type", file.type(), "size", file.size(),
            "last_modified", file.lastModified().toEpochMilli(), "content", file.content())).toList();
    }

    @Override
    List<Chosen> fromState(Object held) {
        return ((List<?>) held).stream().filter(Map.class::isInstance).map(each -> chosen((Map<?, ?>) each)).toList();
    }

    private static Chosen chosen(Map<?, ?> file) {
        return new Chosen(String.valueOf(file.get("name")), file.get("type") instanceof String type ? type : "",
            Instant.ofEpochMilli(file.get("last_modified") instanceof Number millis ? millis.longValue() : 0),
            file.get("content") instanceof byte[] bytes ? bytes : new byte[0]);
    }
}
