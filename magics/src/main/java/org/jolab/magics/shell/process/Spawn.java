package org.jolab.magics.shell.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The start of a program by {@code posix_spawn}, as the leader of a session of its own; used once, by one thread.
 *
 * <p>{@link ProcessBuilder} can't make sessions; a {@code setsid} in between, beside the JDK's own helper program,
 * takes more than twice the time (3.3 against 1.3 ms for {@code true} on two cores).
 */
final class Spawn implements AutoCloseable {

    /** Larger than the opaque structures of any C library: glibc's and musl's have 336 bytes and 80. */
    private static final int STRUCTURE = 512;
    private static final int READ_WRITE = 2;
    private static final int SET_SIGNAL_DEFAULTS = 4;
    private static final int SET_SIGNAL_MASK = 8;
    private static final String CLOSE_FROM = "posix_spawn_file_actions_addclosefrom_np";
    private static final String CHANGE_DIRECTORY = "posix_spawn_file_actions_addchdir_np";

    private final SystemCalls calls;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment attributes = arena.allocate(STRUCTURE, 16);
    private final MemorySegment actions = arena.allocate(STRUCTURE, 16);
    /** The ends of pipes that are the child's alone. */
    private final List<Integer> childEnds = new ArrayList<>();
    /** The ends of pipes that are ours. */
    private final List<Integer> ownEnds = new ArrayList<>();

    private Spawn(SystemCalls calls) {
        this.calls = calls;
        calls.call("posix_spawnattr_init", attributes.address());
        calls.call("posix_spawn_file_actions_init", actions.address());
    }

    /**
     * Starts a program.
     *
     * @throws IOException if it can't be started
     */
    static ChildProcess start(SystemCalls calls, Launch launch, Wiring wiring) throws IOException {
        try (var spawn = new Spawn(calls)) {
            spawn.newSession();
            var ends = spawn.connect(wiring);
            if (calls.has(CHANGE_DIRECTORY)) {
                spawn.act(CHANGE_DIRECTORY, spawn.text(launch.directory().toString()));
            }
            spawn.closeRest();
            var pid = spawn.run(launch);
            spawn.ownEnds.clear();
            return new ChildProcess(calls, pid, ends);
        }
    }

    private void newSession() {
        var mask = arena.allocate(STRUCTURE, 8);
        calls.call("sigemptyset", mask.address());
        calls.call("posix_spawnattr_setsigmask", attributes.address(), mask.address());
        // Jupyter servers and the JVM ignore and handle signals in ways that programs do not expect to inherit.
        var all = arena.allocate(STRUCTURE, 8);
        calls.call("sigfillset", all.address());
        calls.call("posix_spawnattr_setsigdefault", attributes.address(), all.address());
        var session = calls.isLinux() ? 0x80 : 0x400;
        var closeAllOnExec = calls.isLinux() ? 0 : 0x4000;
        calls.call("posix_spawnattr_setflags", attributes.address(),
            session | closeAllOnExec | SET_SIGNAL_DEFAULTS | SET_SIGNAL_MASK);
    }

    /** The program's streams; ours are the other ends. */
    private ChildProcess.Ends connect(Wiring wiring) {
        return switch (wiring) {
            case Wiring.OnTerminal(var terminal) -> {
                // The first terminal that the leader of a session opens controls the session.
                open(0, terminal.path(), READ_WRITE);
                duplicate(0, 1);
                duplicate(0, 2);
                yield ChildProcess.Ends.none();
            }
            case Wiring.Captured(var terminal) -> {
                open(0, terminal.path(), READ_WRITE);
                var output = output(1);
                duplicate(1, 2);
                yield new ChildProcess.Ends(null, output, null);
            }
            case Wiring.Merged() -> {
                open(0, "/dev/null", 0);
                var output = output(1);
                duplicate(1, 2);
                yield new ChildProcess.Ends(null, output, null);
            }
            case Wiring.Fed() -> {
                open(1, "/dev/null", READ_WRITE);
                duplicate(1, 2);
                yield new ChildProcess.Ends(input(), null, null);
            }
            case Wiring.Piped() -> new ChildProcess.Ends(input(), output(1), output(2));
            case Wiring.Logged(var file) -> {
                open(0, "/dev/null", 0);
                var append = calls.isLinux() ? 1 | 0x400 : 1 | 0x8;
                open(1, file.toString(), append);
                duplicate(1, 2);
                yield ChildProcess.Ends.none();
            }
        };
    }

    private DescriptorOutput input() {
        var pipe = calls.pipe();
        childEnds.add(pipe[0]);
        ownEnds.add(pipe[1]);
        duplicate(pipe[0], 0);
        return new DescriptorOutput(calls, pipe[1]);
    }

    private DescriptorInput output(int descriptor) {
        var pipe = calls.pipe();
        childEnds.add(pipe[1]);
        ownEnds.add(pipe[0]);
        duplicate(pipe[1], descriptor);
        return new DescriptorInput(calls, pipe[0]);
    }

    private void open(int descriptor, String path, int mode) {
        act("posix_spawn_file_actions_addopen", descriptor, text(path), mode);
    }

    private void duplicate(int from, int to) {
        act("posix_spawn_file_actions_adddup2", from, to);
    }

    /** A child must not keep the kernel's sockets open: their ports would stay taken. */
    private void closeRest() throws IOException {
        if (!calls.isLinux()) {
            return;
        }
        if (calls.has(CLOSE_FROM)) {
            act(CLOSE_FROM, 3);
            return;
        }
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            open.mapToInt(path -> Integer.parseInt(path.getFileName().toString()))
                .filter(descriptor -> descriptor > 2)
                .forEach(descriptor -> act("posix_spawn_file_actions_addclose", descriptor));
        }
    }

    private int run(Launch launch) throws IOException {
        var pid = arena.allocate(ValueLayout.JAVA_INT);
        var variables = launch.environment().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
        var error = (int) calls.call("posix_spawn", pid.address(), text(launch.arguments().getFirst()),
            actions.address(), attributes.address(), texts(launch.arguments()), texts(variables));
        if (error != 0) {
            throw new IOException(Files.isDirectory(launch.directory())
                ? launch.arguments().getFirst() + " can't be started (error " + error + " of the system)."
                : "The current folder " + launch.directory() + " does not exist any more. %cd goes to another one.");
        }
        return pid.get(ValueLayout.JAVA_INT, 0);
    }

    private void act(String action, long... arguments) {
        var all = new long[arguments.length + 1];
        all[0] = actions.address();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        calls.call(action, all);
    }

    private long text(String text) {
        return arena.allocateFrom(text).address();
    }

    private long texts(List<String> all) {
        SegmentAllocator allocator = arena;
        var pointers = allocator.allocate(ValueLayout.ADDRESS, all.size() + 1L);
        for (var i = 0; i < all.size(); i++) {
            pointers.setAtIndex(ValueLayout.ADDRESS, i, allocator.allocateFrom(all.get(i)));
        }
        return pointers.address();
    }

    @Override
    public void close() {
        childEnds.forEach(calls::close);
        ownEnds.forEach(calls::close);
        calls.call("posix_spawn_file_actions_destroy", actions.address());
        calls.call("posix_spawnattr_destroy", attributes.address());
        arena.close();
    }
}
