package org.jolab.magics.visual;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jolab.api.NameSource;
import org.jolab.api.Workspace;

/** Lets cells use the public types of a package, and the functions of one of its classes, without an import. */
abstract class PackageNames implements NameSource {

    private final Class<?> functions;
    private final boolean areFunctionsImported;

    PackageNames(Class<?> functions, boolean areFunctionsImported) {
        this.functions = functions;
        this.areFunctionsImported = areFunctionsImported;
    }

    @Override
    public boolean supply(String name, Workspace workspace) throws Exception {
        if (!isType(name) && !isFunction(name) || workspace.imports().containsAll(imports())) {
            return false;
        }
        workspace.evaluate(String.join("\n", imports()));
        return true;
    }

    @Override
    public List<String> imports() {
        var imports = new ArrayList<>(List.of("import " + functions.getPackageName() + ".*;"));
        if (areFunctionsImported) {
            imports.add("import static " + functions.getName() + ".*;");
        }
        return imports;
    }

    private boolean isType(String name) {
        if (name.contains(".") || functions.getResource(name + ".class") == null) {
            return false;
        }
        try {
            return Modifier.isPublic(Class.forName(functions.getPackageName() + "." + name, false,
                functions.getClassLoader()).getModifiers());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private boolean isFunction(String name) {
        return areFunctionsImported && Arrays.stream(functions.getMethods())
            .anyMatch(method -> Modifier.isStatic(method.getModifiers()) && method.getName().equals(name));
    }
}
