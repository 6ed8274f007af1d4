package org.jolab.kernel.assist;

import com.sun.source.util.JavacTask;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import org.jolab.kernel.Interpreter.Match;
import org.jolab.kernel.assist.ClassIndex.Classes;
import org.jolab.kernel.assist.Proposals.Rank;

/**
 * Proposes packages, classes, static members and modules in an import.
 *
 * @param isStatic whether a static member is imported
 * @param isModule whether a module is
 * @param owner what stands before the last dot
 */
record ImportProposals(boolean isStatic, boolean isModule, String owner) {

    /** Reads the import that {@code cell} is about to make. */
    static ImportProposals of(Cell cell) {
        var words = new ArrayList<String>();
        for (var i = cell.chunk().orElseThrow().first() + 1; i < cell.word(); i++) {
            if (!cell.tokens().text(i).equals(".")) {
                words.add(cell.tokens().text(i));
            }
        }
        var isStatic = !words.isEmpty() && words.getFirst().equals("static");
        var isModule = !words.isEmpty() && words.getFirst().equals("module");
        return new ImportProposals(isStatic, isModule,
            String.join(".", words.subList(isStatic || isModule ? 1 : 0, words.size())));
    }

    /** Proposes what needs no compiler. */
    void propose(Classes classes, Proposals proposals) {
        if (isModule) {
            modules(proposals);
            return;
        }
        classes.packagesIn(owner).forEach(name -> proposals.add(name,
            new Match(name + ".", "module", owner.isEmpty() ? name : owner + "." + name), Rank.PACKAGE));
        classes.in(owner).forEach(entry ->
            proposals.add(entry.name(), entry.kind(), entry.packageName(), Rank.TYPE));
        if (!owner.isEmpty()) {
            return;
        }
        if (!isStatic) {
            List.of("static", "module").forEach(word -> proposals.add(word, "keyword", "", Rank.KEYWORD));
        }
        if (!proposals.typed().isEmpty()) {
            classes.all().forEach(entry -> proposals.add(entry.name(),
                new Match(entry.qualifiedName(), entry.kind(), entry.packageName()),
                ClassIndex.isSeldom(entry.packageName()) ? Rank.SELDOM : Rank.NOT_IMPORTED));
        }
    }

    private void modules(Proposals proposals) {
        var prefix = owner.isEmpty() ? "" : owner + ".";
        ModuleLayer.boot().modules().stream().map(Module::getName)
            .filter(name -> name.startsWith(prefix) && !name.contains("internal"))
            .forEach(name -> proposals.add(name.substring(prefix.length()), "module", name, Rank.PACKAGE));
    }

    /** Whether {@code owner} may be a class, whose members only the compiler knows. */
    boolean mayBeOfClass(Classes classes) {
        return !isModule && !owner.isEmpty() && !classes.hasPackage(owner);
    }

    /** Proposes the members of the class {@code owner}. */
    void proposeMembers(JavacTask task, Proposals proposals) {
        var type = task.getElements().getTypeElement(owner);
        if (type == null) {
            return;
        }
        for (var member : task.getElements().getAllMembers(type)) {
            var isType = member.getKind().isClass() || member.getKind().isInterface();
            if (member.getModifiers().contains(Modifier.PUBLIC) && (isType || isStatic && isStaticMember(member))) {
                proposals.add(member.getSimpleName().toString(), Words.kind(member), "",
                    isType ? Rank.TYPE : Rank.OWN_METHOD);
            }
        }
    }

    private static boolean isStaticMember(Element member) {
        return member.getModifiers().contains(Modifier.STATIC);
    }
}
