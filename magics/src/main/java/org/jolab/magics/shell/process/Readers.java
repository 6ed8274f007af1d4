package org.jolab.magics.shell.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out whether a program waits for what is typed at its terminal, by the system call that it rests in
 * ({@code /proc/PID/syscall}, Linux); used by one thread.
 */
public final class Readers {

    private static final Path PROC = Path.of("/proc");
    private static final int LARGEST_SET = 1024;
    private static final int POLL_ENTRY = 8;
    private static final long ENDLESS = 0xffffffffL;

    private final Terminal terminal;
    private final ProcessHandle leader;
    private final Optional<Numbers> numbers = Numbers.ofThisMachine();

    /** What is known. */
    public enum Finding {
        /** It reads the terminal and nothing else. */
        READS,
        /** It may read: it waits for several things at once, or the system does not let us look. */
        MAY_READ,
        /** It does something else. */
        DOES_NOT
    }

    /** The numbers of the system calls that may wait for a terminal. */
    private record Numbers(List<Integer> read, List<Integer> poll, List<Integer> select, List<Integer> epoll) {

        static Optional<Numbers> ofThisMachine() {
            return switch (System.getProperty("os.name").equals("Linux") ? System.getProperty("os.arch") : "") {
                case "amd64" -> Optional.of(new Numbers(List.of(0, 19), List.of(7, 271), List.of(23, 270),
                    List.of(232, 281, 441)));
                case "aarch64" -> Optional.of(new Numbers(List.of(63, 65), List.of(73), List.of(72),
                    List.of(22, 441)));
                default -> Optional.empty();
            };
        }
    }

    /** Looks at the readers of {@code terminal} among what {@code leader} has started. */
    public Readers(Terminal terminal, ProcessHandle leader) {
        this.terminal = terminal;
        this.leader = leader;
    }

    /** Looks at all programs in the terminal's foreground; takes a millisecond or two. */
    public Finding look() {
        var group = terminal.foreground();
        if (numbers.isEmpty() || group == 0) {
            return Finding.MAY_READ;
        }
        var best = Finding.DOES_NOT;
        // The JDK finds descendants much faster than we could.
        var processes = Stream.concat(Stream.of(leader), leader.descendants()).mapToLong(ProcessHandle::pid).toArray();
        for (var process : processes) {
            if (ProcessTable.entry(process).filter(entry -> entry.group() == group).isPresent()) {
                var finding = look(process);
                if (finding.compareTo(best) < 0) {
                    best = finding;
                }
            }
        }
        return best;
    }

    /** Tells the programs in the terminal's foreground that it is gone. */
    public void hangUp() {
        var group = terminal.foreground();
        SystemCalls.ofThisSystem().ifPresent(calls -> calls.kill(-group, SystemCalls.SIGHUP));
    }

    private Finding look(long pid) {
        var best = Finding.DOES_NOT;
        try (var tasks = Files.list(PROC.resolve(pid + "/task"))) {
            for (var task : (Iterable<Path>) tasks::iterator) {
                var finding = look(pid, words(Files.readAllBytes(task.resolve("syscall"))));
                if (finding.compareTo(best) < 0) {
                    best = finding;
                }
            }
            return best;
        } catch (IOException | RuntimeException e) {
            // It has ended, or it is somebody else's, such as sudo.
            return Files.exists(PROC.resolve(Long.toString(pid))) ? Finding.MAY_READ : Finding.DOES_NOT;
        }
    }

    private static long[] words(byte[] line) {
        var words = new String(line, StandardCharsets.US_ASCII).strip().split(" ");
        if (words.length < 7) {
            // It runs, or is in no system call.
            return new long[0];
        }
        var values = new long[7];
        values[0] = Long.parseLong(words[0]);
        for (var i = 1; i < values.length; i++) {
            values[i] = Long.parseUnsignedLong(words[i].substring(2), 16);
        }
        return values;
    }

    private Finding look(long pid, long[] call) throws IOException {
        if (call.length == 0) {
            return Finding.DOES_NOT;
        }
        var number = (int) call[0];
        var known = numbers.orElseThrow();
        if (known.read.contains(number)) {
            return isTerminal(pid, (int) call[1]) ? Finding.READS : Finding.DOES_NOT;
        }
        if (known.poll.contains(number)) {
            var endless = number == known.poll.getFirst() && known.poll.size() > 1
                ? (call[3] & ENDLESS) == ENDLESS : call[3] == 0;
            return among(pid, polled(pid, call[1], (int) Math.min(call[2], LARGEST_SET)), endless);
        }
        if (known.select.contains(number)) {
            return among(pid, selected(pid, call[2], (int) Math.min(call[1], LARGEST_SET)), call[5] == 0);
        }
        return known.epoll.contains(number) ? among(pid, epolled(pid, (int) call[1]), false) : Finding.DOES_NOT;
    }

    private static List<Integer> polled(long pid, long address, int count) throws IOException {
        var entries = memory(pid, address, count * POLL_ENTRY);
        var descriptors = new ArrayList<Integer>();
        for (var i = 0; i < count; i++) {
            var wanted = entries.getShort(i * POLL_ENTRY + 4);
            if (entries.getInt(i * POLL_ENTRY) >= 0 && wanted != 0) {
                descriptors.add(entries.getInt(i * POLL_ENTRY));
            }
        }
        return descriptors;
    }

    private static List<Integer> selected(long pid, long address, int count) throws IOException {
        var descriptors = new ArrayList<Integer>();
        if (address != 0) {
            var bits = memory(pid, address, (count + 63) / 64 * 8);
            for (var i = 0; i < count; i++) {
                if ((bits.get(i / 8) >> i % 8 & 1) != 0) {
                    descriptors.add(i);
                }
            }
        }
        return descriptors;
    }

    private static List<Integer> epolled(long pid, int descriptor) throws IOException {
        return Files.readAllLines(PROC.resolve(pid + "/fdinfo/" + descriptor)).stream()
            .filter(line -> line.startsWith("tfd:"))
            .map(line -> Integer.parseInt(line.strip().split("\\s+")[1]))
            .toList();
    }

    /** Who waits for the terminal alone reads; who waits for more, or not for ever, may have better things to do. */
    private Finding among(long pid, List<Integer> descriptors, boolean endless) throws IOException {
        var found = false;
        for (var descriptor : descriptors) {
            found |= isTerminal(pid, descriptor);
        }
        if (!found) {
            return Finding.DOES_NOT;
        }
        return endless && descriptors.size() == 1 ? Finding.READS : Finding.MAY_READ;
    }

    private boolean isTerminal(long pid, int descriptor) throws IOException {
        var file = Files.readSymbolicLink(PROC.resolve(pid + "/fd/" + descriptor)).toString();
        return file.equals(terminal.path()) || file.equals("/dev/tty");
    }

    private static ByteBuffer memory(long pid, long address, int size) throws IOException {
        try (var channel = FileChannel.open(PROC.resolve(pid + "/mem"))) {
            var bytes = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
            while (bytes.hasRemaining() && channel.read(bytes, address + bytes.position()) > 0) { }
            if (bytes.hasRemaining()) {
                throw new IOException("unreadable");
            }
            return bytes;
        }
    }
}
