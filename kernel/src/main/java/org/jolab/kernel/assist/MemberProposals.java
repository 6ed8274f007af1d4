package org.jolab.kernel.assist;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Scope;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.UnionType;
import javax.lang.model.type.WildcardType;
import org.jolab.kernel.Interpreter.Match;
import org.jolab.kernel.assist.Proposals.Rank;

/** Proposes what may stand after a dot or two colons: own members before inherited ones, fields before methods. */
final class MemberProposals {

    private final Question question;
    private final Proposals proposals;
    private final Place place;
    private final boolean reference;
    private Scope scope;

    MemberProposals(Question question, Place place) {
        this.question = question;
        this.place = place;
        proposals = question.proposals();
        reference = question.before().equals("::");
    }

    /** Proposes the members of {@code receiver}; false if it is not known what that is. */
    boolean propose(ExpressionTree receiver) {
        var child = place.child(receiver);
        var element = child.element();
        if (element.filter(TypeElement.class::isInstance).isPresent() && isTypeName(element.get())) {
            ofType(child, (TypeElement) element.get());
            return true;
        }
        var type = child.type();
        if (type.isPresent()) {
            ofInstance(type.get());
            return true;
        }
        return element.filter(PackageElement.class::isInstance)
            .map(name -> ofPackage(((PackageElement) name).getQualifiedName().toString()))
            .orElse(false);
    }

    private static boolean isTypeName(Element element) {
        return element.getKind().isClass() || element.getKind().isInterface();
    }

    /** Proposes what is in a package; false if there is none of that name. */
    boolean ofPackage(String name) {
        if (!question.classes().hasPackage(name)) {
            return false;
        }
        question.classes().packagesIn(name).forEach(inner ->
            proposals.add(inner, new Match(inner + ".", "module", name + "." + inner), Rank.PACKAGE));
        question.classes().in(name).forEach(entry ->
            proposals.add(entry.name(), entry.kind(), entry.packageName(), Rank.TYPE));
        return true;
    }

    private void ofType(Place receiver, TypeElement type) {
        var declared = receiver.type().filter(DeclaredType.class::isInstance).map(DeclaredType.class::cast)
            .orElse((DeclaredType) type.asType());
        for (var member : place.elements().getAllMembers(type)) {
            if (isWanted(member) && (reference || member.getModifiers().contains(Modifier.STATIC)
                    || isTypeName(member)) && isAccessible(member, declared)) {
                add(member, declared);
            }
        }
        if (reference) {
            proposals.add("new", "keyword", "", Rank.KEYWORD);
        } else {
            proposals.add("class", "keyword", "Class<" + type.getSimpleName() + ">", Rank.KEYWORD);
            if (place.enclosingTypes().contains(type)) {
                proposals.add("this", "keyword", type.getSimpleName().toString(), Rank.KEYWORD);
            }
        }
    }

    /** Proposes the members of a value. */
    void ofInstance(TypeMirror type) {
        switch (type) {
            case DeclaredType declared -> ofDeclared(declared);
            case TypeVariable variable -> ofInstance(variable.getUpperBound());
            case WildcardType wildcard -> Optional.ofNullable(wildcard.getExtendsBound()).ifPresent(this::ofInstance);
            case IntersectionType intersection -> intersection.getBounds().forEach(this::ofInstance);
            case UnionType union -> ofInstance(union.getAlternatives().getFirst());
            case ArrayType array -> {
                if (!reference) {
                    proposals.add("length", "field", "int", Rank.OWN_FIELD);
                }
                proposals.add("clone", new Match(reference ? "clone" : "clone()", "function", "() : "
                    + Words.of(array)), Rank.OWN_METHOD);
                ofDeclared((DeclaredType) place.elements().getTypeElement("java.lang.Object").asType());
            }
            default -> { }
        }
    }

    private void ofDeclared(DeclaredType type) {
        for (var member : place.elements().getAllMembers((TypeElement) type.asElement())) {
            if (isWanted(member) && !member.getModifiers().contains(Modifier.STATIC) && !isTypeName(member)
                    && isAccessible(member, type)) {
                add(member, type);
            }
        }
    }

    private boolean isWanted(Element member) {
        var name = member.getSimpleName();
        return proposals.fits(name.toString()) && !Words.isGenerated(name) && switch (member.getKind()) {
            case METHOD -> true;
            case FIELD, ENUM_CONSTANT -> !reference && !name.contentEquals("this") && !name.contentEquals("super");
            default -> !reference && isTypeName(member);
        };
    }

    private boolean isAccessible(Element member, DeclaredType type) {
        return isTypeName(member) ? place.trees().isAccessible(scope(), (TypeElement) member)
            : place.trees().isAccessible(scope(), member, type);
    }

    private Scope scope() {
        if (scope == null) {
            scope = place.scope();
        }
        return scope;
    }

    private void add(Element member, DeclaredType type) {
        var own = member.getEnclosingElement().equals(type.asElement());
        if (member instanceof ExecutableElement method) {
            var rank = isOfObject(method) ? Rank.OF_OBJECT : own ? Rank.OWN_METHOD : Rank.INHERITED_METHOD;
            add(proposals, method, place.types().asMemberOf(type, method), reference, rank);
        } else {
            var name = member.getSimpleName().toString();
            proposals.add(name, Words.kind(member), isTypeName(member) ? ""
                : Words.of(place.types().asMemberOf(type, member)),
                isTypeName(member) ? Rank.TYPE : own ? Rank.OWN_FIELD : Rank.INHERITED_FIELD);
        }
    }

    /** Adds a method, with its opening bracket, and the closing one if it takes nothing; none in a reference. */
    static void add(Proposals proposals, ExecutableElement method, TypeMirror type, boolean reference, Rank rank) {
        var name = method.getSimpleName().toString();
        var end = reference ? "" : method.getParameters().isEmpty() ? "()" : "(";
        proposals.add(name, new Match(name + end, "function", Words.signature(method, (ExecutableType) type)), rank);
    }

    static boolean isOfObject(Element member) {
        return member.getEnclosingElement() instanceof TypeElement type
            && type.getKind() == ElementKind.CLASS && type.getQualifiedName().contentEquals("java.lang.Object");
    }
}
