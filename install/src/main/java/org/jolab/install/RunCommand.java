package org.jolab.install;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jolab.install.client.Execution;
import org.jolab.install.kernelspec.InstalledKernels;
import org.jolab.install.machine.Jdk;
import org.jolab.install.notebook.NotebookRunner;
import org.jolab.install.notebook.Streams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code jolab run}: executes a notebook without a front end and without Python. */
@Command(name = "run", description = "Executes a notebook and writes it with its outputs.",
    mixinStandardHelpOptions = true, versionProvider = JolabCommand.Version.class)
final class RunCommand implements Callable<Integer> {

    private static final String EXTENSION = ".ipynb";

    @ParentCommand
    private JolabCommand jolab;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NOTEBOOK", description = "The notebook to execute.")
    private Path notebook;

    @Option(names = {"-o", "--output"}, paramLabel = "OUT",
        description = "The file to write; may be NOTEBOOK itself (default: NOTEBOOK's name ending in .executed.ipynb).")
    private Path output;

    @Option(names = {"-p", "--parameter"}, paramLabel = "NAME=VALUE",
        description = "Sets a variable behind the cell tagged \"parameters\", or at the top; may be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--timeout", paramLabel = "SECONDS",
        description = "Interrupts a cell that runs longer; it has then failed.")
    private Long timeout;

    @Option(names = "--keep-going", description = "Runs the cells behind a failed one too.")
    private boolean keepGoing;

    @Override
    public Integer call() {
        if (timeout != null && timeout <= 0) {
            throw new ParameterException(spec.commandLine(), "--timeout needs a positive number of seconds");
        }
        var limit = timeout == null ? Execution.UNLIMITED : Duration.ofSeconds(timeout);
        var launch = InstalledKernels.launch(jolab.machine(), Jdk.current(), jolab.distribution());
        var task = new NotebookRunner.Task(notebook, output == null ? defaultOutput() : output, parameters, limit,
            keepGoing);
        return new NotebookRunner(launch.command(), Streams.ofThisProcess()).run(task) ? 0 : JolabCommand.FAILED;
    }

    private Path defaultOutput() {
        var name = notebook.getFileName().toString();
        var stem = name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
        return notebook.resolveSibling(stem + ".executed" + EXTENSION);
    }
}
