package org.jolab.magics.drive.fuse;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.List;

/** The few calls to Linux that Java has none for. Each gives its result, or the negative errno. */
final class Linux {

    static final int O_RDWR = 2;
    static final int O_CLOEXEC = 0x80000;
    static final int MS_RDONLY = 1;
    static final int MS_NOSUID = 2;
    static final int MS_NODEV = 4;
    static final int MNT_DETACH = 2;

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
        STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPEN = handle("open", 2, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = handle("close", 0, JAVA_INT);
    private static final MethodHandle READ = handle("read", 0, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE = handle("write", 0, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle MOUNT = handle("mount", 0, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle UMOUNT = handle("umount2", 0, ADDRESS, JAVA_INT);
    private static final MethodHandle SOCKETS = handle("socketpair", 0, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle RECEIVE = handle("recvmsg", 0, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SPAWN =
        handle("posix_spawn", 0, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle WAIT = handle("waitpid", 0, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle FLAGS = handle("fcntl", 2, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle ACCESS = handle("access", 0, ADDRESS, JAVA_INT);
    private static final MethodHandle USER = handle("getuid", 0);
    private static final MethodHandle GROUP = handle("getgid", 0);

    private Linux() {}

    /** All of these give an int or a long, which is a long for Java; the variadic ones say from which argument on. */
    private static MethodHandle handle(String name, int variadic, MemoryLayout... arguments) {
        var wide = name.equals("read") || name.equals("write") || name.equals("recvmsg");
        var descriptor = FunctionDescriptor.of(wide ? JAVA_LONG : JAVA_INT, arguments);
        var address = LINKER.defaultLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError(name));
        var capture = Linker.Option.captureCallState("errno");
        return variadic == 0 ? LINKER.downcallHandle(address, descriptor, capture)
            : LINKER.downcallHandle(address, descriptor, capture, Linker.Option.firstVariadicArg(variadic));
    }

    static int open(String path, int flags) {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            return result((int) OPEN.invokeExact(state, arena.allocateFrom(path), flags, 0), state);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    static int close(int descriptor) {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            return result((int) CLOSE.invokeExact(state, descriptor), state);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Where a thread that reads and writes often has its errno. */
    static MemorySegment state() {
        return Arena.ofAuto().allocate(STATE);
    }

    static long read(MemorySegment state, int descriptor, MemorySegment target) {
        try {
            var count = (long) READ.invokeExact(state, descriptor, target, target.byteSize());
            return count < 0 ? -(int) ERRNO.get(state, 0L) : count;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    static long write(MemorySegment state, int descriptor, MemorySegment source) {
        try {
            var count = (long) WRITE.invokeExact(state, descriptor, source, source.byteSize());
            return count < 0 ? -(int) ERRNO.get(state, 0L) : count;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    static int mount(String source, String target, String type, Options options) {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            return result((int) MOUNT.invokeExact(state, arena.allocateFrom(source), arena.allocateFrom(target),
                arena.allocateFrom(type), options.flags(), arena.allocateFrom(options.data())), state);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** What mount(2) is told beside names. */
    record Options(long flags, String data) {
    }

    static int unmount(String target, int flags) {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            return result((int) UMOUNT.invokeExact(state, arena.allocateFrom(target), flags), state);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Whether something is at a path: 0, or why it cannot be told. */
    static int access(String path) {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            return result((int) ACCESS.invokeExact(state, arena.allocateFrom(path), 0), state);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Two connected unix sockets; the first is not inherited by programs. */
    static int[] sockets() {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            var pair = arena.allocate(JAVA_INT, 2);
            var result = result((int) SOCKETS.invokeExact(state, AF_UNIX, SOCK_STREAM, 0, pair), state);
            if (result < 0) {
                return new int[] {result, result};
            }
            var first = pair.getAtIndex(JAVA_INT, 0);
            closeInPrograms(first);
            return new int[] {first, pair.getAtIndex(JAVA_INT, 1)};
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    static void closeInPrograms(int descriptor) {
        final var setFlags = 2;
        final var closeOnExec = 1;
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            result((int) FLAGS.invokeExact(state, descriptor, setFlags, closeOnExec), state);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The descriptor that another process sends over a socket (SCM_RIGHTS); -1 when it has closed it instead. */
    static int descriptor(int socket) {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            var vector = arena.allocate(ADDRESS, 2);
            vector.setAtIndex(ADDRESS, 0, arena.allocate(1));
            vector.setAtIndex(JAVA_LONG, 1, 1);
            // struct msghdr and struct cmsghdr of 64-bit Linux.
            var control = arena.allocate(64, 8);
            var message = arena.allocate(56, 8);
            message.set(ADDRESS, 16, vector);
            message.set(JAVA_LONG, 24, 1);
            message.set(ADDRESS, 32, control);
            message.set(JAVA_LONG, 40, 64);
            var count = (long) RECEIVE.invokeExact(state, socket, message, 0);
            final var oneDescriptor = 20;
            if (count <= 0 || message.get(JAVA_LONG, 40) < oneDescriptor) {
                return -1;
            }
            return control.get(JAVA_INT, 16);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Starts a program, which inherits the descriptors that are not closed in programs; gives its number. */
    static int spawn(List<String> command, List<String> environment) {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            var number = arena.allocate(JAVA_INT);
            var failure = (int) SPAWN.invokeExact(state, number, arena.allocateFrom(command.getFirst()),
                MemorySegment.NULL, MemorySegment.NULL, texts(arena, command), texts(arena, environment));
            return failure == 0 ? number.get(JAVA_INT, 0) : -failure;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Waits for a program's end, so that nothing of it stays. */
    static void await(int process) {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            result((int) WAIT.invokeExact(state, process, MemorySegment.NULL, 0), state);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    static int user() {
        return own(USER);
    }

    static int group() {
        return own(GROUP);
    }

    private static int own(MethodHandle call) {
        try (var arena = Arena.ofConfined()) {
            return (int) call.invokeExact(arena.allocate(STATE));
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static MemorySegment texts(Arena arena, List<String> texts) {
        var segment = arena.allocate(ADDRESS, texts.size() + 1L);
        for (var i = 0; i < texts.size(); i++) {
            segment.setAtIndex(ADDRESS, i, arena.allocateFrom(texts.get(i)));
        }
        segment.setAtIndex(ADDRESS, texts.size(), MemorySegment.NULL);
        return segment;
    }

    private static int result(int result, MemorySegment state) {
        return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
    }
}
