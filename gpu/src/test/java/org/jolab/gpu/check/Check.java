package org.jolab.gpu.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jolab.gpu.Device;
import org.jolab.gpu.DeviceUnavailable;
import org.jolab.gpu.OperationsOnDevice;
import org.jolab.gpu.cuda.Cuda;
import org.jolab.gpu.cuda.CudaDevice;
import org.jolab.gpu.cuda.KernelScenarios;
import org.jolab.gpu.cuda.MemoryScenarios;

/**
 * One step of the check of a GPU, named by the first argument. Each has a process of its own, as a kernel that fails
 * takes its process's context with it. Ends with 0, with 1 if something has failed, and with 2 if there is no GPU; the
 * step that writes the report, whose further arguments are all steps there are, as {@link Report#status} says.
 */
public final class Check {

    /** Scenarios that hold on every device; the others ask the stand-in driver what it has counted. */
    private static final Pattern MEMORY =
        Pattern.compile("whatGoes|partsOf|manySmall|scopesGive|whenTheBudget|aClosed");
    private static final Pattern STAND_IN_ONLY = Pattern.compile("aKernelTakesTensorsAndNumbers");

    private static final int CLOCK = 13;
    private static final int MEMORY_CLOCK = 36;

    private Check() {
    }

    /** The program. */
    public static void main(String[] arguments) throws IOException {
        var step = arguments[0];
        if (step.equals("report")) {
            var folder = Path.of(arguments[1]);
            var report = Report.of(folder, List.of(arguments).subList(2, arguments.length));
            System.out.print(report.write(folder));
            System.out.flush();
            System.exit(report.status());
        }
        try {
            Device.cuda(0);
        } catch (DeviceUnavailable e) {
            System.out.println("No GPU to check: " + e.getMessage() + ".");
            System.exit(2);
        }
        if (step.equals("compile")) {
            CompiledAhead.share(Path.of(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            return;
        }
        var only = Pattern.compile(System.getProperty("org.jolab.gpu.check.only", ""));
        if (step.equals("operations")) {
            CompiledAhead.compile(only);
        }
        var results = new Results(only);
        run(step, results);
        System.out.println("total\t" + results.total());
        System.out.println(step + ": " + results.passed() + " passed, " + results.failed() + " failed, of "
            + results.total());
        System.out.flush();
        // A device that still computes would keep the process from its regular end.
        Runtime.getRuntime().halt(results.failed() > 0 ? 1 : 0);
    }

    private static void run(String step, Results results) {
        var device = Device.cuda(0);
        switch (step) {
            case "about" -> about(device);
            case "operations" -> OperationsOnDevice.matching(Pattern.compile("")).forEach(each ->
                results.test(each.name(), () -> each.run(device)));
            case "kernels" -> results.scenarios(KernelScenarios.class, name -> !STAND_IN_ONLY.matcher(name).find());
            case "memory" -> results.scenarios(MemoryScenarios.class, name -> MEMORY.matcher(name).find());
            case "streams" -> results.scenarios(DeviceScenarios.class, _ -> true);
            case "accuracy" -> Accuracy.check(results, device);
            case "exhaustion" -> results.scenarios(Exhaustion.class, _ -> true);
            case "benchmarks" -> new Benchmarks(results, device).run();
            case "first" -> FirstUse.measure(results, device);
            case "endless" -> results.scenarios(Endless.class, _ -> true);
            default -> throw new IllegalArgumentException("there is no step \"" + step + "\"");
        }
    }

    private static void about(Device device) {
        System.out.println("device\t" + CudaDevice.of(device).context().name());
        System.out.println("about\t" + device.reason());
        Device.cudas().stream().filter(other -> other != device).forEach(other ->
            System.out.println("also\t" + other + ": " + other.reason()));
        Cuda.libraries().forEach(each -> System.out.println("library\t" + each));
        System.out.println("java\t" + System.getProperty("java.vendor") + " " + Runtime.version() + ", "
            + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
            + Runtime.getRuntime().availableProcessors() + " processors");
        var context = CudaDevice.of(device).context();
        var clock = context.driver().attribute(CLOCK, context.device()) / 1000;
        if (clock > 0) {
            System.out.println("clocks\tup to %d MHz, its memory %d MHz".formatted(clock,
                context.driver().attribute(MEMORY_CLOCK, context.device()) / 1000));
        }
        System.out.println("sizes\t" + Sizes.of(device).arguments());
    }
}
