package org.jolab.magics.shell.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Every session that was started here and may still have members, so that none outlives the kernel; used by all
 * threads, under its own lock.
 *
 * <p>A program that makes a session of its own, as daemons do, has left ours and is left alone.
 */
public final class Sessions {

    /** Looking for members costs some milliseconds, so it is done once for so many sessions. */
    private static final int PRUNE_AT = 64;
    private static final long POLITE_MILLIS = 400;

    private final Optional<SystemCalls> calls;
    private final Map<Long, Process> leaders = new HashMap<>();
    private Guard guard;
    private boolean ended;

    /** None yet. */
    public Sessions(Optional<SystemCalls> calls) {
        this.calls = calls;
    }

    /**
     * Starts a program.
     *
     * @throws IOException if it can't be started
     */
    public Process start(Launch launch, Wiring wiring) throws IOException {
        if (calls.isEmpty()) {
            return remember(Plain.start(launch, wiring));
        }
        var child = Spawn.start(calls.get(), launch, wiring);
        remember(child);
        child.onExit().thenRun(() -> leaderEnded(child.pid()));
        return child;
    }

    private synchronized Process remember(Process process) {
        if (leaders.size() >= PRUNE_AT) {
            prune();
        }
        leaders.put(process.pid(), process);
        if (guard == null) {
            guard = Guard.start(calls);
        }
        guard.began(process.pid());
        if (ended) {
            process.destroyForcibly();
        }
        return process;
    }

    private synchronized void leaderEnded(long session) {
        if (guard != null) {
            guard.leaderEnded(session);
        }
    }

    private void prune() {
        var inhabited = new HashSet<Long>();
        members(leaders.keySet()).forEach(member -> inhabited.add(member.session()));
        var gone = leaders.entrySet().stream()
            .filter(e -> !e.getValue().isAlive() && !inhabited.contains(e.getKey()))
            .map(Map.Entry::getKey).toList();
        leaders.keySet().removeAll(gone);
        gone.forEach(guard::ended);
    }

    /** The members of sessions that are ours; a session whose number was given anew is not. */
    private List<ProcessTable.Entry> members(Set<Long> sessions) {
        var members = ProcessTable.ofSessions(sessions);
        var foreign = new HashSet<Long>();
        for (var member : members) {
            var leader = leaders.get(member.session());
            if (member.pid() == member.session() && (leader == null || !leader.isAlive())) {
                foreign.add(member.session());
            }
        }
        return members.stream().filter(member -> !foreign.contains(member.session())).toList();
    }

    /** Whether anything of what {@code leader} started still lives, itself included. */
    public synchronized boolean isInhabited(Process leader) {
        return leader.isAlive() || !members(Set.of(leader.pid())).isEmpty();
    }

    /** Sends a signal to all members of a session, whatever their groups; whether there was one. */
    public synchronized boolean signal(Process leader, int signal) {
        if (calls.isEmpty()) {
            // The leader first: a shell whose command ends goes on to the next one.
            var all = new ArrayList<>(List.of(leader.toHandle()));
            all.addAll(leader.descendants().toList());
            all.forEach(signal == SystemCalls.SIGKILL ? ProcessHandle::destroyForcibly : ProcessHandle::destroy);
            return leader.isAlive();
        }
        var members = new ArrayList<>(members(Set.of(leader.pid())));
        members.sort(Comparator.comparing(member -> member.pid() != leader.pid()));
        members.forEach(member -> calls.get().kill(member.pid(), signal));
        if (members.isEmpty() && leader instanceof ChildProcess child) {
            return child.signalGroup(signal, false);
        }
        return !members.isEmpty();
    }

    /** Ends all sessions: politely, and then by force. For the end of the kernel; takes half a second at most. */
    public void endAll() {
        List<Process> all;
        synchronized (this) {
            ended = true;
            all = List.copyOf(leaders.values());
        }
        var left = all.stream().filter(leader -> signal(leader, SystemCalls.SIGTERM)).toList();
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(POLITE_MILLIS);
        var interrupted = false;
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = left.stream().filter(this::isInhabited).toList();
        }
        left.forEach(leader -> signal(leader, SystemCalls.SIGKILL));
        synchronized (this) {
            if (guard != null) {
                guard.close();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
