package org.jolab.gpu.cuda.compiler;

import java.util.List;

/**
 * What is compiled.
 *
 * @param name what the text is called in messages; it may contain {@code #line} directives that say otherwise
 * @param text CUDA C++
 * @param options for the compiler, such as {@code --fmad=false}
 * @param expressions kernels whose symbols are asked for, such as {@code scale<float>}
 */
public record Source(String name, String text, List<String> options, List<String> expressions) {

    /** With copies of the lists. */
    public Source {
        options = List.copyOf(options);
        expressions = List.copyOf(expressions);
    }
}
