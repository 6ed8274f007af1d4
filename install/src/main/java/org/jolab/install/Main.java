package org.jolab.install;

import java.util.Arrays;
import org.jolab.install.machine.Distribution;
import org.jolab.install.machine.Machine;
import org.jolab.kernel.Kernel;

/** Where the JVM starts: {@code kernel} goes straight to the kernel, which must not wait for a command-line library. */
public final class Main {

    private Main() {}

    /** Runs a kernel until it is shut down, or a command, whose exit code ends the JVM. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("kernel")) {
            Kernel.main(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            System.exit(JolabCommand.commandLine(Machine.current(), Distribution::current).execute(arguments));
        }
    }
}
