package org.jolab.kernel.assist;

import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jolab.kernel.Interpreter.Match;
import org.jolab.kernel.assist.ClassIndex.Entry;
import org.jolab.kernel.assist.Proposals.Rank;

/** Proposes the names that a place sees: the nearest first, classes that are still to be imported last. */
final class NameProposals {

    /** After these a type is named. */
    private static final Set<String> BEFORE_TYPE = Set.of("new", "extends", "implements", "throws", "instanceof", "@",
        "permits");

    private final Question question;
    private final Proposals proposals;
    private final Place place;
    private final Target target;
    private final boolean typesOnly;
    private final boolean annotations;
    private final boolean throwables;

    NameProposals(Question question, Place place) {
        this.question = question;
        this.place = place;
        proposals = question.proposals();
        target = Target.of(place);
        var tokens = question.cell().tokens();
        var word = question.cell().word();
        annotations = question.before().equals("@");
        var inCatch = question.before().equals("(") && tokens.text(word - 2).equals("catch");
        throwables = inCatch || question.before().equals("throws")
            || question.before().equals("new") && tokens.text(word - 2).equals("throw");
        typesOnly = inCatch || BEFORE_TYPE.contains(question.before());
    }

    /** Proposes all that fits. */
    void propose() {
        expected();
        if (target.label() && target.types().stream().anyMatch(NameProposals::isEnum)) {
            return;
        }
        Locals.of(place).forEach(this::local);
        place.enclosingTypes().forEach(this::members);
        notebook();
        if (!typesOnly) {
            staticImports();
        }
        question.imports().all().forEach(entry -> type(entry, entry.name(), Rank.TYPE));
        if (!proposals.typed().isEmpty()) {
            question.classes().all()
                .filter(entry -> !entry.equals(question.imports().types().get(entry.name())))
                .forEach(entry -> type(entry, entry.qualifiedName(),
                    ClassIndex.isSeldom(entry.packageName()) ? Rank.SELDOM : Rank.NOT_IMPORTED));
            question.classes().packagesIn("").forEach(name ->
                proposals.add(name, new Match(name + ".", "module", name), Rank.PACKAGE));
        }
    }

    private static boolean isEnum(TypeMirror type) {
        return type instanceof DeclaredType declared && declared.asElement().getKind() == ElementKind.ENUM;
    }

    private void type(Entry entry, String text, Rank rank) {
        if (annotations && !entry.kind().equals("interface") || !proposals.fits(entry.name())) {
            return;
        }
        var isThrowable = entry.name().endsWith("Exception") || entry.name().endsWith("Error")
            || entry.name().equals("Throwable");
        proposals.add(entry.name(), new Match(text, entry.kind(), entry.packageName()),
            throwables && isThrowable && rank == Rank.TYPE ? Rank.EXPECTED : rank);
    }

    private void expected() {
        target.annotation().ifPresent(annotation -> annotation.getEnclosedElements().stream()
            .filter(ExecutableElement.class::isInstance)
            .map(ExecutableElement.class::cast)
            .forEach(element -> proposals.add(element.getSimpleName().toString(),
                new Match(element.getSimpleName() + " = ", "field", Words.of(element.getReturnType())),
                Rank.EXPECTED)));
        for (var type : target.types()) {
            if (type.getKind() == TypeKind.BOOLEAN) {
                proposals.add("true", "keyword", "boolean", Rank.EXPECTED);
                proposals.add("false", "keyword", "boolean", Rank.EXPECTED);
            } else if (type instanceof DeclaredType declared) {
                constants((TypeElement) declared.asElement());
            }
        }
    }

    /** Constants of a class that are instances of it; in a case, of an enum alone, and a sealed type's parts. */
    private void constants(TypeElement type) {
        var name = question.imports().nameOf(type, place.elements());
        for (var member : type.getEnclosedElements()) {
            var constant = member.getSimpleName().toString();
            if (member.getKind() == ElementKind.ENUM_CONSTANT
                    || !target.label() && member.getKind() == ElementKind.FIELD && isConstant(member)
                    && place.types().isSameType(place.types().erasure(member.asType()),
                        place.types().erasure(type.asType()))) {
                var bare = target.label() && member.getKind() == ElementKind.ENUM_CONSTANT;
                var match = new Match(bare ? constant : name + "." + constant, Words.kind(member),
                    Words.of(type.asType()));
                proposals.add(proposals.fits(constant) ? constant : name, match, Rank.EXPECTED);
            }
        }
        if (target.label()) {
            type.getPermittedSubclasses().stream()
                .map(permitted -> (TypeElement) ((DeclaredType) permitted).asElement())
                .forEach(permitted -> proposals.add(permitted.getSimpleName().toString(),
                    new Match(question.imports().nameOf(permitted, place.elements()), Words.kind(permitted), ""),
                    Rank.EXPECTED));
        }
    }

    private static boolean isConstant(Element field) {
        return field.getModifiers().containsAll(Set.of(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL));
    }

    private void local(Element element) {
        var name = element.getSimpleName().toString();
        if (Words.isGenerated(name) || name.equals("this") || name.equals("super")) {
            return;
        }
        if (isType(element)) {
            proposals.add(name, Words.kind(element), "", Rank.OWN_TYPE);
        } else if (!typesOnly) {
            proposals.add(name, "variable", Words.of(element.asType()), rank(element.asType(), Rank.LOCAL));
        }
    }

    private Rank rank(TypeMirror type, Rank otherwise) {
        return type.getKind() != TypeKind.ERROR && target.types().stream()
            .anyMatch(expected -> !isObject(expected) && place.types().isAssignable(type, expected))
            ? Rank.EXPECTED : otherwise;
    }

    private static boolean isObject(TypeMirror type) {
        return type.toString().equals("java.lang.Object") || type.getKind() == TypeKind.TYPEVAR;
    }

    private static boolean isType(Element element) {
        return element.getKind().isClass() || element.getKind().isInterface()
            || element.getKind() == ElementKind.TYPE_PARAMETER;
    }

    private void members(TypeElement type) {
        var ofCell = type.getSimpleName().contentEquals(Neighbourhood.CLASS);
        for (var member : ofCell ? type.getEnclosedElements() : place.elements().getAllMembers(type)) {
            var name = member.getSimpleName().toString();
            if (Words.isGenerated(name) || !proposals.fits(name) || name.equals("this") || name.equals("super")) {
                continue;
            }
            if (isType(member)) {
                proposals.add(name, Words.kind(member), "", Rank.OWN_TYPE);
            } else if (typesOnly || !isInherited(member, type)) {
                continue;
            } else if (member instanceof ExecutableElement method) {
                MemberProposals.add(proposals, method, method.asType(), false,
                    MemberProposals.isOfObject(method) ? Rank.OF_OBJECT : Rank.OWN_METHOD);
            } else {
                proposals.add(name, ofCell ? "variable" : Words.kind(member), Words.of(member.asType()),
                    rank(member.asType(), Rank.VARIABLE));
            }
        }
    }

    /** Whether {@code type}, or a class around or in it, may use its member by its name. */
    private boolean isInherited(Element member, TypeElement type) {
        var modifiers = member.getModifiers();
        var elements = place.elements();
        return modifiers.contains(Modifier.PUBLIC) || modifiers.contains(Modifier.PROTECTED)
            || !modifiers.contains(Modifier.PRIVATE)
                && elements.getPackageOf(member).equals(elements.getPackageOf(type))
            || elements.getFileObjectOf(member) == elements.getFileObjectOf(type);
    }

    private void notebook() {
        for (var variable : question.view().variables()) {
            if (!typesOnly && proposals.fits(variable.name())) {
                var type = Words.simple(variable.type());
                var wanted = target.types().stream().anyMatch(expected -> Words.of(expected).equals(type));
                proposals.add(variable.name(), "variable", type, wanted ? Rank.EXPECTED : Rank.VARIABLE);
            }
        }
        for (var member : question.view().members()) {
            if (proposals.fits(member.name())) {
                ofHolder(member.holder(), member.name());
            }
        }
    }

    private void staticImports() {
        question.imports().statics().forEach((owner, names) -> {
            if (names.contains("*")) {
                ofHolder(owner, null);
            } else {
                names.stream().filter(proposals::fits).forEach(name -> ofHolder(owner, name));
            }
        });
    }

    /** Proposes static members of a class, all of them or those of one name. */
    private void ofHolder(String holder, String name) {
        var type = place.elements().getTypeElement(holder);
        if (type == null) {
            return;
        }
        for (var member : type.getEnclosedElements()) {
            var own = member.getSimpleName().toString();
            if (name == null ? !proposals.fits(own) : !own.equals(name)) {
                continue;
            }
            if (isType(member)) {
                proposals.add(own, Words.kind(member), "", Rank.OWN_TYPE);
            } else if (!typesOnly && member.getModifiers().contains(Modifier.STATIC)
                    && !member.getModifiers().contains(Modifier.PRIVATE) && !Words.isGenerated(own)) {
                if (member instanceof ExecutableElement method) {
                    MemberProposals.add(proposals, method, method.asType(), false, Rank.METHOD);
                } else {
                    proposals.add(own, Words.kind(member), Words.of(member.asType()), Rank.VARIABLE);
                }
            }
        }
    }
}
