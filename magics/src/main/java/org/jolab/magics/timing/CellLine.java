package org.jolab.magics.timing;

import org.jolab.api.MagicCall;

/** Finds where in its cell a magic stands. */
final class CellLine {

    private CellLine() {}

    /**
     * The number of the line in which {@code text}, a part of the magic's line, stands in the running cell; 1 if it
     * cannot be found, such as when the magic was called by a library.
     */
    static int of(MagicCall call, String text) {
        var inputs = call.workspace().inputs();
        if (inputs.isEmpty()) {
            return 1;
        }
        var number = 0;
        for (var line : inputs.getLast().code().lines().toList()) {
            number++;
            var sign = line.indexOf("%" + call.magic().name());
            // What a backslash continues stands on several lines here, and on one there.
            if (sign >= 0 && (line.indexOf(text, sign) >= 0 || line.endsWith("\\"))) {
                return number;
            }
        }
        return 1;
    }
}
