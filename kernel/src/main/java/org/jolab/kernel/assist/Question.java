package org.jolab.kernel.assist;

import org.jolab.kernel.assist.ClassIndex.Classes;
import org.jolab.kernel.assist.Neighbourhood.View;

/**
 * A name that is being typed, and all that the answer is made of.
 *
 * @param view the notebook
 * @param classes all classes that can be named
 * @param cell the cell with the name
 * @param imports what is imported there
 * @param proposals where the answer is gathered
 */
record Question(View view, Classes classes, Cell cell, Imports imports, Proposals proposals) {

    static Question of(View view, Classes classes, Cell cell, Proposals proposals) {
        return new Question(view, classes, cell, Imports.of(view, cell, classes), proposals);
    }

    /** The text of the token before the name. */
    String before() {
        return cell.tokens().text(cell.word() - 1);
    }
}
