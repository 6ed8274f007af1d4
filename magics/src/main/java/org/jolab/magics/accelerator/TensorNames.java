package org.jolab.magics.accelerator;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jolab.api.NameSource;
import org.jolab.api.Workspace;
import org.jolab.gpu.Tensors;
import org.jolab.gpu.cuda.CudaKernel;

/** Lets cells use tensors without an import: {@code Tensor}, {@code zeros(2, 3)}, {@code Device.best()}. */
public final class TensorNames implements NameSource {

    private static final List<String> IMPORTS =
        List.of("import org.jolab.gpu.*;", "import org.jolab.gpu.cuda.*;", "import static org.jolab.gpu.Tensors.*;");

    @Override
    public boolean supply(String name, Workspace workspace) throws Exception {
        if (!isType(name) && !isFunction(name) || workspace.imports().containsAll(IMPORTS)) {
            return false;
        }
        workspace.evaluate(String.join("\n", IMPORTS));
        return true;
    }

    @Override
    public List<String> imports() {
        return IMPORTS;
    }

    private static boolean isType(String name) {
        return !name.contains(".")
            && Stream.of(Tensors.class, CudaKernel.class).anyMatch(beside -> isType(name, beside));
    }

    /** Whether there is a public class of that name in the package of {@code beside}. */
    private static boolean isType(String name, Class<?> beside) {
        if (beside.getResource(name + ".class") == null) {
            return false;
        }
        try {
            return Modifier.isPublic(Class.forName(beside.getPackageName() + "." + name, false,
                beside.getClassLoader()).getModifiers());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean isFunction(String name) {
        return Arrays.stream(Tensors.class.getMethods())
            .anyMatch(method -> Modifier.isStatic(method.getModifiers()) && method.getName().equals(name));
    }
}
