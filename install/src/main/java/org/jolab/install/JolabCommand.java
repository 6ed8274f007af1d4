package org.jolab.install;

import java.io.PrintWriter;
import java.util.function.Supplier;
import org.jolab.api.UsageError;
import org.jolab.install.machine.Distribution;
import org.jolab.install.machine.Machine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code jolab} command without its subcommands' work: what they share, and what every exit code means. */
@Command(
    name = "jolab",
    description = "A native Java kernel for Jupyter.",
    mixinStandardHelpOptions = true,
    versionProvider = JolabCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {InstallCommand.class, UninstallCommand.class, RunCommand.class, LabCommand.class,
        DoctorCommand.class},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed, for the reason on the last line", "2:the command line is wrong"},
    footerHeading = "%nJupyter itself starts kernels with: ",
    footer = "jolab kernel CONNECTION_FILE")
final class JolabCommand implements Runnable {

    static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    private final Machine machine;
    private final Supplier<Distribution> distribution;

    JolabCommand(Machine machine, Supplier<Distribution> distribution) {
        this.machine = machine;
        this.distribution = distribution;
    }

    /** A parser for the whole command line on {@code machine}; {@code distribution} is asked only when it is needed. */
    static CommandLine commandLine(Machine machine, Supplier<Distribution> distribution) {
        return new CommandLine(new JolabCommand(machine, distribution))
            .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command.getErr()))
            .setParameterExceptionHandler((failure, arguments) -> explain(failure));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    Machine machine() {
        return machine;
    }

    Distribution distribution() {
        return distribution.get();
    }

    private static int explain(Exception failure, PrintWriter err) {
        if (failure instanceof UsageError) {
            err.println("jolab: " + failure.getMessage());
        } else {
            err.println("jolab: this is a mistake of Jolab's own; please report it with these lines:");
            failure.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }

    private static int explain(ParameterException failure) {
        var command = failure.getCommandLine();
        command.getErr().println("jolab: " + failure.getMessage());
        command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        command.getErr().flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Says the version of Jolab and of the Java that runs it. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"jolab " + Distribution.version() + " (Java " + Runtime.version() + ")"};
        }
    }
}
