package org.jolab.gpu.cuda;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A kernel as its source declares it.
 *
 * @param name with the namespaces that it is in
 * @param template the template's parameters, such as {@code [T, N]}; empty if it is none
 */
record Declaration(String name, List<String> template, List<Parameter> parameters) {

    /** The parameters of an instance, such as {@code scale<float>}: with the template's arguments put in. */
    List<Parameter> instance(List<String> arguments) {
        return parameters.stream().map(parameter -> {
            var place = template.indexOf(parameter.type());
            return place < 0 || place >= arguments.size() ? parameter : new Parameter(arguments.get(place),
                parameter.isPointer(), parameter.isConst(), parameter.name());
        }).toList();
    }

    @Override
    public String toString() {
        return (template.isEmpty() ? "" : "template <" + String.join(", ", template) + "> ") + name
            + parameters.stream().map(Parameter::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
