package org.jolab.kernel.assist;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * How to find a declaration in source text.
 *
 * @param file the class file that javac read it from, or the source
 * @param packageName its package
 * @param types the simple names of the types around it, the outermost first; it is the last of them if it is a type
 * @param name its name; {@code <init>} for a constructor, empty for a type
 * @param parameters the simple names of its parameters' types, without type arguments; null if it is no method
 */
record Declaration(Optional<URI> file, String packageName, List<String> types, String name, List<String> parameters) {

    private static final Pattern ARGUMENTS = Pattern.compile("<[^<>]*>");
    private static final Pattern ANNOTATIONS = Pattern.compile("@[\\w.]+(\\([^()]*\\))?\\s*");

    /** Of what {@code element}, a type or a member of one, is made. */
    static Declaration of(Element element, Elements elements) {
        var isType = element instanceof TypeElement;
        var types = new ArrayList<String>();
        var around = isType ? element : element.getEnclosingElement();
        for (; around != null && around.getKind() != ElementKind.PACKAGE; around = around.getEnclosingElement()) {
            if (around instanceof TypeElement) {
                types.addFirst(around.getSimpleName().toString());
            }
        }
        var top = element;
        while (!(top instanceof TypeElement) && top.getEnclosingElement() != null) {
            top = top.getEnclosingElement();
        }
        var file = elements.getFileObjectOf(top);
        return new Declaration(Optional.ofNullable(file).map(object -> object.toUri()),
            elements.getPackageOf(element).getQualifiedName().toString(), types,
            isType ? "" : element.getSimpleName().toString(),
            element instanceof ExecutableElement method ? method.getParameters().stream()
                .map(parameter -> normal(parameter.asType().toString())).toList() : null);
    }

    boolean isType() {
        return name.isEmpty();
    }

    /** The binary name of the outermost class. */
    String topClass() {
        return packageName.isEmpty() ? types.getFirst() : packageName + "." + types.getFirst();
    }

    /** The simple name of a parameter's type, without type arguments and annotations. */
    static String normal(String type) {
        var text = ANNOTATIONS.matcher(type).replaceAll("");
        for (var before = ""; !before.equals(text);) {
            before = text;
            text = ARGUMENTS.matcher(text).replaceAll("");
        }
        text = text.replace("...", "[]").replaceAll("\\s", "");
        return text.substring(text.lastIndexOf('.') + 1);
    }
}
