package org.jolab.files;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jolab.api.Amount;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;
import org.jolab.api.UsageError;
import org.jolab.magics.transfer.Html;

/** What an upload has saved: files by name, in the order in which they came. Can't be changed. */
public final class Uploads extends AbstractMap<String, UploadedFile> implements Displayable {

    private static final int SHOWN = 50;

    private final Map<String, UploadedFile> files = new LinkedHashMap<>();

    /** These files. */
    public Uploads(Collection<UploadedFile> all) {
        all.forEach(file -> files.put(file.name(), file));
    }

    /**
     * The one file that was uploaded.
     *
     * @throws UsageError if there is none, or more than one
     */
    public UploadedFile only() {
        if (files.size() != 1) {
            throw new UsageError(files.isEmpty() ? "No file was uploaded."
                : files.size() + " files were uploaded, not one: take one by its name, such as get(\""
                    + files.keySet().iterator().next() + "\").");
        }
        return files.values().iterator().next();
    }

    @Override
    public UploadedFile get(Object name) {
        return files.get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return files.containsKey(name);
    }

    @Override
    public Set<Entry<String, UploadedFile>> entrySet() {
        return Collections.unmodifiableMap(files).entrySet();
    }

    @Override
    public MimeBundle toMimeBundle() {
        if (files.isEmpty()) {
            return MimeBundle.text("no files");
        }
        var more = files.size() > SHOWN ? files.size() - SHOWN + " more" : "";
        var text = files.values().stream().limit(SHOWN)
            .map(file -> file.name() + "  " + Amount.of(file.size())).collect(Collectors.joining("\n"));
        var rows = files.values().stream().limit(SHOWN)
            .map(file -> "<tr><td style=\"text-align:left\">" + Html.escape(file.name()) + "</td><td>"
                + Amount.of(file.size()) + "</td></tr>").collect(Collectors.joining());
        return MimeBundle.text(more.isEmpty() ? text : text + "\n… " + more)
            .with("text/html", "<table><thead><tr><th style=\"text-align:left\">file</th><th>size</th></tr></thead>"
                + "<tbody>" + rows + "</tbody></table>" + (more.isEmpty() ? "" : "… " + more));
    }
}
