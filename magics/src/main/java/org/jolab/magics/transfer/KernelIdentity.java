package org.jolab.magics.transfer;

import java.util.regex.Pattern;

/** By which name the server knows this kernel. */
final class KernelIdentity {

    private static final Pattern UUID =
        Pattern.compile("\\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\\b", Pattern.CASE_INSENSITIVE);

    private KernelIdentity() {}

    /**
     * The kernel's id, which Jupyter servers put into the name of the connection file that a kernel is started with;
     * empty if it can't be told, so that the page has to look for it.
     */
    static String ofThisProcess() {
        return of(System.getProperty("sun.java.command", ""));
    }

    static String of(String command) {
        var match = UUID.matcher(command.substring(Math.max(command.lastIndexOf('/'), command.lastIndexOf('\\')) + 1));
        return match.find() ? match.group() : "";
    }
}
