package org.jolab.kernel.assist;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jolab.kernel.assist.Finding.Entry;

/** Tells what a name in an attributed source means; lives as long as javac's task. */
final class Describer {

    private static final int MOST_OVERLOADS = 24;

    private final Question question;
    private final Place place;
    private final Trees trees;

    Describer(Question question, Place place) {
        this.question = question;
        this.place = place;
        trees = place.trees();
    }

    /** What the name means; {@code inCall} if the question comes from within the brackets of its call. */
    Optional<Finding> describe(boolean inCall) {
        var parent = place.parent();
        if (parent.tree() instanceof MethodInvocationTree call && call.getMethodSelect() == place.tree()) {
            return call(parent, call);
        }
        var creation = creation(place);
        if (inCall && creation.isPresent()) {
            return constructors(creation.get());
        }
        return place.element().flatMap(this::describe);
    }

    private Optional<Finding> describe(Element element) {
        if (element instanceof PackageElement named
                && !question.classes().hasPackage(named.getQualifiedName().toString())) {
            return Optional.empty();
        }
        var shown = element.getKind() == ElementKind.CONSTRUCTOR && isImplied(element)
            ? element.getEnclosingElement() : element;
        return Optional.of(finding(List.of(shown)));
    }

    private boolean isImplied(Element constructor) {
        return place.elements().getOrigin(constructor) != Elements.Origin.EXPLICIT;
    }

    /** The creation of an instance whose type {@code at} is. */
    private static Optional<Place> creation(Place at) {
        return switch (at.parent().tree()) {
            case ParameterizedTypeTree generic when generic.getType() == at.tree() -> creation(at.parent());
            case AnnotatedTypeTree annotated -> creation(at.parent());
            case NewClassTree created when created.getIdentifier() == at.tree() -> Optional.of(at.parent());
            default -> Optional.empty();
        };
    }

    private Optional<Finding> constructors(Place creation) {
        var type = place.element().filter(TypeElement.class::isInstance);
        var all = type.stream().flatMap(element -> element.getEnclosedElements().stream())
            .filter(member -> member.getKind() == ElementKind.CONSTRUCTOR);
        var isStarted = isStarted(((NewClassTree) creation.tree()).getArguments());
        var found = overloads(creation.element().filter(element -> isStarted), all);
        return found.isEmpty() || isImplied(found.getFirst()) ? type.flatMap(this::describe)
            : Optional.of(finding(found));
    }

    private Optional<Finding> call(Place parent, MethodInvocationTree call) {
        var resolved = place.element()
            .filter(element -> element instanceof ExecutableElement && isStarted(call.getArguments()));
        var candidates = Target.candidates(parent, call.getMethodSelect());
        var all = place.tree() instanceof IdentifierTree name && place.element().isEmpty()
            ? named(name.getName().toString()) : candidates;
        var found = overloads(resolved, all);
        return found.isEmpty() ? Optional.empty() : Optional.of(finding(found));
    }

    /** The methods that a simple name may mean: of the classes around, of the notebook, of static imports. */
    private Stream<? extends Element> named(String name) {
        var found = new ArrayList<Element>();
        place.enclosingTypes().forEach(type -> found.addAll(place.elements().getAllMembers(type)));
        var holders = new LinkedHashSet<String>();
        question.view().members().stream().filter(member -> member.name().equals(name))
            .forEach(member -> holders.add(member.holder()));
        question.imports().statics().forEach((owner, names) -> {
            if (names.contains("*") || names.contains(name)) {
                holders.add(owner);
            }
        });
        for (var holder : holders) {
            var type = place.elements().getTypeElement(holder);
            if (type != null) {
                found.addAll(type.getEnclosedElements());
            }
        }
        return found.stream().filter(member -> member.getKind() == ElementKind.METHOD
            && member.getSimpleName().contentEquals(name) && !MemberProposals.isOfObject(member));
    }

    /** Whether the arguments tell overloads apart; before the first is typed, all apply. */
    private static boolean isStarted(List<? extends ExpressionTree> arguments) {
        return arguments.size() != 1 || switch (arguments.getFirst()) {
            case ErroneousTree nothing -> false;
            case IdentifierTree argument -> !argument.getName().contentEquals(Approximation.UNFINISHED);
            default -> true;
        };
    }

    private List<Element> overloads(Optional<Element> first, Stream<? extends Element> all) {
        var found = new LinkedHashSet<Element>();
        first.filter(ExecutableElement.class::isInstance).ifPresent(found::add);
        var scope = place.scope();
        all.filter(member -> !(member.getEnclosingElement().asType() instanceof DeclaredType type)
            || trees.isAccessible(scope, member, type)).forEach(found::add);
        return found.stream().limit(MOST_OVERLOADS).toList();
    }

    private Finding finding(List<Element> elements) {
        var first = elements.getFirst();
        var variable = question.view().variables().stream()
            .filter(v -> first.getKind() == ElementKind.FIELD && first.getSimpleName().contentEquals(v.name())
                && first.getEnclosingElement() instanceof TypeElement holder
                && holder.getQualifiedName().contentEquals(v.holder()))
            .findFirst();
        var entries = elements.stream()
            .map(element -> new Entry(header(element), isMember(element)
                ? Optional.of(Declaration.of(element, place.elements())) : Optional.empty()))
            .toList();
        return new Finding(variable
            .map(v -> List.of(new Entry(variable(Words.simple(v.type()), v.name()), Optional.empty())))
            .orElse(entries), declarations(first), whereabouts(first), variable);
    }

    /** The declaration; that of a variable of the cell without the modifiers that it has here. */
    private static Header header(Element element) {
        return element.getKind() == ElementKind.FIELD
            && element.getEnclosingElement().getSimpleName().contentEquals(Neighbourhood.CLASS)
            ? variable(Words.of(element.asType()), element.getSimpleName())
            : Header.of(element).without(isWrapped(element) ? "public static " : "");
    }

    /** Whether JShell has added modifiers. */
    private static boolean isWrapped(Element element) {
        return element.getEnclosingElement() instanceof TypeElement owner
            && owner.getQualifiedName().toString().startsWith("REPL.$JShell$")
            && owner.getEnclosingElement() instanceof PackageElement;
    }

    private static Header variable(String type, CharSequence name) {
        return new Header(type + " " + name, null, List.of(), "");
    }

    /** Whether it is a type, or a member of one, and so may have a doc comment. */
    private static boolean isMember(Element element) {
        return switch (element.getKind()) {
            case FIELD, ENUM_CONSTANT, METHOD, CONSTRUCTOR -> true;
            default -> element instanceof TypeElement;
        };
    }

    private static String whereabouts(Element element) {
        var owner = element.getEnclosingElement();
        if (!isMember(element) || owner == null) {
            return "";
        }
        var name = owner.toString();
        return name.startsWith("REPL") ? Words.simple(name + ".").replaceAll("\\.$", "") : name;
    }

    /** The element and, if it is a method, what it overrides, the nearest first. */
    private List<Declaration> declarations(Element element) {
        if (!isMember(element)) {
            return List.of();
        }
        var all = new ArrayList<Declaration>();
        all.add(Declaration.of(element, place.elements()));
        if (element instanceof ExecutableElement method && method.getKind() == ElementKind.METHOD
                && !method.getModifiers().contains(Modifier.STATIC)) {
            var seen = new LinkedHashSet<TypeElement>();
            supertypes(method.getEnclosingElement().asType(), seen);
            for (var type : seen) {
                type.getEnclosedElements().stream()
                    .filter(other -> other instanceof ExecutableElement overridden
                        && place.elements().overrides(method, overridden, (TypeElement) method.getEnclosingElement()))
                    .forEach(other -> all.add(Declaration.of(other, place.elements())));
            }
        }
        return all;
    }

    private void supertypes(TypeMirror type, LinkedHashSet<TypeElement> seen) {
        for (var supertype : place.types().directSupertypes(type)) {
            if (supertype instanceof DeclaredType declared && seen.add((TypeElement) declared.asElement())) {
                supertypes(supertype, seen);
            }
        }
    }
}
