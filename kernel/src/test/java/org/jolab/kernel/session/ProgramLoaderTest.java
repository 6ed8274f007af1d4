package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramLoaderTest {

    private static final String NAME = "program.Main";

    /** A class whose one method calls {@code System.exit(3)}. */
    private static byte[] exits() {
        return ClassFile.of().build(ClassDesc.of(NAME), type -> type.withFlags(ClassFile.ACC_PUBLIC)
            .withMethodBody("main", ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC, code -> code
                .loadConstant(3)
                .invokestatic(ClassDesc.of("java.lang.System"), "exit",
                    MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int))
                .return_()));
    }

    @Test
    void itsClassesEndTheCellAndNotTheProcess() throws Exception {
        var loader = new ProgramLoader(new UserLoader(List.of()), Map.of(NAME, exits()));
        var main = loader.loadClass(NAME).getMethod("main");
        var thrown = assertThrows(InvocationTargetException.class, () -> main.invoke(null));
        assertInstanceOf(ExitRequested.class, thrown.getCause());
        assertEquals("System.exit(3)", thrown.getCause().getMessage());
    }

    @Test
    void eachRunHasClassesOfItsOwnAndSharesAllOthers() throws Exception {
        var parent = new UserLoader(List.of());
        var first = new ProgramLoader(parent, Map.of(NAME, exits())).loadClass(NAME);
        var loader = new ProgramLoader(parent, Map.of(NAME, exits()));
        assertSame(loader, loader.loadClass(NAME).getClassLoader());
        assertSame(loader.loadClass(NAME), loader.loadClass(NAME));
        assertEquals(false, first == loader.loadClass(NAME));
        assertSame(List.class, loader.loadClass("java.util.List"));
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass("program.Other"));
    }
}
