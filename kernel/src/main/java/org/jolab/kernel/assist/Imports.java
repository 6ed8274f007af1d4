package org.jolab.kernel.assist;

import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jolab.kernel.assist.ClassIndex.Classes;
import org.jolab.kernel.assist.ClassIndex.Entry;
import org.jolab.kernel.assist.Neighbourhood.View;
import org.jolab.kernel.cell.Tokens;

/**
 * What import statements make known.
 *
 * @param types the classes, by simple name
 * @param statics names of static members, by the class that has them; {@code *} for all
 */
record Imports(Map<String, Entry> types, Map<String, Set<String>> statics) {

    /** What the notebook and the cell import. */
    static Imports of(View view, Cell cell, Classes classes) {
        var reader = new Reader(classes);
        reader.addPackage("java.lang");
        view.imports().forEach(reader::add);
        cell.chunks().stream()
            .filter(chunk -> chunk.kind() == Chunk.Kind.IMPORT && cell.chunk().filter(chunk::equals).isEmpty())
            .forEach(chunk -> reader.add(cell.text(chunk.first(), chunk.last())));
        return reader.done();
    }

    /** The shortest name by which cells may call {@code type}. */
    String nameOf(TypeElement type, Elements elements) {
        var qualified = type.getQualifiedName().toString();
        var packageName = elements.getPackageOf(type).getQualifiedName().toString();
        if (packageName.equals("REPL")) {
            return Words.simple(qualified);
        }
        var inPackage = packageName.isEmpty() ? qualified : qualified.substring(packageName.length() + 1);
        var dot = inPackage.indexOf('.');
        var known = types.get(dot < 0 ? inPackage : inPackage.substring(0, dot));
        return known != null && known.packageName().equals(packageName) ? inPackage : qualified;
    }

    private static final class Reader {

        private final Classes classes;
        private final Map<String, Entry> single = new HashMap<>();
        private final Set<String> packages = new LinkedHashSet<>();
        private final Map<String, Set<String>> statics = new LinkedHashMap<>();

        Reader(Classes classes) {
            this.classes = classes;
        }

        void addPackage(String name) {
            packages.add(name);
        }

        void add(String statement) {
            var tokens = Tokens.of(statement);
            var words = new ArrayList<String>();
            for (var i = 1; i < tokens.size(); i++) {
                if (!tokens.text(i).equals(";") && !tokens.text(i).equals(".")) {
                    words.add(tokens.text(i));
                }
            }
            if (words.isEmpty()) {
                return;
            }
            var first = words.getFirst();
            if (first.equals("module") && words.size() > 1 && !tokens.text(2).equals(".")) {
                addModule(String.join(".", words.subList(1, words.size())), new HashSet<>());
                return;
            }
            var isStatic = first.equals("static");
            var name = words.subList(isStatic ? 1 : 0, words.size());
            if (name.size() < 2) {
                return;
            }
            var owner = String.join(".", name.subList(0, name.size() - 1));
            if (isStatic) {
                statics.computeIfAbsent(owner, key -> new LinkedHashSet<>()).add(name.getLast());
            } else if (name.getLast().equals("*")) {
                packages.add(owner);
            } else {
                single.put(name.getLast(), classes.in(owner).stream()
                    .filter(entry -> entry.name().equals(name.getLast()))
                    .findFirst().orElse(new Entry(owner, name.getLast(), "class")));
            }
        }

        private void addModule(String name, Set<String> seen) {
            var module = ModuleLayer.boot().findModule(name);
            if (module.isEmpty() || !seen.add(name)) {
                return;
            }
            var descriptor = module.get().getDescriptor();
            descriptor.exports().stream().filter(export -> !export.isQualified())
                .forEach(export -> packages.add(export.source()));
            descriptor.requires().stream()
                .filter(requires -> requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
                .forEach(requires -> addModule(requires.name(), seen));
        }

        Imports done() {
            var types = new HashMap<String, Entry>();
            packages.forEach(name -> classes.in(name).forEach(entry -> types.putIfAbsent(entry.name(), entry)));
            types.putAll(single);
            return new Imports(types, statics);
        }
    }

    /** The names of the classes, in alphabetical order. */
    List<Entry> all() {
        return types.values().stream().sorted(Comparator.comparing(Entry::name)).toList();
    }
}
