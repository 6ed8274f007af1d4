package org.jolab.drive;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.AbstractList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jolab.api.Amount;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;
import org.jolab.magics.transfer.Html;

/** Files and folders of a drive, in the order of their names. Can't be changed. */
public final class RemoteFiles extends AbstractList<RemoteFile> implements Displayable {

    private static final int SHOWN = 200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final List<RemoteFile> files;

    /** These files. */
    public RemoteFiles(Collection<RemoteFile> files) {
        this.files = List.copyOf(files);
    }

    @Override
    public RemoteFile get(int index) {
        return files.get(index);
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public MimeBundle toMimeBundle() {
        if (files.isEmpty()) {
            return MimeBundle.text("no files");
        }
        var more = files.size() > SHOWN ? "… " + (files.size() - SHOWN) + " more" : "";
        var text = files.stream().limit(SHOWN).map(file -> String.format("%8s  %s  %s", size(file), time(file),
            shown(file))).collect(Collectors.joining("\n"));
        var rows = files.stream().limit(SHOWN).map(file -> "<tr><td style=\"text-align:left\">"
            + Html.escape(shown(file)) + "</td><td>" + size(file) + "</td><td>" + time(file) + "</td></tr>")
            .collect(Collectors.joining());
        return MimeBundle.text(more.isEmpty() ? text : text + "\n" + more)
            .with("text/html", "<table><thead><tr><th style=\"text-align:left\">name</th><th>size</th><th>changed</th>"
                + "</tr></thead><tbody>" + rows + "</tbody></table>" + more);
    }

    private static String shown(RemoteFile file) {
        return file.isFolder() ? file.name() + "/" : file.name();
    }

    private static String size(RemoteFile file) {
        return file.isFolder() ? "" : Amount.of(file.size());
    }

    private static String time(RemoteFile file) {
        return TIME.format(file.modified().atZone(ZoneId.systemDefault()));
    }
}
