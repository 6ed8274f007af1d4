package org.jolab.kernel.cell;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells Java's {@code !} from the shell's where both can stand: {@code !done}, {@code !list.isEmpty()} and
 * {@code var empty = !list.isEmpty();} are Java, {@code !ls} is not, unless {@code ls} is a boolean variable. Used by
 * one thread.
 */
final class NotOperator {

    private static final Set<String> BOOLEAN = Set.of("boolean", "Boolean", "java.lang.Boolean");
    private static final Pattern NAME = Pattern.compile("[\\p{Alpha}_$][\\w$]*");
    private static final Pattern CALL = Pattern.compile("[\\p{Alpha}_$][\\w$]*(\\s*\\.\\s*[\\p{Alpha}_$][\\w$]*)*\\(");

    private final String code;
    private final Known known;
    private final Locals locals;

    NotOperator(String code, Known known, Locals locals) {
        this.code = code;
        this.known = known;
        this.locals = locals;
    }

    /** Whether the {@code !} at {@code sign}, where a statement begins, is Java's. */
    boolean isStatement(int sign) {
        return isJava(operand(sign));
    }

    /** Whether the {@code !} at {@code sign} is Java's, which stands behind {@code target} and an equals sign. */
    boolean isAssigned(int sign, String target) {
        var words = target.split("\\s+");
        var type = words.length > 1 ? words[words.length - 2] : type(words[0]);
        return BOOLEAN.contains(type) || isJava(operand(sign));
    }

    private int operand(int sign) {
        var at = sign;
        while (at < code.length() && "!( \t".indexOf(code.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private boolean isJava(int at) {
        var matcher = NAME.matcher(code).region(at, code.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        var name = matcher.group();
        var next = matcher.end() < code.length() ? code.charAt(matcher.end()) : '\n';
        if (BOOLEAN.contains(type(name)) || next == '(' || locals.type(name).filter("var"::equals).isPresent()) {
            return true;
        }
        if (isVariable(name)) {
            return next == '.' || next == '[' || code.startsWith(" instanceof ", matcher.end());
        }
        return next == '.' && CALL.matcher(code).region(at, code.length()).lookingAt();
    }

    private boolean isVariable(String name) {
        return known.variableType(name).isPresent() || locals.type(name).isPresent();
    }

    private String type(String name) {
        return locals.type(name).filter(type -> !type.isEmpty() && !type.equals("var"))
            .or(() -> known.variableType(name)).orElse("");
    }
}
