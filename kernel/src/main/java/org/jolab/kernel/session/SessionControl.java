package org.jolab.kernel.session;

import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;

/**
 * How JShell puts the types and methods that it compiles into the session. Called by the thread that holds the
 * session's lock. JShell runs no code of the user's: statements and variables are {@link Statements}'.
 */
final class SessionControl extends DirectExecutionControl {

    /** Takes the classes that JShell compiled. */
    interface Classes {

        /** Adds new classes. */
        void add(ExecutionControl.ClassBytecodes[] classes);

        /** Replaces the code of a class; false if the JVM cannot. */
        boolean redefine(String name, byte[] classFile);
    }

    private final Classes classes;

    SessionControl(Classes classes) {
        this.classes = classes;
    }

    @Override
    public void load(ClassBytecodes[] loaded) {
        classes.add(loaded);
    }

    /** What cannot be redefined JShell compiles under a new name, together with all that mentions it. */
    @Override
    public void redefine(ClassBytecodes[] changed) throws ClassInstallException {
        var installed = new boolean[changed.length];
        for (var i = 0; i < changed.length; i++) {
            installed[i] = classes.redefine(changed[i].name(), changed[i].bytecodes());
            if (!installed[i]) {
                throw new ClassInstallException("more than method bodies of " + changed[i].name() + " changed",
                    installed);
            }
        }
    }

    @Override
    public String invoke(String className, String methodName) throws InternalException {
        throw new InternalException("JShell runs no snippets here");
    }
}
