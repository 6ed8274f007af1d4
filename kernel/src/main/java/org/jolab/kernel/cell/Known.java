package org.jolab.kernel.cell;

import java.util.Optional;
import org.jolab.api.Magic;

/** What is known of names before a cell is read. Asked by the thread that reads the cell. */
public interface Known {

    /** The type of the notebook's variable of that name, as Java source. */
    Optional<String> variableType(String name);

    /** Whether the notebook has declared a method or a type of that name. */
    boolean isMember(String name);

    /** Whether {@code code} is one Java expression, as far as its form tells. */
    boolean isExpression(String code);

    /** The value that a form field of that name has been given from outside, as Java source. */
    Optional<String> given(String name);

    /** The magic of that name. */
    Optional<Magic> magic(String name);
}
