package org.jolab.gpu.cuda;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jolab.gpu.Device;
import org.jolab.gpu.cuda.compiler.CompileException;
import org.jolab.gpu.cuda.compiler.Source;

/**
 * CUDA C++ of one's own, compiled for a device; its kernels are launched from Java. May be used by any thread.
 *
 * <pre>{@code
 * var program = CudaProgram.of("""
 *     __global__ void saxpy(float a, const float* x, float* y, int n) {
 *         int i = blockIdx.x * blockDim.x + threadIdx.x;
 *         if (i < n) y[i] += a * x[i];
 *     }
 *     """, Device.cuda(0));
 * program.kernel("saxpy").over(n).launch(2f, x, y, n);
 * }</pre>
 */
public final class CudaProgram {

    private final CudaDevice device;
    private final Source source;
    private final Map<String, Declaration> declarations = new LinkedHashMap<>();
    private final Map<String, CudaKernel> kernels = new LinkedHashMap<>();
    private String log = "";

    private CudaProgram(CudaDevice device, Source source) {
        this.device = device;
        this.source = source;
        for (var declaration : Declarations.of(source.text())) {
            declarations.put(declaration.name(), declaration);
        }
    }

    /**
     * Compiles {@code source}; in messages it is called "cell".
     *
     * @throws CompileException if it is wrong; the message has lines and columns
     * @throws IllegalArgumentException if it has no kernel
     */
    public static CudaProgram of(String source, Device device, String... options) {
        return of("cell", source, device, options);
    }

    /** As {@link #of(String, Device, String...)}, with a name for messages and options for NVRTC. */
    public static CudaProgram of(String name, String source, Device device, String... options) {
        var program = new CudaProgram(CudaDevice.of(device), new Source(name, source, List.of(options), List.of()));
        if (program.declarations.isEmpty()) {
            throw new IllegalArgumentException(name + " has no kernel, that is, no function marked __global__");
        }
        var plain = program.declarations.values().stream().filter(each -> each.template().isEmpty())
            .map(Declaration::name).toList();
        program.load(plain);
        return program;
    }

    private synchronized void load(List<String> expressions) {
        var compiled = device.compiler().compile(new Source(source.name(), source.text(), source.options(),
            expressions));
        log = compiled.log();
        var module = device.modules().load(compiled.image());
        for (var expression : expressions) {
            var parameters = declaration(expression).instance(arguments(expression));
            kernels.put(expression, CudaKernel.of(new CudaKernel.Code(expression, device,
                device.modules().function(module, compiled.symbols().get(expression)), parameters)));
        }
    }

    private Declaration declaration(String expression) {
        var angle = expression.indexOf('<');
        var name = angle < 0 ? expression : expression.substring(0, angle).strip();
        var found = declarations.get(name);
        if (found == null || found.template().isEmpty() != angle < 0) {
            throw new IllegalArgumentException("there is no kernel \"%s\"; %s has %s%s".formatted(expression,
                source.name(), declarations.values().stream().map(Declaration::toString)
                    .collect(Collectors.joining("; ")), found != null && angle < 0
                    ? ". Say which instance, such as " + name + "<float>" : ""));
        }
        return found;
    }

    /** The arguments of an instance: {@code scale<float, 4>} has float and 4. */
    private static List<String> arguments(String expression) {
        var angle = expression.indexOf('<');
        if (angle < 0) {
            return List.of();
        }
        var inner = expression.substring(angle + 1, expression.lastIndexOf('>'));
        var all = new ArrayList<String>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= inner.length(); i++) {
            var c = i < inner.length() ? inner.charAt(i) : ',';
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && (depth == 0 || i == inner.length())) {
                all.add(inner.substring(start, i).strip());
                start = i + 1;
            }
        }
        return all;
    }

    /**
     * A kernel by its name, with its namespaces; an instance of a template as {@code scale<float>}, which is compiled
     * when it is asked for first.
     */
    public synchronized CudaKernel kernel(String name) {
        if (!kernels.containsKey(name)) {
            declaration(name);
            load(List.of(name));
        }
        return kernels.get(name);
    }

    /** The only kernel. */
    public CudaKernel kernel() {
        if (kernels.size() != 1) {
            throw new IllegalArgumentException("there is more than one kernel; say which of " + declarations.keySet());
        }
        return kernels.values().iterator().next();
    }

    /** All kernels that have been compiled, by name. */
    public synchronized Map<String, CudaKernel> kernels() {
        return new LinkedHashMap<>(kernels);
    }

    /** Declarations of all kernels, templates included. */
    public List<String> declarations() {
        return declarations.values().stream().map(Declaration::toString).toList();
    }

    /** The compiler's warnings. */
    public List<CompileException.Problem> warnings() {
        return CompileException.problems(log);
    }

    @Override
    public String toString() {
        return Arrays.toString(kernels().values().toArray());
    }
}
