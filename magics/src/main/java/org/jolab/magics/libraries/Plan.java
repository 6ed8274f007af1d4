package org.jolab.magics.libraries;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Libraries to be resolved together.
 *
 * @param roots what is asked for, in the order of precedence
 * @param boms bills of materials whose versions are taken for all that does not ask for another one
 * @param poms texts of Maven projects whose dependencies, managed versions and repositories count as well
 * @param repositories where to look beside Maven Central and the repositories of settings.xml
 */
record Plan(List<Root> roots, List<Coordinates> boms, List<Pom> poms, List<Repository> repositories) {

    static final Plan EMPTY = new Plan(List.of(), List.of(), List.of(), List.of());

    /**
     * A library that is asked for.
     *
     * @param coordinates its name
     * @param exclusions what it shall not bring along: {@code group:artifact}, either may be {@code *}
     */
    record Root(Coordinates coordinates, List<String> exclusions) {

        /** The exclusion of everything. */
        static final List<String> ALONE = List.of("*:*");
    }

    Plan {
        roots = List.copyOf(roots);
        boms = List.copyOf(boms);
        poms = List.copyOf(poms);
        repositories = List.copyOf(repositories);
    }

    /** What both ask for; of one library in two versions, the one that {@code other} asks for. */
    Plan and(Plan other) {
        var all = new LinkedHashMap<String, Root>();
        roots.forEach(root -> all.put(root.coordinates().key(), root));
        other.roots.forEach(root -> all.put(root.coordinates().key(), root));
        var places = new LinkedHashMap<String, Repository>();
        repositories.forEach(repository -> places.put(repository.id(), repository));
        other.repositories.forEach(repository -> places.put(repository.id(), repository));
        return new Plan(List.copyOf(all.values()), union(boms, other.boms), union(poms, other.poms),
            List.copyOf(places.values()));
    }

    private static <T> List<T> union(List<T> some, List<T> others) {
        var all = new LinkedHashSet<>(some);
        all.addAll(others);
        return new ArrayList<>(all);
    }

    boolean isEmpty() {
        return roots.isEmpty() && boms.isEmpty() && poms.isEmpty();
    }

    /** All that it says, but for passwords, as one text. */
    String describe() {
        var text = new StringBuilder();
        roots.forEach(root -> text.append("root ").append(root.coordinates()).append(' ').append(root.exclusions())
            .append('\n'));
        boms.forEach(bom -> text.append("bom ").append(bom).append('\n'));
        poms.forEach(pom -> text.append("pom ").append(pom).append('\n'));
        repositories.forEach(repository -> text.append("repository ").append(repository).append('\n'));
        return text.toString();
    }
}
