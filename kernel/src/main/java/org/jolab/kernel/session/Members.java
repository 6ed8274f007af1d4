package org.jolab.kernel.session;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A method or a type that a class of JShell's holds for the notebook.
 *
 * @param name its name
 * @param signature a method's erased parameter types; "" for a type
 */
record Members(String name, String signature) {

    /** What the class with that class file holds. */
    static List<Members> of(byte[] bytes) {
        var parsed = ClassFile.of().parse(bytes);
        var own = parsed.thisClass().asInternalName();
        var found = new ArrayList<Members>();
        for (var method : parsed.methods()) {
            var name = method.methodName().stringValue();
            if ((method.flags().flagsMask() & (ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC)) == ClassFile.ACC_STATIC
                    && !name.startsWith("<") && !name.startsWith("do_it$")) {
                found.add(new Members(name, method.methodTypeSymbol().parameterList().stream()
                    .map(ClassDesc::descriptorString)
                    .collect(Collectors.joining("", "(", ")"))));
            }
        }
        parsed.findAttribute(Attributes.innerClasses()).ifPresent(inner -> inner.classes().stream()
            .filter(type -> type.outerClass().filter(outer -> outer.asInternalName().equals(own)).isPresent())
            .forEach(type -> type.innerName()
                .ifPresent(name -> found.add(new Members(name.stringValue(), "")))));
        return found;
    }
}
