package org.jolab.gpu.cuda.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** CUDA C++ that does not compile; says what is wrong in which line. */
public final class CompileException extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final Pattern PROBLEM =
        Pattern.compile("^(.+?)\\((\\d+)\\): (catastrophic error|error|warning|remark)(?: #[\\w-]+)?: (.*)$");

    private final transient List<Problem> problems;
    private final String log;

    private CompileException(String message, List<Problem> problems, String log) {
        super(message);
        this.problems = problems;
        this.log = log;
    }

    /**
     * One complaint of the compiler.
     *
     * @param file what the text is called
     * @param line from 1
     * @param isError false for a warning
     * @param message what is wrong
     * @param excerpt the line and a caret below the place; may be empty
     */
    public record Problem(String file, int line, boolean isError, String message, String excerpt) {
        @Override
        public String toString() {
            return "%s, line %d: %s%s".formatted(file, line, message, excerpt.isEmpty() ? "" : "\n" + excerpt);
        }
    }

    /** Of the compiler's log; {@code status} stands in where that says nothing. */
    static CompileException of(String status, String log) {
        var problems = problems(log);
        var errors = problems.stream().filter(Problem::isError).map(Problem::toString)
            .collect(Collectors.joining("\n"));
        if (log.contains("could not open source file \"cuda_") || log.contains("could not open source file \"mma")) {
            errors += "\nCUDA's headers come with the toolkit, or by: pip install nvidia-cuda-runtime-cu12";
        }
        return new CompileException(errors.isEmpty() ? log.isBlank() ? status : status + "\n" + log.strip() : errors,
            problems, log);
    }

    /** The complaints in a log of NVRTC's. */
    public static List<Problem> problems(String log) {
        var found = new ArrayList<Problem>();
        var lines = log.lines().toList();
        for (var i = 0; i < lines.size(); i++) {
            var head = PROBLEM.matcher(lines.get(i));
            if (head.matches()) {
                var excerpt = new ArrayList<String>();
                while (i + 1 < lines.size() && !lines.get(i + 1).isBlank()
                    && !PROBLEM.matcher(lines.get(i + 1)).matches()) {
                    excerpt.add(lines.get(++i));
                }
                found.add(new Problem(head.group(1), Integer.parseInt(head.group(2)), head.group(3).endsWith("error"),
                    head.group(4), String.join("\n", excerpt)));
            }
        }
        return found;
    }

    /** The errors and warnings, in order. */
    public List<Problem> problems() {
        return problems;
    }

    /** All that the compiler has printed. */
    public String log() {
        return log;
    }
}
