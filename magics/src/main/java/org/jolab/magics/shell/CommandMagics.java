package org.jolab.magics.shell;

import java.util.Collection;
import java.util.List;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.MagicSource;
import org.jolab.api.ShellResult;
import org.jolab.api.UsageError;

/**
 * Commands of the system's shell. The kernel turns {@code !cmd} into a use of the magic {@code !},
 * {@code x = !cmd} into one of {@code !=}, and {@code !!cmd} into one of {@code !!}.
 */
final class CommandMagics implements MagicSource {

    private final Shell shell;

    CommandMagics(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Collection<Magic> magics() {
        var captured = captured("!!");
        return List.of(
            Magic.line("!", "Runs a command in the system's shell and shows what it prints.")
                .rest("COMMAND", "what to type at the shell; it may go on in the next line after a backslash")
                .returns(ShellResult.class)
                .silent()
                .details("""
                    The command runs in a terminal: output appears as it comes, colours and progress bars work, and \
                    when a program reads, an input box opens. An interrupt of the cell is the terminal's Ctrl-C.

                    `{expression}` and `$variable` put Java values in; what is no Java stays for the shell.

                        !wget -q {url}
                        List<String> files = !ls          // what it prints, as lines: nothing is shown
                        !python server.py &               // goes on in the background, see %jobs

                    `_exitCode` holds how the last command ended: 0 for success, -9 for one that signal 9 ended.""")
                .does(call -> shell.run(call.rest(), call.workspace())),
            Magic.line("!=", "Runs a command in the system's shell and returns what it prints, errors included.")
                .rest("COMMAND", "what to type at the shell")
                .returns(ShellResult.class)
                .does(call -> shell.capture(call.rest(), call.workspace())),
            captured,
            captured.as("sx"),
            Magic.both("shell", "Runs a command, or the cell, in the system's shell; an error if it fails.")
                .flag("--ignore-errors", "go on with the notebook if the command fails")
                .rest("[COMMAND]", "what to type at the shell")
                .returns(ShellResult.class)
                .silent()
                .details("As `!command`, but the rest of the notebook does not run after a command that failed.")
                .does(this::shell));
    }

    private Magic captured(String name) {
        return Magic.both(name, "Runs a command in the system's shell; its value is what it prints, as lines.")
            .rest("[COMMAND]", "what to type at the shell")
            .returns(ShellResult.class)
            .does(call -> shell.capture(command(call), call.workspace()));
    }

    private ShellResult shell(MagicCall call) {
        var result = shell.run(command(call), call.workspace());
        if (!result.ok() && !call.has("--ignore-errors")) {
            throw new UsageError("The command ended with " + ending(result.exitCode())
                + ". With --ignore-errors the notebook goes on.");
        }
        return result;
    }

    private static String command(MagicCall call) {
        var command = call.isCell() && !call.rest().isBlank() ? call.rest() + "\n" + call.body()
            : call.isCell() ? call.body() : call.rest();
        if (command.isBlank()) {
            throw call.usage("There is no command.");
        }
        return command;
    }

    /** An exit value in words. */
    static String ending(int exitCode) {
        return exitCode >= 0 ? "exit code " + exitCode : "signal " + -exitCode;
    }
}
