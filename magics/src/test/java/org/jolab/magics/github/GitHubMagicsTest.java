package org.jolab.magics.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jolab.api.Magics;
import org.jolab.magics.github.GitHubDouble.Answer;
import org.jolab.magics.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubMagicsTest {

    private static final String NOTEBOOK = """
        {"cells": [{"cell_type": "code", "source": ["int lesson = 6 * 7;"], "metadata": {}, "outputs": []}],
         "metadata": {"language_info": {"name": "java"}}, "nbformat": 4, "nbformat_minor": 5}""";

    private final Trial trial = new Trial();
    private final Path start = Path.of("").toAbsolutePath();
    private GitHubDouble gitHub;

    @TempDir
    Path folder;

    @BeforeEach
    void begin() throws Exception {
        gitHub = new GitHubDouble();
        use(Map.of());
    }

    private void use(Map<String, String> more) {
        var environment = new HashMap<>(gitHub.environment());
        environment.putAll(more);
        trial.ok("1");
        new GitHubMagics(environment).magics().forEach(Magics::register);
    }

    @AfterEach
    void close() throws Exception {
        trial.ok("%cd -q " + start);
        trial.close();
        gitHub.close();
    }

    private String failure(String code) {
        var failure = trial.run(code).failure();
        assertFalse(failure.isEmpty(), code);
        return failure;
    }

    @Test
    void aNotebookIsFetchedAndCanBeRun() throws IOException {
        gitHub.answer("GET /repos/ada/sums/contents/lessons/first%20steps.ipynb?ref=v1.0", Answer.of(200, NOTEBOOK));
        var result = trial.ok("%github open \"ada/sums/lessons/first steps.ipynb@v1.0\" --run -o " + folder);
        assertEquals(NOTEBOOK, Files.readString(folder.resolve("first steps.ipynb")));
        assertTrue(result.shown().getFirst().contains("first steps.ipynb"), result.shown().toString());
        assertEquals("42", trial.ok("lesson").value());
        assertNull(gitHub.asked.getFirst().authorization());
    }

    @Test
    void thePageOfAFileOnABranchWithSlashesWillDo() throws IOException {
        gitHub.answer("GET /repos/ada/sums/contents/a.txt?ref=feature%2Ffast", Answer.of(200, "hello"));
        trial.ok("%github open https://github.com/ada/sums/blob/feature/fast/a.txt?plain=1#L3 -o " + folder);
        assertEquals("hello", Files.readString(folder.resolve("a.txt")));
    }

    @Test
    void theWayIsGitsByItsProxyAndItsAuthorities() throws IOException {
        gitHub.answer("GET /repos/ada/sums/contents/a.txt", Answer.of(200, "by proxy"));
        var proxy = gitHub.environment().get("GITHUB_API_URL");
        use(Map.of("GITHUB_API_URL", "http://api.invalid", "http_proxy", proxy));
        trial.ok("%github open ada/sums/a.txt -o " + folder);
        assertEquals("by proxy", Files.readString(folder.resolve("a.txt")));
        use(Map.of("GIT_SSL_CAINFO", folder.resolve("none.pem").toString()));
        assertTrue(failure("%github open ada/sums/a.txt -o " + folder).contains("none.pem"));
    }

    @Test
    void aFileOfTheSameNameIsKeptUnlessToldOtherwise() throws IOException {
        gitHub.answer("GET /repos/ada/sums/contents/a.txt", Answer.of(200, "new"));
        Files.writeString(folder.resolve("a.txt"), "mine");
        assertTrue(failure("%github open ada/sums/a.txt -o " + folder).contains("--overwrite"));
        assertEquals("mine", Files.readString(folder.resolve("a.txt")));
        trial.ok("%github open ada/sums/a.txt --overwrite -o " + folder);
        assertEquals("new", Files.readString(folder.resolve("a.txt")));
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertTrue(failure("%github open octocat/Hello-World/none.ipynb")
            .contains("octocat/Hello-World has no file none.ipynb in its branch master"));
        gitHub.answer("GET /repos/ada/secret", Answer.of(404, "{\"message\": \"Not Found\"}"));
        assertTrue(failure("%github open ada/secret/x.ipynb").contains("or it is private"));
        assertTrue(failure("%github open ada/sums").contains("is no file at GitHub"));
        assertTrue(failure("%github open https://github.com/ada/sums/blob/main").contains("%git clone"));
        assertTrue(failure("%github").contains("COMMAND"));
        assertTrue(failure("%github clone x").contains("open, gist and pr"));
    }

    @Test
    void theLimitOfRequestsIsToldWithItsEnd() {
        gitHub.answer("GET /repos/ada/sums/contents/a.txt", new Answer(403, Map.of("x-ratelimit-remaining", "0",
            "x-ratelimit-limit", "60", "x-ratelimit-reset", "1750000000"),
            "{\"message\": \"API rate limit exceeded\"}".getBytes()));
        var failure = failure("%github open ada/sums/a.txt -o " + folder);
        assertTrue(failure.contains("60 requests an hour") && failure.contains("GITHUB_TOKEN"), failure);
        assertTrue(failure.matches("(?s).*until \\d\\d:\\d\\d.*"), failure);
    }

    @Test
    void aTokenIsSentAndNeverShown() {
        use(Map.of("GITHUB_TOKEN", "ghp_topsecret"));
        gitHub.answer("GET /repos/ada/sums/contents/a.txt", Answer.of(401, "{\"message\": \"Bad credentials\"}"));
        var failure = failure("%github open ada/sums/a.txt -o " + folder);
        assertTrue(failure.contains("GITHUB_TOKEN: Bad credentials"), failure);
        assertFalse(failure.contains("topsecret"));
        assertEquals("Bearer ghp_topsecret", gitHub.asked.getLast().authorization());
    }

    @Test
    void theTokenOfGitHubsCommandLineServesToo() throws IOException {
        Files.writeString(folder.resolve("hosts.yml"), """
            ghe.example.com:
                oauth_token: wrong
            github.com:
                users:
                    ada:
                        oauth_token: gho_inner
                git_protocol: https
                oauth_token: gho_right
            """);
        assertEquals("gho_inner", Token.find(Map.of("GH_CONFIG_DIR", folder.toString())).get().value());
        assertEquals("first", Token.find(Map.of("GH_TOKEN", "first", "GITHUB_TOKEN", "second")).get().value());
        assertTrue(Token.find(Map.of("GH_CONFIG_DIR", "/nowhere")).isEmpty());
    }

    @Test
    void aGistIsMadeOfFiles() throws IOException {
        use(Map.of("GH_TOKEN", "t"));
        Files.writeString(folder.resolve("notes.ipynb"), NOTEBOOK);
        trial.ok("var gist = %github gist " + folder.resolve("notes.ipynb") + " -d \"On sums\" --public");
        var sent = gitHub.asked.getLast().body();
        assertEquals("On sums", sent.get("description"));
        assertEquals(true, sent.get("public"));
        assertEquals(Map.of("notes.ipynb", Map.of("content", NOTEBOOK)), sent.get("files"));
        assertTrue(trial.ok("gist").value().startsWith("https://gist.github.com/"));
    }

    @Test
    void withoutATokenItIsAskedForAndForgotten() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "a");
        trial.answer("typed");
        trial.ok("%github gist " + folder.resolve("a.txt"));
        assertEquals("Bearer typed", gitHub.asked.getLast().authorization());
        assertTrue(failure("%github gist " + folder.resolve("a.txt")).contains("GITHUB_TOKEN"));
    }

    @Test
    void aGistCanBeOpened() {
        var address = "https://gist.github.com/octocat/aa5a315d61ae9438b18d";
        trial.ok("%github open " + address + " -o " + folder);
        assertTrue(Files.exists(folder.resolve("README.md")));
    }

    @Test
    void pullRequestsAreListedAsRecords() {
        assertEquals("1347", trial.ok("var all = (List<org.jolab.github.PullRequest>) "
            + "Magics.run(\"github\", \"pr --repo octocat/Hello-World\"); all.getFirst().number()").value());
        assertTrue(trial.ok("%github pr 1347 --repo octocat/Hello-World").value().startsWith("#1347 "));
    }

    @Test
    void aPullRequestIsOpenedForTheBranchOfTheFolder() throws Exception {
        use(Map.of("GH_TOKEN", "t"));
        for (var line : List.of("init -q -b main", "remote add origin git@github.com:octocat/Hello-World.git",
                "commit -q --allow-empty -m Initial", "switch -q -c faster", "commit -q --allow-empty -m Faster")) {
            var words = new ArrayList<>(List.of("git", "-c", "user.name=Ada", "-c", "user.email=a@example.org"));
            words.addAll(List.of(line.split(" ")));
            assertEquals(0, new ProcessBuilder(words).directory(folder.toFile()).inheritIO().start().waitFor());
        }
        gitHub.answer("GET /repos/octocat/Hello-World",
            Answer.of(200, "{\"fork\": false, \"default_branch\": \"main\"}"));
        trial.ok("%cd -q " + folder);
        assertTrue(trial.ok("%github pr create --draft").value().startsWith("#1347 "));
        var sent = gitHub.asked.getLast().body();
        assertEquals("Faster", sent.get("title"));
        assertEquals("octocat:faster", sent.get("head"));
        assertEquals("main", sent.get("base"));
        assertEquals(true, sent.get("draft"));
        gitHub.answer("POST /repos/octocat/Hello-World/pulls", Answer.of(422, "{\"message\": \"Validation Failed\", "
            + "\"errors\": [{\"resource\": \"PullRequest\", \"field\": \"head\", \"code\": \"invalid\"}]}"));
        var failure = failure("%github pr create");
        assertTrue(failure.contains("Validation Failed; head is invalid") && failure.contains("%git push"), failure);
    }

    @Test
    void remotesAreUnderstoodInAllTheirForms() {
        for (var url : List.of("git@github.com:a/b.git", "https://github.com/a/b", "https://t:x@github.com/a/b.git/",
                "ssh://git@github.com:22/a/b.git", "git://github.com/a/b")) {
            assertEquals("a/b", Checkout.name(url).orElse(""), url);
        }
        assertTrue(Checkout.name("/srv/git/b.git").isEmpty());
    }
}
