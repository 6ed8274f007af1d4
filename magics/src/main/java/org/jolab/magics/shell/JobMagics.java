package org.jolab.magics.shell;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.MagicSource;
import org.jolab.magics.shell.process.SystemCalls;

/** What cells have sent to the background: looking at it and ending it. */
final class JobMagics implements MagicSource {

    private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "QUIT", 3, "KILL", 9, "USR1", 10,
        "USR2", 12, "TERM", 15, "CONT", 18, "STOP", 19);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_MILLIS = 20;

    private final Shell shell;

    JobMagics(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Collection<Magic> magics() {
        return List.of(
            Magic.line("jobs", "Lists the programs in the background: number, process, state, command, output file.")
                .details("`!command &` and `%%script --bg` send a program to the background.")
                .does(_ -> list()),
            Magic.line("kill", "Ends programs in the background, with all that they started.")
                .option("-s, --signal SIGNAL", "TERM if not given, and KILL after two seconds",
                    _ -> SIGNALS.keySet().stream().sorted().toList())
                .argument("JOB...", "the number that %jobs shows, a process, or \"all\"",
                    _ -> shell.jobs().all().stream().map(job -> Integer.toString(job.number())).toList())
                .does(this::kill),
            Magic.line("killbgscripts", "Ends all programs in the background.")
                .does(call -> endAll(call, Optional.empty())));
    }

    private Object list() {
        var all = shell.jobs().all();
        System.out.print(all.isEmpty() ? "Nothing runs in the background.\n" : "");
        all.forEach(job -> System.out.println(job.line()));
        // Each end is told once.
        shell.jobs().forgetEnded();
        return null;
    }

    private Object kill(MagicCall call) throws InterruptedException {
        var signal = call.option("--signal").map(name -> signal(name, call));
        if (call.arguments("JOB").contains("all")) {
            return endAll(call, signal);
        }
        for (var name : call.arguments("JOB")) {
            var number = number(name.startsWith("%") ? name.substring(1) : name, call);
            var job = shell.jobs().find(number).orElseThrow(() -> call.usage("There is no job " + name
                + ". %jobs lists them; !kill ends other processes."));
            end(call, List.of(job), signal);
        }
        return null;
    }

    private Object endAll(MagicCall call, Optional<Integer> signal) throws InterruptedException {
        var running = shell.jobs().all().stream().filter(job -> job.process().isAlive()).toList();
        if (running.isEmpty()) {
            System.out.println("Nothing runs in the background.");
        }
        end(call, running, signal);
        return null;
    }

    private void end(MagicCall call, List<Job> running, Optional<Integer> wanted) throws InterruptedException {
        var sessions = shell.sessions(call.workspace());
        var signal = wanted.orElse(SystemCalls.SIGTERM);
        running.forEach(job -> sessions.signal(job.process(), signal));
        var deadline = System.nanoTime() + PATIENCE_NANOS;
        var left = running;
        while (!left.isEmpty() && System.nanoTime() < deadline && ends(signal)) {
            Thread.sleep(PAUSE_MILLIS);
            left = left.stream().filter(job -> sessions.isInhabited(job.process())).toList();
        }
        if (wanted.isEmpty()) {
            left.forEach(job -> sessions.signal(job.process(), SystemCalls.SIGKILL));
            for (var job : left) {
                job.process().waitFor(1, TimeUnit.SECONDS);
            }
        }
        running.forEach(job -> System.out.println(job.line()));
        shell.jobs().forgetEnded();
    }

    private static boolean ends(int signal) {
        return signal == SystemCalls.SIGHUP || signal == SystemCalls.SIGINT || signal == SystemCalls.SIGTERM
            || signal == SystemCalls.SIGKILL;
    }

    private static int signal(String name, MagicCall call) {
        var upper = name.toUpperCase(Locale.ROOT);
        var known = SIGNALS.get(upper.startsWith("SIG") ? upper.substring(3) : upper);
        return known != null ? known : (int) number(name, call);
    }

    private static long number(String text, MagicCall call) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw call.usage("\"" + text + "\" is no number.");
        }
    }
}
