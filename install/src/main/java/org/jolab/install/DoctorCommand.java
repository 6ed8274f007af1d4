package org.jolab.install;

import java.util.concurrent.Callable;
import org.jolab.install.doctor.Examination;
import org.jolab.install.doctor.Finding;
import org.jolab.install.machine.Jdk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code jolab doctor}: says what is there, what is missing, and what mends it. */
@Command(name = "doctor", description = "Looks whether everything is there that Jolab needs.",
    mixinStandardHelpOptions = true, versionProvider = JolabCommand.Version.class)
final class DoctorCommand implements Callable<Integer> {

    @ParentCommand
    private JolabCommand jolab;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        var findings = new Examination(jolab.machine(), Jdk.current(), jolab.distribution()).findings();
        for (var finding : findings) {
            out.printf("%s  %-8s %s%n", finding.state().mark(), finding.subject(), finding.text());
            if (!finding.remedy().isEmpty()) {
                out.printf("             mend: %s%n", finding.remedy());
            }
        }
        var broken = findings.stream().filter(finding -> finding.state() == Finding.State.BROKEN).count();
        out.println(broken == 0 ? "Jolab works here." : broken == 1
            ? "One thing is missing that Jolab cannot do without." : broken + " things are missing that Jolab needs.");
        out.flush();
        return broken == 0 ? 0 : JolabCommand.FAILED;
    }
}
