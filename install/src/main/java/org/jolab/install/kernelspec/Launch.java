package org.jolab.install.kernelspec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jolab.install.client.KernelProcess;
import org.jolab.install.machine.Distribution;
import org.jolab.install.machine.Jdk;

/**
 * The command line of a kernel: one JVM, no launcher before it.
 *
 * @param jvmArguments what the user wants the JVM to be told
 * @param aotCache the start-up cache made for exactly this JDK, distribution and arguments, if there is one
 */
public record Launch(Jdk jdk, Distribution distribution, List<String> jvmArguments, Optional<Path> aotCache) {

    /** A kernel with the user's arguments and no cache. */
    public static Launch of(Jdk jdk, Distribution distribution, List<String> jvmArguments) {
        return new Launch(jdk, distribution, List.copyOf(jvmArguments), Optional.empty());
    }

    /** The same kernel with a cache. */
    public Launch with(Path cache) {
        return new Launch(jdk, distribution, jvmArguments, Optional.of(cache));
    }

    /** The words of the command; one of them is {@link KernelProcess#CONNECTION_FILE}. */
    public List<String> command() {
        return command(aotCache.map(cache -> List.of("-XX:AOTCache=" + cache)).orElse(List.of()));
    }

    /** The command of the run from which the JVM learns what to put into {@code cache}. */
    List<String> trainingCommand(Path cache) {
        return command(List.of("-XX:AOTCacheOutput=" + cache));
    }

    private List<String> command(List<String> cacheArguments) {
        var words = new ArrayList<String>();
        words.add(jdk.java().toString());
        words.addAll(cacheArguments);
        // A cache that went missing or no longer fits costs time, nothing else; without these the JVM complains.
        words.add("-Xlog:aot=off");
        words.add("-Xlog:cds=off");
        words.addAll(jvmArguments);
        words.add("-jar");
        words.add(distribution.jar().toString());
        words.add("kernel");
        words.add(KernelProcess.CONNECTION_FILE);
        return words;
    }
}
