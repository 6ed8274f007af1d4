package org.jolab.magics.accelerator;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jolab.api.NameSource;
import org.jolab.api.Workspace;
import org.jolab.gpu.Tensors;

/** Lets cells use tensors without an import: {@code Tensor}, {@code zeros(2, 3)}, {@code Device.best()}. */
public final class TensorNames implements NameSource {

    private static final List<String> IMPORTS =
        List.of("import org.jolab.gpu.*;", "import static org.jolab.gpu.Tensors.*;");

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
        var classFile = Tensors.class.getResource(name + ".class");
        if (classFile == null || name.contains(".")) {
            return false;
        }
        try {
            return Modifier.isPublic(Class.forName(Tensors.class.getPackageName() + "." + name, false,
                Tensors.class.getClassLoader()).getModifiers());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean isFunction(String name) {
        return Arrays.stream(Tensors.class.getMethods())
            .anyMatch(method -> Modifier.isStatic(method.getModifiers()) && method.getName().equals(name));
    }
}
