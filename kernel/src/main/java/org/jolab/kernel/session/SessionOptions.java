package org.jolab.kernel.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jolab.api.MimeBundle;

/**
 * What a session needs from around it.
 *
 * @param shared the jars whose packages notebooks share with the kernel
 * @param renderer shows a value, which may be null
 * @param startup a file of Java to run before the first cell
 * @param exit what to do when a cell calls {@link System#exit}, with its argument
 */
public record SessionOptions(List<Path> shared, Function<Object, MimeBundle> renderer, Optional<Path> startup,
    IntConsumer exit) {}
