package org.jolab.magics.accelerator;

import java.util.Arrays;
import javax.lang.model.SourceVersion;
import org.jolab.api.Magic;
import org.jolab.api.MagicCall;
import org.jolab.api.UsageError;
import org.jolab.gpu.Device;
import org.jolab.gpu.DeviceUnavailable;
import org.jolab.gpu.cuda.CudaKernel;
import org.jolab.gpu.cuda.CudaProgram;
import org.jolab.gpu.cuda.compiler.CompileException;

/** {@code %%cuda}: kernels of one's own, as Java variables. */
final class CudaMagic {

    private CudaMagic() {
    }

    static Magic declaration() {
        return Magic.cell("cuda", "Compiles CUDA C++; each kernel becomes a Java variable of its name.")
            .option("-O, --option OPTION...", "for the compiler NVRTC, such as --use_fast_math")
            .option("-d, --device DEVICE", "for which GPU; the current device if it is one, else the first")
            .argument("[NAME]", "a variable for the whole program, which instances of templates are asked of")
            .verbatim()
            .details("""
                %%cuda
                __global__ void saxpy(float a, const float* x, float* y, int n) {
                    int i = blockIdx.x * blockDim.x + threadIdx.x;
                    if (i < n) y[i] += a * x[i];
                }

                Then, in Java:
                saxpy.over(n).launch(2f, x, y, n)
                saxpy.grid(n / 256).block(256).shared(0).launch(2f, x, y, n)

                Of a template, with %%cuda lib above it: lib.kernel("scale<float>").over(n).launch(x, n)""")
            .does(CudaMagic::run);
    }

    private static Object run(MagicCall call) {
        var device = device(call);
        var name = call.argument("NAME");
        if (name.isPresent() && !SourceVersion.isName(name.get())) {
            throw call.usage(name.get() + " can't be the name of a variable.");
        }
        CudaProgram program;
        try {
            program = CudaProgram.of("cell", "#line " + firstLine(call) + " \"cell\"\n" + call.body(), device,
                call.options("--option").toArray(String[]::new));
        } catch (CompileException | IllegalArgumentException e) {
            throw new UsageError(e.getMessage(), e);
        }
        program.warnings().stream().filter(warning -> !warning.isError()).forEach(System.err::println);
        name.ifPresent(variable -> call.workspace().declare(variable, CudaProgram.class.getName(), program));
        for (var kernel : program.kernels().values()) {
            if (SourceVersion.isName(kernel.name())) {
                call.workspace().declare(kernel.name(), CudaKernel.class.getName(), kernel);
            }
            System.out.println(kernel);
        }
        if (program.kernels().isEmpty()) {
            System.out.println(String.join("\n", program.declarations()) + "\n" + (name.isPresent()
                ? "Ask " + name.get() + ".kernel(\"name<type>\") for an instance."
                : "Templates alone: name them, %%cuda lib, and ask lib.kernel(\"name<type>\") for an instance."));
        }
        return null;
    }

    private static Device device(MagicCall call) {
        try {
            var named = call.option("--device");
            if (named.isPresent()) {
                return Device.of(named.get());
            }
            return Device.cudas().contains(Device.current()) ? Device.current() : Device.cuda(0);
        } catch (DeviceUnavailable e) {
            throw new UsageError("%%cuda needs a GPU, and " + e.getMessage().replaceFirst("\\.$", "")
                + ". Tensors compute on the processor all the same.", e);
        }
    }

    /** The line of the cell in which the body begins, so that the compiler's messages are of the cell's lines. */
    private static int firstLine(MagicCall call) {
        var inputs = call.workspace().inputs();
        var cell = inputs.isEmpty() ? "" : inputs.getLast().code();
        var at = cell.indexOf(call.body());
        return at < 0 || call.body().isEmpty() ? 2
            : (int) Arrays.stream(cell.substring(0, at).split("\n", -1)).count();
    }
}
