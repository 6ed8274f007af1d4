package org.jolab.gpu.cuda.compiler;

import java.util.Map;

/**
 * Machine code.
 *
 * @param image what the driver loads; not to be changed
 * @param symbols what the kernels asked for are called in it
 * @param log the compiler's warnings; may be empty
 */
public record Compiled(byte[] image, Map<String, String> symbols, String log) {
}
