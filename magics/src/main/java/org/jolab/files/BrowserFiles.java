package org.jolab.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jolab.api.UsageError;
import org.jolab.magics.transfer.Transfers;
import org.jolab.magics.transfer.UploadOrder;

/**
 * Brings files from the browser's computer to the notebook's and back. Cells call it {@code files}, without an import:
 *
 * <pre>{@code
 * var uploaded = files.upload();
 * var text = uploaded.only().text();
 * files.download("result.csv");
 * }</pre>
 *
 * <p>All methods block until the transfer has ended; an interrupt of the cell ends it. Where no browser takes part, as
 * when nbclient runs the notebook, they say so, do nothing and go on.
 */
public final class BrowserFiles {

    /** What cells call {@code files}. */
    public static final BrowserFiles files = new BrowserFiles();

    private BrowserFiles() {}

    /**
     * Lets the user choose files or a folder, and saves them in the current folder. A name that is taken gets a number:
     * {@code x (1).csv}.
     *
     * @return what was saved, by name; empty if the user cancelled
     * @throws InterruptedException if the cell is interrupted
     */
    public Uploads upload() throws InterruptedException {
        return upload(Path.of(""));
    }

    /** The same, with files saved in {@code folder}, which is made if need be, and is a part of the names. */
    public Uploads upload(String folder) throws InterruptedException {
        return upload(path(folder));
    }

    /** The same, with files saved in {@code folder}, which is made if need be, and is a part of the names. */
    public Uploads upload(Path folder) throws InterruptedException {
        return Transfers.upload(UploadOrder.into(folder));
    }

    /**
     * Lets the user choose one file, and saves it as {@code file}, in the place of what was there.
     *
     * @throws UsageError if the user cancelled
     * @throws InterruptedException if the cell is interrupted
     */
    public UploadedFile uploadFile(String file) throws InterruptedException {
        var uploads = Transfers.upload(UploadOrder.as(path(file)));
        if (uploads.isEmpty()) {
            throw new UsageError("No file was uploaded, so there is no new " + file + ".");
        }
        return uploads.only();
    }

    /**
     * Lets the browser save a file; a folder or several files as one zip archive.
     *
     * @throws UsageError if there is no such file
     * @throws InterruptedException if the cell is interrupted
     */
    public void download(String first, String... more) throws InterruptedException {
        var paths = new Path[more.length];
        Arrays.setAll(paths, i -> path(more[i]));
        download(path(first), paths);
    }

    /**
     * Lets the browser save a file; a folder or several files as one zip archive.
     *
     * @throws UsageError if there is no such file
     * @throws InterruptedException if the cell is interrupted
     */
    public void download(Path first, Path... more) throws InterruptedException {
        var all = new Path[more.length + 1];
        all[0] = first;
        System.arraycopy(more, 0, all, 1, more.length);
        Transfers.download(List.of(all));
    }

    /**
     * Opens a file in the front end, or shows it below the cell where the front end can't: a picture, a table, the
     * first lines of a text.
     *
     * @throws UsageError if there is no such file
     * @throws InterruptedException if the cell is interrupted
     */
    public void view(String file) throws InterruptedException {
        view(path(file));
    }

    /** The same for a path. */
    public void view(Path file) throws InterruptedException {
        Transfers.view(file);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageError("\"" + text + "\" can't be a path: " + e.getReason() + ".", e);
        }
    }
}
