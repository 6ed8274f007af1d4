package org.jolab.magics.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.jolab.api.Magics;
import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real GitHub, which is only read, by whoever sets {@code JOLAB_TEST_GITHUB_TOKEN} to a token of theirs. */
class RealGitHubTest {

    private static final String VARIABLE = "JOLAB_TEST_GITHUB_TOKEN";

    @TempDir
    private Path folder;

    private Trial trial;

    @BeforeEach
    void begin() {
        var token = System.getenv(VARIABLE);
        assumeTrue(token != null && !token.isEmpty(), () -> "Not tested: " + VARIABLE + " holds no token of GitHub's.");
        trial = new Trial();
        var environment = new HashMap<>(System.getenv());
        environment.put("GITHUB_TOKEN", token);
        trial.ok("1");
        new GitHubMagics(environment).magics().forEach(Magics::register);
    }

    @AfterEach
    void close() throws Exception {
        if (trial != null) {
            trial.close();
        }
    }

    @Test
    void aFileOfARepositoryIsFetched() throws Exception {
        trial.ok("%github open octocat/Hello-World/README@master -o " + folder);
        assertEquals("Hello World!", Files.readString(folder.resolve("README")).strip());
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertTrue(trial.failure("%github open octocat/Hello-World/none.ipynb").contains("has no file none.ipynb"));
    }

    @Test
    void pullRequestsAreListed() {
        var result = trial.ok("%github pr --repo octocat/Hello-World --state all");
        assertFalse(String.valueOf(result.value()).isBlank(), result.toString());
    }
}
