package org.jolab.magics.shell.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A small process beside the kernel that ends our sessions when the kernel is gone without having done so, as after
 * {@code kill -9}: it reads a pipe that only the kernel holds open. Used under the lock of {@link Sessions}.
 *
 * <p>The end of a terminal hangs up on whoever is in its foreground; all others would go on for ever. It is not the
 * kernel's child: who ends the children of a cell, or of the kernel, does not meet it.
 */
final class Guard {

    /** Understands {@code b N} for a session that begins, {@code l N} for one whose leader ended, {@code e N}. */
    private static final String SCRIPT = """
        exec 3<&0
        (
        trap '' HUP INT
        live=' '
        led=' '
        without() { out="${1%% $2 *} ${1#* $2 }"; }
        while read -r what id; do
          case $what in
            b) live="$live$id "; led="$led$id " ;;
            *) case $led in *" $id "*) without "$led" "$id"; led=$out ;; esac ;;
          esac
          case $what in
            e) case $live in *" $id "*) without "$live" "$id"; live=$out ;; esac ;;
          esac
        done
        for signal in TERM KILL; do
          found=
          if [ -d /proc/1 ]; then
            for stat in /proc/[0-9]*/stat; do
              { read -r line < "$stat"; } 2>/dev/null || continue
              set -- ${line##*) }
              [ "$1" = Z ] && continue
              case $live in *" $4 "*) ;; *) continue ;; esac
              case $led in *" $4 "*) ;; *) [ -d "/proc/$4" ] && continue ;; esac
              pid=${stat#/proc/}
              kill -s $signal "${pid%/stat}" 2>/dev/null && found=yes
            done
          else
            for id in $led; do kill -s $signal -- "-$id" 2>/dev/null && found=yes; done
          fi
          [ "$found" ] || exit
          [ $signal = KILL ] || sleep 1
        done
        ) <&3 3<&- &
        """;

    private final Optional<OutputStream> pipe;

    private Guard(Optional<OutputStream> pipe) {
        this.pipe = pipe;
    }

    /** Starts it; one that can't be started is logged, and does nothing. */
    static Guard start(Optional<SystemCalls> calls) {
        if (calls.isEmpty()) {
            return new Guard(Optional.empty());
        }
        try {
            var child = Spawn.start(calls.get(), Launch.here(List.of("/bin/sh", "-c", SCRIPT, "jolab-guard")),
                new Wiring.Fed());
            return new Guard(Optional.of(child.getOutputStream()));
        } catch (IOException e) {
            System.getLogger(Guard.class.getName()).log(Level.WARNING, "Programs may outlive a killed kernel", e);
            return new Guard(Optional.empty());
        }
    }

    void began(long session) {
        tell('b', session);
    }

    void leaderEnded(long session) {
        tell('l', session);
    }

    void ended(long session) {
        tell('e', session);
    }

    /** Lets it go: nothing is left that it would have to end. */
    void close() {
        try {
            if (pipe.isPresent()) {
                pipe.get().close();
            }
        } catch (IOException e) {
            return;
        }
    }

    private void tell(char what, long session) {
        if (pipe.isPresent()) {
            try {
                pipe.get().write((what + " " + session + "\n").getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // Somebody has ended it; nothing depends on it as long as the kernel ends in good order.
                return;
            }
        }
    }
}
