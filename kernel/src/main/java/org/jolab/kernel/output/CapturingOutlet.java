package org.jolab.kernel.output;

import java.util.Map;
import org.jolab.api.Captured;
import org.jolab.api.MimeBundle;

/**
 * Keeps what a part of a cell prints and shows, instead of sending it. Used by all threads; closed by the one that
 * runs that part, after which threads that it left behind write to the cell again.
 */
final class CapturingOutlet implements Outlet {

    private final Outlet cell;
    private final Captured captured;
    private volatile boolean isOver;

    CapturingOutlet(Outlet cell, Captured captured) {
        this.cell = cell;
        this.captured = captured;
    }

    void end() {
        isOver = true;
    }

    private boolean takes(Captured.Kind kind) {
        return !isOver && captured.takes(kind);
    }

    @Override
    public void stream(Stream stream, CharSequence text) {
        var kind = stream == Stream.STDOUT ? Captured.Kind.STDOUT : Captured.Kind.STDERR;
        if (takes(kind)) {
            captured.print(kind, text);
        } else {
            cell.stream(stream, text);
        }
    }

    @Override
    public void display(MimeBundle bundle, String displayId) {
        if (takes(Captured.Kind.DISPLAY)) {
            captured.display(bundle, displayId);
        } else {
            cell.display(bundle, displayId);
        }
    }

    /** What was shown before the capture began, or in another cell, changes there. */
    @Override
    public void update(MimeBundle bundle, String displayId) {
        if (!captured.update(bundle, displayId) || isOver) {
            cell.update(bundle, displayId);
        }
    }

    @Override
    public void clear(boolean wait) {
        if (isOver) {
            cell.clear(wait);
        } else {
            captured.clear(wait);
        }
    }

    @Override
    public String input(String prompt, boolean password) throws InterruptedException {
        return cell.input(prompt, password);
    }

    @Override
    public String takeUnfinishedLine() {
        return takes(Captured.Kind.STDOUT) ? "" : cell.takeUnfinishedLine();
    }

    @Override
    public void keep(Object value) {
        if (takes(Captured.Kind.DISPLAY)) {
            captured.keep(value);
        } else {
            cell.keep(value);
        }
    }

    @Override
    public boolean keepsSomething() {
        return cell.keepsSomething();
    }

    @Override
    public boolean isSeenWith(Outlet other) {
        return cell.isSeenWith(other);
    }

    @Override
    public boolean isOpen() {
        return cell.isOpen();
    }

    @Override
    public void payload(Map<String, Object> payload) {
        cell.payload(payload);
    }

    @Override
    public Outlet cell() {
        return cell.cell();
    }
}
