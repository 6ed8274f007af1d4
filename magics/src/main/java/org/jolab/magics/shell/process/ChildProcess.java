package org.jolab.magics.shell.process;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A running program that leads a session of its own. All methods may be called by any thread; one of its own waits for
 * the end.
 *
 * <p>Unlike the JDK's, its exit value tells a signal from an exit: the signal's negative number.
 */
public final class ChildProcess extends Process {

    private static final int WAIT_FOR_PID = 1;
    private static final int UNKNOWN = 255;
    private static final int STACK = 128 << 10;

    private final SystemCalls calls;
    private final int pid;
    private final Ends ends;
    private final ProcessHandle handle;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    /** Guarded by this: from then on the system may give the number to another process. */
    private boolean reaped;

    /** Our ends of a program's pipes; null where it has none. */
    record Ends(DescriptorOutput input, DescriptorInput output, DescriptorInput errors) {

        static Ends none() {
            return new Ends(null, null, null);
        }
    }

    ChildProcess(SystemCalls calls, int pid, Ends ends) {
        this.calls = calls;
        this.pid = pid;
        this.ends = ends;
        // Before anybody waits for its end: until then even one that has ended has a handle.
        handle = ProcessHandle.of(pid).orElseThrow();
        Thread.ofPlatform().daemon().name("jolab-process-" + pid).stackSize(STACK)
            .inheritInheritableThreadLocals(false).start(this::awaitEnd);
    }

    private void awaitEnd() {
        try (var arena = Arena.ofConfined()) {
            // First without taking it away, so that a signal in between can't reach another process of that number.
            var options = 4 | (calls.isLinux() ? 0x01000000 : 0x20);
            var information = arena.allocate(128, 16);
            var status = arena.allocate(ValueLayout.JAVA_INT);
            for (var attempt = 0; attempt < 10; attempt++) {
                if ((int) calls.call("waitid", WAIT_FOR_PID, pid, information.address(), options) == 0) {
                    break;
                }
            }
            int result;
            synchronized (this) {
                result = (int) calls.call("waitpid", pid, status.address(), 0);
                reaped = true;
            }
            exit.complete(result == pid ? exitCode(status.get(ValueLayout.JAVA_INT, 0)) : UNKNOWN);
        } catch (RuntimeException | Error e) {
            exit.completeExceptionally(e);
            throw e;
        }
    }

    private static int exitCode(int status) {
        var signal = status & 0x7f;
        return signal == 0 ? status >> 8 & 0xff : -signal;
    }

    /** Sends it a signal; false if it has ended or belongs to somebody else. */
    public synchronized boolean signal(int signal) {
        return !reaped && calls.kill(pid, signal);
    }

    /** Sends a signal to its group, which has the same number; also after its own end, if {@code othersLive}. */
    public synchronized boolean signalGroup(int signal, boolean othersLive) {
        return (!reaped || othersLive) && calls.kill(-pid, signal);
    }

    /** What it prints, as bytes that can be waited for; empty if it does not print to a pipe. */
    public Optional<DescriptorInput> output() {
        return Optional.ofNullable(ends.output);
    }

    /** What it prints to its error stream; empty if that is no pipe. */
    public Optional<DescriptorInput> errors() {
        return Optional.ofNullable(ends.errors);
    }

    @Override
    public OutputStream getOutputStream() {
        return ends.input == null ? OutputStream.nullOutputStream() : ends.input;
    }

    @Override
    public InputStream getInputStream() {
        return ends.output == null ? InputStream.nullInputStream() : ends.output;
    }

    @Override
    public InputStream getErrorStream() {
        return ends.errors == null ? InputStream.nullInputStream() : ends.errors;
    }

    @Override
    public int waitFor() throws InterruptedException {
        try {
            return exit.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            exit.get(timeout, unit);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public int exitValue() {
        if (!exit.isDone()) {
            throw new IllegalThreadStateException("The process " + pid + " has not ended.");
        }
        return exit.join();
    }

    @Override
    public boolean isAlive() {
        return !exit.isDone();
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return exit.handle((_, _) -> this);
    }

    @Override
    public void destroy() {
        signal(SystemCalls.SIGTERM);
    }

    @Override
    public Process destroyForcibly() {
        signal(SystemCalls.SIGKILL);
        return this;
    }

    @Override
    public boolean supportsNormalTermination() {
        return true;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public ProcessHandle toHandle() {
        return handle;
    }

    @Override
    public Stream<ProcessHandle> descendants() {
        return handle.descendants();
    }

    @Override
    public Stream<ProcessHandle> children() {
        return handle.children();
    }

    @Override
    public ProcessHandle.Info info() {
        return handle.info();
    }
}
