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

    /** Whether the statements are good, but too many for one method of a class file (64 KiB; JVMS 4.7.3). */
    boolean isTooLarge() {
        return problems.stream().allMatch(problem -> problem.code().equals("compiler.err.limit.code"));
    }

    /** What is wrong, in the order of the compiler's reports; never empty. */
    List<Problem> problems() {
        return problems;
    }
}
