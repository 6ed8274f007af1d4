package org.jolab.kernel.session;

import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.NoType;
import javax.lang.model.type.NullType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.SimpleTypeVisitor14;

/**
 * Writes a type that javac inferred as Java source. Types that have no name are written as the nearest that has one: an
 * anonymous class as what it extends, an intersection as its first part.
 */
final class TypeText extends SimpleTypeVisitor14<String, Integer> {

    /** Inferred bounds may mention themselves, as in {@code T extends Comparable<T>}; deeper is written {@code ?}. */
    private static final int DEEPEST = 4;

    private TypeText() {}

    /** The source text of {@code type}. */
    static String of(TypeMirror type) {
        return new TypeText().visit(type, 0);
    }

    @Override
    public String visitPrimitive(PrimitiveType type, Integer depth) {
        return type.getKind().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String visitNull(NullType type, Integer depth) {
        return "Object";
    }

    @Override
    public String visitNoType(NoType type, Integer depth) {
        return "void";
    }

    @Override
    public String visitArray(ArrayType type, Integer depth) {
        return visit(type.getComponentType(), depth) + "[]";
    }

    @Override
    public String visitIntersection(IntersectionType type, Integer depth) {
        var bounds = type.getBounds();
        var first = bounds.getFirst();
        var named = isObject(first) && bounds.size() > 1 ? bounds.get(1) : first;
        return visit(named, depth);
    }

    @Override
    public String visitTypeVariable(TypeVariable type, Integer depth) {
        return visit(type.getUpperBound(), depth + 1);
    }

    @Override
    public String visitWildcard(WildcardType type, Integer depth) {
        if (depth > DEEPEST) {
            return "?";
        }
        if (type.getExtendsBound() != null) {
            return "? extends " + visit(type.getExtendsBound(), depth);
        }
        return type.getSuperBound() != null ? "? super " + visit(type.getSuperBound(), depth) : "?";
    }

    @Override
    public String visitDeclared(DeclaredType type, Integer depth) {
        var element = (TypeElement) type.asElement();
        if (element.getSimpleName().isEmpty()) {
            var interfaces = element.getInterfaces();
            return visit(interfaces.isEmpty() ? element.getSuperclass() : interfaces.getFirst(), depth);
        }
        var outer = type.getEnclosingType();
        var name = outer.getKind() == TypeKind.DECLARED && !((DeclaredType) outer).getTypeArguments().isEmpty()
            ? visit(outer, depth) + "." + element.getSimpleName()
            : element.getQualifiedName().toString();
        return type.getTypeArguments().isEmpty() ? name
            : name + type.getTypeArguments().stream()
                .map(argument -> argument(argument, depth + 1))
                .collect(Collectors.joining(", ", "<", ">"));
    }

    private String argument(TypeMirror type, int depth) {
        if (depth > DEEPEST) {
            return "?";
        }
        var nameless = type.getKind() == TypeKind.INTERSECTION || type.getKind() == TypeKind.TYPEVAR
            || type instanceof DeclaredType declared && declared.asElement().getSimpleName().isEmpty();
        return nameless ? "? extends " + visit(type, depth) : visit(type, depth);
    }

    private static boolean isObject(TypeMirror type) {
        return type instanceof DeclaredType declared
            && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals("java.lang.Object");
    }
}
