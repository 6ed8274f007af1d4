package org.jolab.kernel.session;

import java.lang.instrument.Instrumentation;

/** Stands in for the class that keeps the JVM's instrumentation. */
public final class Redefinition {

    private Redefinition() {}

    /** Called by the JVM before main, because the jar's manifest names this class. */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
    }
}
