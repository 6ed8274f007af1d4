package org.jolab.kernel.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the notebook has declared so far, by name, and in which class each is found. Used by the thread that holds the
 * session's lock.
 */
final class Names {

    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<String, byte[]> holders = new LinkedHashMap<>();
    private final Map<String, byte[]> declared = new LinkedHashMap<>();
    /** The members of JShell's classes: by name, then by erased parameter types or "" for a type, their class. */
    private final Map<String, Map<String, String>> members = new LinkedHashMap<>();
    private List<String> imports = List.of();

    /** The names as they are now; the copy changes no more, and may be read by any thread that has it. */
    Names copy() {
        var copy = new Names();
        copy.variables.putAll(variables);
        copy.holders.putAll(holders);
        copy.declared.putAll(declared);
        members.forEach((name, overloads) -> copy.members.put(name, new LinkedHashMap<>(overloads)));
        copy.imports = imports;
        return copy;
    }

    /** The methods and types, by name, with the classes that hold each. */
    Map<String, Set<String>> members() {
        var holders = new LinkedHashMap<String, Set<String>>();
        members.forEach((name, overloads) -> holders.put(name, new LinkedHashSet<>(overloads.values())));
        return holders;
    }

    /** All variables, in the order of their declaration. */
    Collection<Variable> variables() {
        return List.copyOf(variables.values());
    }

    /** The variable of that name. */
    Optional<Variable> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** Adds or replaces a variable. */
    void declare(Variable variable) {
        var before = variables.remove(variable.name());
        variables.put(variable.name(), variable);
        if (before != null) {
            forgetHolder(before.holder());
        }
    }

    /** Forgets a variable. */
    void forget(Variable variable) {
        variables.remove(variable.name());
        forgetHolder(variable.holder());
    }

    private void forgetHolder(String holder) {
        if (variables.values().stream().noneMatch(variable -> variable.holder().equals(holder))) {
            holders.remove(holder);
        }
    }

    /** The class file of a class that the notebook has declared, or that holds its variables. */
    Optional<byte[]> classFile(String className) {
        return Optional.ofNullable(declared.get(className)).or(() -> Optional.ofNullable(holders.get(className)));
    }

    /** Keeps the class file of a class that holds variables. */
    void addHolder(ReplFiles.Compiled holder) {
        holders.put(holder.name(), holder.bytes());
    }

    /** The class files of the holders of {@code names}. */
    Collection<ReplFiles.Compiled> holdersOf(Set<String> names) {
        var needed = new LinkedHashSet<String>();
        names.stream().map(variables::get).filter(v -> v != null).forEach(v -> needed.add(v.holder()));
        return needed.stream().map(holder -> new ReplFiles.Compiled(holder, holders.get(holder))).toList();
    }

    /** Keeps the class file of a class of JShell's. */
    void addDeclared(String name, byte[] classFile) {
        declared.put(name, classFile);
    }

    /** The class files that a compilation of statements may need. */
    Collection<ReplFiles.Compiled> visible() {
        var all = new ArrayList<>(holdersOf(variables.keySet()));
        declared.forEach((name, bytes) -> all.add(new ReplFiles.Compiled(name, bytes)));
        return all;
    }

    /** Says that {@code holder} declares the method or type {@code name}; {@code signature} is "" for a type. */
    void declareMember(String name, String signature, String holder) {
        members.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(signature, holder);
    }

    /** Forgets every method or type of that name. */
    void forgetMember(String name) {
        members.remove(name);
    }

    /** Sets the import statements that the user has made, whole. */
    void setImports(List<String> statements) {
        imports = List.copyOf(statements);
    }

    /** The import statements that the user has made. */
    List<String> imports() {
        return imports;
    }

    /** The import statements that make {@code used} names mean what the notebook has declared, on one line. */
    String importsFor(Set<String> used) {
        return importsFor(used, imports);
    }

    /** The same without those of the user's imports that the code does not need. */
    String importsFor(Set<String> used, NeededImports needed) {
        return importsFor(used, needed.of(imports, used));
    }

    private String importsFor(Set<String> used, List<String> first) {
        var lines = new ArrayList<>(first);
        for (var name : used) {
            variable(name).ifPresent(variable -> lines.add(staticImport(variable.holder(), name)));
            members.getOrDefault(name, Map.of()).values().stream().distinct()
                .forEach(holder -> lines.add(staticImport(holder, name)));
        }
        return String.join("", lines);
    }

    /** The statement that imports {@code name} of {@code holder}. */
    static String staticImport(String holder, String name) {
        return "import static " + holder + "." + name + ";";
    }

    /** Every word in {@code code} that may be a name; those in comments and strings do no harm. */
    static Set<String> identifiersIn(CharSequence code) {
        var found = new LinkedHashSet<String>();
        var i = 0;
        while (i < code.length()) {
            var start = i;
            while (i < code.length() && Character.isJavaIdentifierPart(Character.codePointAt(code, i))) {
                i += Character.charCount(Character.codePointAt(code, i));
            }
            if (i > start) {
                found.add(code.subSequence(start, i).toString());
            } else {
                i += Character.charCount(Character.codePointAt(code, i));
            }
        }
        return found;
    }
}
