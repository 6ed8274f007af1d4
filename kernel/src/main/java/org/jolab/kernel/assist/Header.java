package org.jolab.kernel.assist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.NoType;
import javax.lang.model.type.TypeMirror;

/**
 * A declaration in one line.
 *
 * @param before what stands before the parameters
 * @param types the types of the parameters; null if it has no brackets
 * @param names their names; empty if the class file does not tell
 * @param after what stands behind them
 */
record Header(String before, List<String> types, List<String> names, String after) {

    private static final Set<Modifier> SHOWN = Set.of(Modifier.PUBLIC, Modifier.PROTECTED, Modifier.PRIVATE,
        Modifier.STATIC, Modifier.ABSTRACT, Modifier.DEFAULT, Modifier.FINAL, Modifier.SEALED, Modifier.VOLATILE,
        Modifier.SYNCHRONIZED);

    /** The declaration of {@code element}. */
    static Header of(Element element) {
        return switch (element) {
            case ExecutableElement method -> ofMethod(method);
            case TypeElement type -> new Header(ofType(type), null, List.of(), "");
            case VariableElement variable -> new Header(modifiers(variable) + Words.of(variable.asType()) + " "
                + variable.getSimpleName() + constant(variable), null, List.of(), "");
            case TypeParameterElement parameter -> new Header(ofParameter(parameter), null, List.of(), "");
            default -> new Header(element.getKind().name().toLowerCase(Locale.ROOT) + " " + element, null,
                List.of(), "");
        };
    }

    private static Header ofMethod(ExecutableElement method) {
        var isConstructor = method.getKind() == ElementKind.CONSTRUCTOR;
        var parameters = method.getParameters();
        var types = IntStream.range(0, parameters.size())
            .mapToObj(i -> Words.parameter(parameters.get(i).asType(),
                method.isVarArgs() && i == parameters.size() - 1))
            .toList();
        var generic = parameters(method.getTypeParameters());
        return new Header(modifiers(method) + generic + (generic.isEmpty() ? "" : " ")
            + (isConstructor ? method.getEnclosingElement().getSimpleName()
                : Words.of(method.getReturnType()) + " " + method.getSimpleName()),
            types, Words.names(method), list(" throws ", method.getThrownTypes()));
    }

    private static String ofType(TypeElement type) {
        var kind = switch (type.getKind()) {
            case INTERFACE -> "interface ";
            case ENUM -> "enum ";
            case RECORD -> "record ";
            case ANNOTATION_TYPE -> "@interface ";
            default -> "class ";
        };
        var superclass = type.getSuperclass() instanceof NoType || type.getKind() != ElementKind.CLASS
            || type.getSuperclass().toString().equals("java.lang.Object") ? ""
            : " extends " + Words.of(type.getSuperclass());
        var components = type.getKind() != ElementKind.RECORD ? "" : type.getRecordComponents().stream()
            .map(component -> Words.of(component.asType()) + " " + component.getSimpleName())
            .collect(Collectors.joining(", ", "(", ")"));
        var interfaces = type.getKind() == ElementKind.ANNOTATION_TYPE ? ""
            : list(type.getKind() == ElementKind.INTERFACE ? " extends " : " implements ", type.getInterfaces());
        return modifiers(type) + kind + Words.simple(type.getQualifiedName().toString())
            + parameters(type.getTypeParameters()) + components + superclass + interfaces
            + list(" permits ", type.getPermittedSubclasses());
    }

    private static String parameters(List<? extends TypeParameterElement> parameters) {
        return parameters.isEmpty() ? ""
            : parameters.stream().map(Header::ofParameter).collect(Collectors.joining(", ", "<", ">"));
    }

    private static String ofParameter(TypeParameterElement parameter) {
        var bounds = parameter.getBounds().stream().map(Words::of).filter(bound -> !bound.equals("Object")).toList();
        return parameter.getSimpleName() + (bounds.isEmpty() ? "" : " extends " + String.join(" & ", bounds));
    }

    private static String list(String before, List<? extends TypeMirror> types) {
        return types.isEmpty() ? "" : before + types.stream().map(Words::of).collect(Collectors.joining(", "));
    }

    private static String modifiers(Element element) {
        var shown = new ArrayList<Modifier>();
        var owner = element.getEnclosingElement();
        var ofInterface = owner != null && owner.getKind().isInterface();
        var implied = switch (element.getKind()) {
            case ENUM, RECORD -> Set.of(Modifier.FINAL, Modifier.STATIC);
            case INTERFACE, ANNOTATION_TYPE -> Set.of(Modifier.ABSTRACT, Modifier.STATIC);
            case ENUM_CONSTANT -> Set.of(Modifier.values());
            default -> ofInterface ? Set.of(Modifier.ABSTRACT) : Set.<Modifier>of();
        };
        for (var modifier : element.getModifiers()) {
            if (SHOWN.contains(modifier) && !implied.contains(modifier)) {
                shown.add(modifier);
            }
        }
        return shown.stream().map(modifier -> modifier + " ").collect(Collectors.joining());
    }

    private static String constant(VariableElement variable) {
        return switch (variable.getConstantValue()) {
            case null -> "";
            case String text -> " = \"" + cut(text).replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"")
                + '"';
            case Character c -> " = '" + c + "'";
            case Object other -> " = " + other;
        };
    }

    private static String cut(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    /** The line without {@code start}, or what of it stands there. */
    Header without(String start) {
        var rest = before;
        for (var word : start.split("(?<= )")) {
            rest = rest.startsWith(word) ? rest.substring(word.length()) : rest;
        }
        return new Header(rest, types, names, after);
    }

    /** The line, with {@code sourceNames} for its parameters if it knows none itself. */
    String text(List<String> sourceNames) {
        if (types == null) {
            return before;
        }
        var known = names.isEmpty() && sourceNames.size() == types.size() ? sourceNames : names;
        return before + IntStream.range(0, types.size())
            .mapToObj(i -> types.get(i) + (known.isEmpty() ? "" : " " + known.get(i)))
            .collect(Collectors.joining(", ", "(", ")")) + after;
    }
}
