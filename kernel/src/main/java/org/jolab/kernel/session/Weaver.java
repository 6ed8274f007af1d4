package org.jolab.kernel.session;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes user code stoppable: puts a {@link Checkpoint#check()} at each method's start and before each backward branch,
 * as the JDK's own {@code LocalExecutionControl} does, and turns {@code System.exit} into the end of the cell.
 */
final class Weaver {

    private static final ClassDesc CHECKPOINT = ClassDesc.of(Checkpoint.class.getName());
    private static final MethodTypeDesc EXIT = MethodTypeDesc.of(CD_void, CD_int);

    private final ClassFile classFile;

    /** A weaver that looks up the classes that user code mentions by {@code resources}, which may answer null. */
    Weaver(Function<ClassDesc, InputStream> resources) {
        var hierarchy = ClassHierarchyResolver.defaultResolver()
            .orElse(ClassHierarchyResolver.ofResourceParsing(resources));
        classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
    }

    /** The class file with checkpoints. */
    byte[] weave(byte[] bytes) {
        return classFile.transformClass(
            classFile.parse(bytes),
            ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Checkpoints::new)));
    }

    /** {@link Checkpoint} itself with a {@code check} that stops the threads that are asked to. */
    static byte[] armed(byte[] checkpoint) {
        var file = ClassFile.of();
        return file.transformClass(
            file.parse(checkpoint),
            ClassTransform.transformingMethodBodies(
                method -> method.methodName().equalsString("check"),
                CodeTransform.ofStateful(() -> new CodeTransform() {
                    @Override
                    public void atStart(CodeBuilder code) {
                        code.invokestatic(CHECKPOINT, "stopIfAsked", MTD_void);
                    }

                    @Override
                    public void accept(CodeBuilder code, CodeElement element) {
                        code.with(element);
                    }
                })));
    }

    /** The state of one method's walk: which labels lie behind, so that a branch to one of them goes backward. */
    private static final class Checkpoints implements CodeTransform {

        private final Set<Label> passed = new HashSet<>();
        private boolean started;

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            if (element instanceof Instruction && !started) {
                // Not at the very start, so that the checkpoint has the line number of the method's first statement.
                started = true;
                check(code);
            }
            switch (element) {
                case LabelTarget target -> {
                    passed.add(target.label());
                    code.with(element);
                }
                case BranchInstruction branch when passed.contains(branch.target()) -> {
                    check(code);
                    code.with(element);
                }
                case InvokeInstruction call when isExit(call) -> code.invokestatic(CHECKPOINT, "exit", EXIT);
                default -> code.with(element);
            }
        }

        private static boolean isExit(InvokeInstruction call) {
            return call.opcode() == Opcode.INVOKESTATIC
                && call.owner().asInternalName().equals("java/lang/System")
                && call.name().equalsString("exit");
        }

        private static void check(CodeBuilder code) {
            code.invokestatic(CHECKPOINT, "check", MTD_void);
        }
    }
}
