package org.jolab.install.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * How one test of pytest ended.
 *
 * @param name the test in words
 * @param problem why it counts as failed, or null
 */
record Result(String name, String problem) {

    /** All results in a report of {@code --junitxml}. */
    static List<Result> read(Path report) throws IOException {
        try {
            var document = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(report.toFile());
            var results = new ArrayList<Result>();
            for (var test : elements(document.getElementsByTagName("testcase")).toList()) {
                results.add(new Result(words(test), problem(test)));
            }
            return results;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(report + " is no report", e);
        }
    }

    private static String words(Element test) {
        var file = test.getAttribute("classname").replaceAll("^.*\\.(test_)?", "");
        return (file + ": " + test.getAttribute("name").replaceAll("^test_", "")).replace('_', ' ');
    }

    private static String problem(Element test) {
        var problems = Stream.of("failure", "error", "skipped")
            .flatMap(kind -> elements(test.getElementsByTagName(kind))
                .map(e -> kind + ": " + e.getAttribute("message") + "\n" + e.getTextContent()))
            .toList();
        return problems.isEmpty() ? null : String.join("\n", problems);
    }

    private static Stream<Element> elements(NodeList nodes) {
        var all = new ArrayList<Element>();
        for (int i = 0; i < nodes.getLength(); i++) {
            all.add((Element) nodes.item(i));
        }
        return all.stream();
    }

    /** Fails as the test failed. */
    void check() {
        if (problem != null) {
            throw new AssertionError(problem);
        }
    }
}
