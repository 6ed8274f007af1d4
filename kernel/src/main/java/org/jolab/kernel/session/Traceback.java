package org.jolab.kernel.session;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import jdk.jshell.spi.SPIResolutionException;
import org.jolab.api.Magics;
import org.jolab.api.UsageError;
import org.jolab.kernel.Interpreter.Failure;

/**
 * Shows what user code threw: the exception, where in which cell, with the cell's own lines, and all its causes; no
 * frame of the kernel's. Used by all threads.
 */
final class Traceback {

    private static final String CELL = Javac.PACKAGE + "." + Javac.CELL;
    private static final String DECLARED = Javac.PACKAGE + ".$JShell$";
    private static final int LIBRARY_FRAMES = 3;
    private static final int CELL_FRAMES = 12;

    private final Map<String, CellText> cells = new ConcurrentHashMap<>();
    private final Supplier<Declarations> declarations;

    /** Finds the source of declared methods and types in {@code declarations}. */
    Traceback(Supplier<Declarations> declarations) {
        this.declarations = declarations;
    }

    /** Remembers from which cell the class {@code className} was compiled. */
    void add(String className, CellText cell) {
        cells.put(className, cell);
    }

    /** The cell from which the class {@code className} was compiled, if it holds statements. */
    Optional<CellText> cellOf(String className) {
        return Optional.ofNullable(cells.get(className));
    }

    /** The failure that {@code thrown} is. */
    Failure show(Throwable thrown) {
        if (thrown instanceof UsageError mistake) {
            var message = String.valueOf(mistake.getMessage());
            return new Failure("UsageError", message, List.of(Ansi.BOLD_RED.paint("error") + ": " + message));
        }
        var lines = new ArrayList<String>();
        var seen = new IdentityHashMap<Throwable, Boolean>();
        describe(thrown, "", "", seen, lines);
        return new Failure(nameOf(thrown), messageOf(thrown), lines);
    }

    /** The failure of a cell that the user interrupted; {@code thrown} tells where it was. */
    Failure showInterrupted(Throwable thrown) {
        var lines = new ArrayList<String>();
        lines.add(Ansi.BOLD_RED.paint("Interrupted"));
        frames(thrown, "", lines);
        return new Failure("KeyboardInterrupt", "the cell was interrupted", lines);
    }

    private void describe(Throwable thrown, String indent, String caption, Map<Throwable, Boolean> seen,
            List<String> lines) {
        if (seen.put(thrown, true) != null) {
            return;
        }
        var message = messageOf(thrown);
        var heading = message.isEmpty() ? "" : ": " + message.strip().replace("\n", "\n" + indent);
        lines.add(indent + caption + Ansi.BOLD_RED.paint(nameOf(thrown)) + heading);
        frames(thrown, indent, lines);
        for (var suppressed : thrown.getSuppressed()) {
            describe(suppressed, indent + "  ", "suppressed: ", seen, lines);
        }
        if (thrown.getCause() != null) {
            describe(thrown.getCause(), indent, "caused by ", seen, lines);
        }
    }

    private void frames(Throwable thrown, String indent, List<String> lines) {
        var shown = 0;
        var library = 0;
        var omitted = 0;
        var stack = thrown.getStackTrace();
        var last = lastOfUser(stack);
        for (var i = 0; i <= last; i++) {
            var frame = stack[i];
            if (isOfTheKernel(frame)) {
                continue;
            }
            if (!isOfUser(frame)) {
                if (shown == 0 && library++ < LIBRARY_FRAMES) {
                    lines.add(indent + "  at " + Ansi.DIM.paint(frame.getClassName() + "." + frame.getMethodName()
                        + (frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "")));
                }
            } else if (shown++ < CELL_FRAMES) {
                locate(frame, indent, lines);
            } else {
                omitted++;
            }
        }
        if (omitted > 0) {
            lines.add(indent + "  and " + omitted + " more calls");
        }
    }

    /** The outermost frame that is user code: what lies beyond is the kernel. */
    private static int lastOfUser(StackTraceElement[] stack) {
        for (var i = stack.length - 1; i >= 0; i--) {
            if (isOfUser(stack[i])) {
                return i;
            }
        }
        return stack.length > 0 && isOfTheKernel(stack[0]) ? -1 : Math.min(stack.length, LIBRARY_FRAMES) - 1;
    }

    private static boolean isOfUser(StackTraceElement frame) {
        return frame.getClassName().startsWith(CELL) || frame.getClassName().startsWith(DECLARED);
    }

    private static boolean isOfTheKernel(StackTraceElement frame) {
        return frame.getClassName().startsWith("org.jolab.kernel.")
            || frame.getClassName().startsWith("org.jolab.magics.")
            || frame.getClassName().equals(Magics.class.getName());
    }

    private void locate(StackTraceElement frame, String indent, List<String> lines) {
        var className = frame.getClassName();
        var nested = className.indexOf('$', CELL.length());
        var cell = className.startsWith(CELL)
            ? cells.get(nested < 0 ? className : className.substring(0, nested)) : null;
        var line = frame.getLineNumber() + (cell == null ? 0 : cell.firstLine() - 1);
        if (cell == null) {
            var placed = declarations.get().place(className).orElse(null);
            if (placed != null) {
                cell = placed.origin().cell();
                line = placed.cellLine(line);
            }
        }
        var what = methodOf(frame);
        var where = cell == null ? "" : "cell " + cell.count() + ", line " + line;
        lines.add(indent + "  at " + (what.isEmpty() ? Ansi.BLUE.paint(where)
            : what + (where.isEmpty() ? "" : " (" + Ansi.BLUE.paint(where) + ")")));
        if (cell != null) {
            lines.add(indent + Ansi.DIM.paint("    " + line + " | ") + cell.line(line).strip());
        }
    }

    /** The method as the user knows it; empty for the statements of a cell. */
    private static String methodOf(StackTraceElement frame) {
        var method = frame.getMethodName();
        var inType = frame.getClassName().startsWith(DECLARED)
            ? afterWrapper(frame.getClassName(), DECLARED) : afterWrapper(frame.getClassName(), CELL);
        if (method.startsWith("lambda$")) {
            return "a lambda";
        }
        if (method.startsWith("$")) {
            // Written around the user's statements, by the kernel or by a magic.
            return "";
        }
        var name = switch (method) {
            case "<init>" -> "new " + inType;
            case "<clinit>" -> "static " + inType;
            default -> (inType.isEmpty() ? "" : inType + ".") + method;
        };
        return name;
    }

    private static String afterWrapper(String className, String prefix) {
        var nested = className.indexOf('$', prefix.length());
        return nested < 0 ? "" : className.substring(nested + 1).replace('$', '.');
    }

    private String nameOf(Throwable thrown) {
        if (thrown instanceof SPIResolutionException) {
            return "NotDeclared";
        }
        var name = thrown.getClass().getSimpleName();
        return name.isEmpty() ? thrown.getClass().getSuperclass().getSimpleName() : name;
    }

    private String messageOf(Throwable thrown) {
        if (thrown instanceof SPIResolutionException unresolved && unresolved.getStackTrace().length > 0) {
            return declarations.get().lacking(unresolved.getStackTrace()[0].getClassName()).orElse("");
        }
        String message;
        try {
            message = thrown.getLocalizedMessage();
        } catch (Throwable t) {
            message = "(its message can't be read: " + t.getClass().getSimpleName() + ")";
        }
        return message == null ? "" : Problem.clean(message).replace(Javac.PACKAGE + ".", "");
    }
}
