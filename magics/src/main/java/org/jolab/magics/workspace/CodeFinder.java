package org.jolab.magics.workspace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace;

/** Finds the class that a name in a notebook stands for. */
final class CodeFinder {

    private final Workspace workspace;

    CodeFinder(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * A class, or one method of it.
     *
     * @param className its binary name
     * @param method the name of the method, if one is meant
     * @param classFile its bytes
     */
    record Target(String className, Optional<String> method, byte[] classFile) {

        String simpleName() {
            return className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
        }
    }

    /** What {@code name} stands for: a type or method of the notebook, a variable, a class, a class and a method. */
    Target find(String name) {
        return notebookType(name).or(() -> method(name)).or(() -> variable(name)).or(() -> type(name))
            .or(() -> typeAndMethod(name))
            .orElseThrow(() -> new UsageError("There is no class, method or variable " + name
                + " in the notebook, and no class of that name among its imports."));
    }

    private Optional<Target> notebookType(String name) {
        return workspace.declarations().stream()
            .filter(declared -> declared.name().equals(name) && ListingMagics.isType(declared))
            .flatMap(declared -> target(declared.className(), Optional.empty()).stream())
            .reduce((_, last) -> last);
    }

    private Optional<Target> method(String name) {
        return workspace.declarations().stream()
            .filter(declared -> declared.name().equals(name) && !ListingMagics.isType(declared))
            .flatMap(declared -> target(declared.className(), Optional.of(name)).stream())
            .reduce((_, last) -> last);
    }

    private Optional<Target> variable(String name) {
        return workspace.variables().stream().filter(variable -> variable.name().equals(name)).findFirst()
            .map(variable -> {
                if (variable.value() == null) {
                    throw new UsageError(name + " is null. Its type is " + variable.type() + ": %javap "
                        + variable.type().replaceAll("<.*>", ""));
                }
                var type = variable.value().getClass();
                return target(type.getName(), Optional.empty()).orElseThrow(() -> new UsageError("What " + name
                    + " holds has no class file: " + (type.isArray() ? "it is an array."
                        : "its class was made at run time, as those of lambdas are.")));
            });
    }

    private Optional<Target> typeAndMethod(String name) {
        var parts = name.split("::|#", 2);
        var dot = name.lastIndexOf('.');
        if (parts.length < 2 && dot > 0) {
            parts = new String[] {name.substring(0, dot), name.substring(dot + 1)};
        }
        if (parts.length < 2) {
            return Optional.empty();
        }
        var method = parts[1];
        var owner = parts[0];
        return notebookType(owner).or(() -> variable(owner)).or(() -> type(owner))
            .map(type -> new Target(type.className(), Optional.of(method), type.classFile()));
    }

    /** A class by its full name or, by way of the imports, its simple one; nested ones with a dot or a dollar sign. */
    private Optional<Target> type(String name) {
        var candidates = new ArrayList<String>();
        candidates.add(name);
        candidates.add("java.lang." + name);
        for (var line : workspace.imports()) {
            var imported = line.replaceAll("^import\\s+(static\\s+)?|\\s*;\\s*$", "").strip();
            if (imported.endsWith(".*")) {
                candidates.add(imported.substring(0, imported.length() - 1) + name);
            } else if (imported.substring(imported.lastIndexOf('.') + 1).equals(name.split("\\.")[0])) {
                candidates.add(imported.substring(0, imported.lastIndexOf('.') + 1) + name);
            }
        }
        return candidates.stream().distinct().flatMap(candidate -> nestings(candidate).stream())
            .flatMap(candidate -> target(candidate, Optional.empty()).stream()).findFirst();
    }

    /** {@code a.B.C} may be the class C of a.B: a.B$C. */
    private static List<String> nestings(String name) {
        var all = new ArrayList<String>();
        var text = name;
        all.add(text);
        for (var dot = text.lastIndexOf('.'); dot > 0; dot = text.lastIndexOf('.')) {
            text = text.substring(0, dot) + "$" + text.substring(dot + 1);
            all.add(text);
        }
        return all;
    }

    private Optional<Target> target(String className, Optional<String> method) {
        return workspace.classFile(className).or(() -> resource(className))
            .map(bytes -> new Target(className, method, bytes));
    }

    private Optional<byte[]> resource(String className) {
        try (var in = workspace.classLoader().getResourceAsStream(className.replace('.', '/') + ".class")) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
