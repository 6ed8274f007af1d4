package org.jolab.kernel.session;

import java.util.List;

/** The compiler refused a cell. */
final class CompileFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;
    private final transient CellText cell;

    CompileFailure(List<Problem> problems) {
        this(problems, null);
    }

    private CompileFailure(List<Problem> problems, CellText cell) {
        super("the cell does not compile", null, false, false);
        this.problems = problems;
        this.cell = cell;
    }

    /** The same failure, as one of {@code text}, unless it is known to be one of another already. */
    CompileFailure in(CellText text) {
        return cell == null ? new CompileFailure(problems, text) : this;
    }

    /** What was refused; null until somebody has said so. */
    CellText cell() {
        return cell;
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
