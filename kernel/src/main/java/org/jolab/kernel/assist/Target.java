package org.jolab.kernel.assist;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * What is expected where a name is being typed.
 *
 * @param types the types of which a value would do
 * @param label whether it is the label of a case
 * @param annotation the annotation whose element may be named
 */
record Target(List<TypeMirror> types, boolean label, Optional<TypeElement> annotation) {

    private static final Target NONE = new Target(List.of(), false, Optional.empty());

    /** What is expected at {@code place}. */
    static Target of(Place place) {
        var tree = place.tree();
        var parent = place.parent();
        return switch (parent.tree()) {
            case VariableTree variable when variable.getInitializer() == tree -> ofTypes(parent.trees()
                .getElement(parent.path()) instanceof Element element ? Stream.of(element.asType()) : Stream.of());
            case AssignmentTree assignment when isAnnotation(parent) -> ofAnnotation(parent.parent());
            case AssignmentTree assignment -> ofTypes(parent.child(assignment.getVariable()).type().stream());
            case AnnotationTree annotation -> ofAnnotation(parent);
            case BinaryTree binary when binary.getKind() == Tree.Kind.EQUAL_TO
                || binary.getKind() == Tree.Kind.NOT_EQUAL_TO -> ofTypes(parent.child(binary.getLeftOperand() == tree
                    ? binary.getRightOperand() : binary.getLeftOperand()).type().stream());
            case ReturnTree returned -> ofTypes(result(parent));
            case ParenthesizedTree parentheses -> parentheses(parent);
            case ConditionalExpressionTree conditional when conditional.getCondition() != tree -> of(parent);
            case MethodInvocationTree call when call.getArguments().contains(tree) ->
                ofTypes(parameters(parent, receiver(parent, call.getMethodSelect()),
                    candidates(parent, call.getMethodSelect()), call.getArguments().indexOf(tree)));
            case NewClassTree creation when creation.getArguments().contains(tree) ->
                ofTypes(parameters(parent, parent.child(creation.getIdentifier()).type(),
                    constructors(parent, creation), creation.getArguments().indexOf(tree)));
            case ConstantCaseLabelTree label -> label(parent.parent());
            case CaseTree branch when branch.getBody() == tree
                && parent.parent().tree() instanceof SwitchExpressionTree -> of(parent.parent());
            default -> NONE;
        };
    }

    private static Target ofTypes(Stream<TypeMirror> types) {
        return new Target(types.filter(type -> type.getKind() != TypeKind.ERROR).distinct().toList(), false,
            Optional.empty());
    }

    private static boolean isAnnotation(Place assignment) {
        return assignment.parent().tree() instanceof AnnotationTree;
    }

    private static Target ofAnnotation(Place annotation) {
        var type = annotation.child(((AnnotationTree) annotation.tree()).getAnnotationType()).element()
            .filter(TypeElement.class::isInstance).map(TypeElement.class::cast);
        return new Target(List.of(), false, type);
    }

    private static Target parentheses(Place place) {
        return switch (place.parent().tree()) {
            case SwitchTree other -> NONE;
            case SwitchExpressionTree other -> NONE;
            default -> of(place);
        };
    }

    private static Target label(Place label) {
        for (var place = label; place.path().getParentPath() != null; place = place.parent()) {
            var selector = switch (place.tree()) {
                case SwitchTree statement -> statement.getExpression();
                case SwitchExpressionTree expression -> expression.getExpression();
                default -> null;
            };
            if (selector != null) {
                return new Target(place.child(selector).type().stream().toList(), true, Optional.empty());
            }
        }
        return NONE;
    }

    private static Stream<TypeMirror> result(Place place) {
        for (var at = place; at.path().getParentPath() != null; at = at.parent()) {
            if (at.tree() instanceof MethodTree method) {
                return method.getReturnType() == null ? Stream.of()
                    : at.child(method.getReturnType()).type().stream();
            }
        }
        return Stream.of();
    }

    /** The methods that a call may mean. */
    static Stream<? extends Element> candidates(Place call, ExpressionTree method) {
        return switch (method) {
            case MemberSelectTree select -> {
                var receiver = call.child(method).child(select.getExpression());
                yield named(call, receiver.type().or(() -> receiver.element().map(Element::asType)),
                    select.getIdentifier());
            }
            case IdentifierTree name -> call.child(method).element().filter(ExecutableElement.class::isInstance)
                .map(element -> named(call, Optional.of(element.getEnclosingElement().asType()), name.getName()))
                .orElseGet(Stream::of);
            default -> Stream.of();
        };
    }

    private static Stream<? extends Element> named(Place place, Optional<TypeMirror> type, CharSequence name) {
        return type.filter(DeclaredType.class::isInstance).stream()
            .flatMap(declared -> place.elements().getAllMembers((TypeElement) ((DeclaredType) declared).asElement())
                .stream())
            .filter(member -> member.getKind() == ElementKind.METHOD && member.getSimpleName().contentEquals(name));
    }

    private static Stream<? extends Element> constructors(Place place, NewClassTree creation) {
        return place.child(creation.getIdentifier()).type().filter(DeclaredType.class::isInstance).stream()
            .flatMap(type -> ((DeclaredType) type).asElement().getEnclosedElements().stream())
            .filter(member -> member.getKind() == ElementKind.CONSTRUCTOR);
    }

    private static Optional<TypeMirror> receiver(Place call, ExpressionTree method) {
        return method instanceof MemberSelectTree select
            ? call.child(method).child(select.getExpression()).type() : Optional.empty();
    }

    /** The types of the parameter {@code index}, as a receiver of the type {@code receiver} has them. */
    private static Stream<TypeMirror> parameters(Place place, Optional<TypeMirror> receiver,
            Stream<? extends Element> methods, int index) {
        return methods.map(ExecutableElement.class::cast).flatMap(method -> {
            var types = receiver.filter(DeclaredType.class::isInstance)
                .map(type -> (ExecutableType) place.types().asMemberOf((DeclaredType) type, method))
                .orElse((ExecutableType) method.asType()).getParameterTypes();
            if (index < types.size() - 1 || index == types.size() - 1 && !method.isVarArgs()) {
                return Stream.of(types.get(index));
            }
            return method.isVarArgs() && types.getLast() instanceof ArrayType all
                ? Stream.of(all.getComponentType()) : Stream.of();
        });
    }
}
