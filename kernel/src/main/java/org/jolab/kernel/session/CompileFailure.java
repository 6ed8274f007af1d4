package org.jolab.kernel.session;

import java.util.List;

/** The compiler refused a cell. */
final class CompileFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    CompileFailure(List<Problem> problems) {
        super("the cell does not compile", null, false, false);
        this.problems = problems;
    }

    /** What is wrong, in the order of the compiler's reports; never empty. */
    List<Problem> problems() {
        return problems;
    }
}
