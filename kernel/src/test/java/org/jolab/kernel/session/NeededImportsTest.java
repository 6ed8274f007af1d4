package org.jolab.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NeededImportsTest {

    private final NeededImports needed = new NeededImports(new UserLoader(List.of()));

    private List<String> of(List<String> statements, String code) {
        return needed.of(statements, Names.identifiersIn(code));
    }

    @Test
    void codeWithoutTypesNeedsNoPackageOfTheJdk() {
        assertEquals(List.of("import org.jolab.api.*;"), of(Evaluator.DEFAULT_IMPORTS, "1 + 1"));
    }

    @Test
    void aPackageIsImportedWhenItHasAClassOfAWordInTheCode() {
        assertEquals(List.of("import java.nio.file.*;"),
            of(List.of("import java.util.*;", "import java.io.*;", "import java.nio.file.*;"), "Path.of(list)"));
    }

    @Test
    void allPackagesThatHoldTheNameAreImportedSoThatItStaysAmbiguous() {
        var both = List.of("import java.util.*;", "import java.awt.*;");
        assertEquals(both, of(both, "List l"));
    }

    @Test
    void importsOfClassesOfMembersAndOfOtherPackagesStay() {
        var statements = List.of("import java.util.Map;", "import static java.lang.Math.*;", "import com.example.*;",
            "import module java.sql;");
        assertEquals(statements, of(statements, "1"));
    }

    @Test
    void namesWrittenWithUnicodeEscapesKeepAllImports() {
        assertEquals(Evaluator.DEFAULT_IMPORTS, of(Evaluator.DEFAULT_IMPORTS, "L\\u0069st.of(1)"));
    }
}
