package org.jolab.kernel.assist;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** How elements and types are written for people: by simple names, and named as Jupyter's front ends expect. */
final class Words {

    private static final Pattern QUALIFIER = Pattern.compile("(?<![\\w$.])(?:[a-z_][\\w]*\\.)+(?=[\\p{Lu}$_])");
    private static final Pattern GENERATED =
        Pattern.compile("(?:REPL\\.)?\\$(?:JShell|Cell|Parse)\\$?\\d*[A-Z0-9_]*[.$]");
    private static final Pattern CAPTURE = Pattern.compile("capture#\\d+ of ");
    private static final Pattern NO_NAME = Pattern.compile("(arg|p|param)\\d+");

    private static final Set<String> MADE_UP = Set.of(Approximation.UNFINISHED, Approximation.BODY, Neighbourhood.CLASS,
        "$m", "$v", "$p", "$e");

    private Words() {}

    /** A type by its simple name. */
    static String of(TypeMirror type) {
        return simple(type.toString());
    }

    /** A type's text by simple names, without generated ones. */
    static String simple(String type) {
        var text = type.indexOf('$') < 0 ? type : GENERATED.matcher(type).replaceAll("");
        text = QUALIFIER.matcher(text).replaceAll("");
        return (text.indexOf('#') < 0 ? text : CAPTURE.matcher(text).replaceAll("")).replace(",", ", ")
            .replace(",  ", ", ");
    }

    /** What Jupyter's front ends, which have an icon for it, call such an element. */
    static String kind(Element element) {
        return switch (element.getKind()) {
            case CLASS, RECORD, TYPE_PARAMETER -> "class";
            case INTERFACE, ANNOTATION_TYPE -> "interface";
            case ENUM -> "enum";
            case ENUM_CONSTANT -> "enumMember";
            case FIELD, RECORD_COMPONENT -> "field";
            case METHOD, CONSTRUCTOR -> "function";
            case PACKAGE, MODULE -> "module";
            default -> "variable";
        };
    }

    /** The parameters of a method whose types are those of {@code type}: {@code (String s, int... n)}. */
    static String parameters(ExecutableElement method, ExecutableType type) {
        var names = names(method);
        var types = type.getParameterTypes();
        return IntStream.range(0, types.size())
            .mapToObj(i -> parameter(types.get(i), method.isVarArgs() && i == types.size() - 1)
                + (names.isEmpty() ? "" : " " + names.get(i)))
            .collect(Collectors.joining(", ", "(", ")"));
    }

    /** A parameter's type, with dots if it takes any number. */
    static String parameter(TypeMirror type, boolean varargs) {
        return varargs && type.getKind() == TypeKind.ARRAY ? of(((ArrayType) type).getComponentType()) + "..."
            : of(type);
    }

    /** The names of the parameters; empty if the class file does not tell. */
    static List<String> names(ExecutableElement method) {
        var names = method.getParameters().stream().map(VariableElement::getSimpleName).map(Object::toString).toList();
        return names.stream().allMatch(name -> NO_NAME.matcher(name).matches()) ? List.of() : names;
    }

    /** {@code (String s, int n) : boolean}. */
    static String signature(ExecutableElement method, ExecutableType type) {
        var parameters = parameters(method, type);
        return method.getKind() == ElementKind.CONSTRUCTOR ? parameters
            : parameters + " : " + of(type.getReturnType());
    }

    /** Whether the name was made up by the kernel or the compiler. */
    static boolean isGenerated(CharSequence name) {
        return name.isEmpty() || name.charAt(0) == '<' || MADE_UP.contains(name.toString());
    }
}
