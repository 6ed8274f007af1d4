package org.jolab.magics.shell.process;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * A pseudo-terminal, seen from the side of the one who looks at it and types. One thread reads, another does all the
 * rest; the latter closes it when the reader has ended.
 *
 * <p>It is 120 columns wide and 40 lines high, knows UTF-8, ends lines with a line feed alone, and does not show what
 * control keys are pressed.
 */
public final class Terminal {

    private static final short ROWS = 40;
    private static final short COLUMNS = 120;
    private static final int STRUCTURE = 128;
    private static final int NAME = 128;
    private static final byte INTERRUPT_KEY = 3;
    private static final byte END_KEY = 4;

    private final SystemCalls calls;
    private final Flags flags;
    private final int master;
    private final DescriptorInput output;
    private final String path;

    /** How this system opens terminals, and where in its {@code struct termios} of words so wide the bits are. */
    private record Flags(int openMode, long setSize, int width, Bits bits) {

        private static final Flags LINUX = new Flags(2 | 0x100 | 0x80000, 0x5414, 4,
            new Bits(0x4, 0x200, 0x8, 0x2, 0x1));
        private static final Flags MAC = new Flags(2 | 0x20000 | 0x1000000, 0x80087467L, 8,
            new Bits(0x2, 0x40, 0x8, 0x100, 0x80));
        private static final int UTF8 = 0x4000;

        int outputOffset() {
            return width;
        }

        int localOffset() {
            return 3 * width;
        }
    }

    private record Bits(int returnBeforeLineFeed, int showControl, int echo, int lines, int signals) {}

    /**
     * How the program wants to be typed to.
     *
     * @param echo whether the terminal shows what is typed
     * @param lines whether the program gets whole lines, not each key
     * @param signals whether the interrupt key interrupts
     */
    public record Mode(boolean echo, boolean lines, boolean signals) {

        /** Whether a password is being typed: whole lines that are not shown. */
        public boolean isSecret() {
            return lines && !echo;
        }
    }

    private Terminal(SystemCalls calls, Flags flags, int master, String path) {
        this.calls = calls;
        this.flags = flags;
        this.master = master;
        output = new DescriptorInput(calls, master);
        this.path = path;
    }

    /** A new terminal; empty if the system has none to give, as in some containers. */
    public static Optional<Terminal> open(SystemCalls calls) {
        var flags = calls.isLinux() ? Flags.LINUX : Flags.MAC;
        var master = (int) calls.call("posix_openpt", flags.openMode);
        if (master < 0) {
            return Optional.empty();
        }
        try (var arena = Arena.ofConfined()) {
            var name = arena.allocate(NAME);
            if ((int) calls.call("grantpt", master) != 0 || (int) calls.call("unlockpt", master) != 0
                || (int) calls.call("ptsname_r", master, name.address(), NAME) != 0) {
                calls.close(master);
                return Optional.empty();
            }
            var terminal = new Terminal(calls, flags, master, name.getString(0));
            terminal.setUp(arena);
            return Optional.of(terminal);
        }
    }

    private void setUp(Arena arena) {
        var size = arena.allocate(8, 8);
        size.set(ValueLayout.JAVA_SHORT, 0, ROWS);
        size.set(ValueLayout.JAVA_SHORT, 2, COLUMNS);
        calls.ioctl(master, flags.setSize, size);
        var settings = arena.allocate(STRUCTURE, 8);
        if ((int) calls.call("tcgetattr", master, settings.address()) == 0) {
            change(settings, 0, Flags.UTF8, true);
            change(settings, flags.outputOffset(), flags.bits.returnBeforeLineFeed, false);
            change(settings, flags.localOffset(), flags.bits.showControl, false);
            calls.call("tcsetattr", master, 0, settings.address());
        }
    }

    private static void change(MemorySegment settings, int offset, int bit, boolean on) {
        var before = settings.get(ValueLayout.JAVA_INT, offset);
        settings.set(ValueLayout.JAVA_INT, offset, on ? before | bit : before & ~bit);
    }

    /** The file that programs open to use it, such as {@code /dev/pts/3}. */
    public String path() {
        return path;
    }

    /** What its programs print, and what it shows of what is typed. To close it is to close the terminal. */
    public DescriptorInput output() {
        return output;
    }

    /** How it is set now. */
    public Mode mode() {
        try (var arena = Arena.ofConfined()) {
            var settings = arena.allocate(STRUCTURE, 8);
            if ((int) calls.call("tcgetattr", master, settings.address()) != 0) {
                return new Mode(true, true, true);
            }
            var local = settings.get(ValueLayout.JAVA_INT, flags.localOffset());
            return new Mode((local & flags.bits.echo) != 0, (local & flags.bits.lines) != 0,
                (local & flags.bits.signals) != 0);
        }
    }

    /** The process group that may read from it and gets its signals; 0 if there is none. */
    public long foreground() {
        return Math.max(0, (int) calls.call("tcgetpgrp", master));
    }

    /** Whether keys can be pressed now without waiting for the program. */
    public boolean takesKeys() {
        return calls.isWritable(master);
    }

    /** Presses keys; how many were taken. */
    public int type(byte[] keys, int offset, int count) {
        try (var arena = Arena.ofConfined()) {
            var bytes = arena.allocate(Math.max(1, count));
            MemorySegment.copy(keys, offset, bytes, ValueLayout.JAVA_BYTE, 0, count);
            return Math.max(0, calls.write(master, bytes.asSlice(0, count)));
        }
    }

    /** Presses the interrupt key: whoever is in the foreground is interrupted, also programs of another user. */
    public void pressInterrupt() {
        type(new byte[] {INTERRUPT_KEY}, 0, 1);
    }

    /** Presses the key that ends the input. */
    public void pressEnd() {
        type(new byte[] {END_KEY}, 0, 1);
    }

    /** Ends it; whoever still uses it is hung up on. */
    public void close() {
        output.close();
    }
}
