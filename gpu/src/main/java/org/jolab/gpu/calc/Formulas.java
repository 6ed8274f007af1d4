package org.jolab.gpu.calc;

import java.util.LinkedHashMap;
import java.util.Map;

/** The formulas that were read last, for all threads; guarded by itself. */
final class Formulas {

    static final Formulas INSTANCE = new Formulas();

    private static final int MOST = 200;

    private final Map<String, Formula> known = new LinkedHashMap<>(MOST, 0.75f, true);

    private Formulas() {
    }

    synchronized Formula of(String text) {
        var formula = known.get(text);
        if (formula == null) {
            formula = Parser.parse(text);
            known.put(text, formula);
            if (known.size() > MOST) {
                var oldest = known.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
        }
        return formula;
    }
}
