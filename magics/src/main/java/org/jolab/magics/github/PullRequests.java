package org.jolab.magics.github;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jolab.api.MagicCall;
import org.jolab.api.UsageError;
import org.jolab.github.PullRequest;

/** {@code %github pr}. */
record PullRequests(Api api) {

    private static final int LISTED = 30;

    /** The open ones. */
    List<PullRequest> list(MagicCall call) throws InterruptedException {
        var repository = repository(call);
        return api.list("/repos/" + repository + "/pulls?state=" + call.option("--state").orElse("open") + "&per_page="
            + LISTED, "list the pull requests of " + repository).stream().map(PullRequests::of).toList();
    }

    /** One of them. */
    PullRequest view(MagicCall call, String number) throws InterruptedException {
        var repository = repository(call);
        return of(api.get("/repos/" + repository + "/pulls/" + number.replaceFirst("^#", ""),
            "read pull request " + number + " of " + repository));
    }

    /** Opens one for the branch that is checked out, into the default branch of the repository that it comes from. */
    PullRequest create(MagicCall call) throws InterruptedException {
        var here = Checkout.of(Path.of("")).orElseThrow(() -> new UsageError("The current folder belongs to no "
            + "repository of GitHub's. %cd into one."));
        if (here.branch().isEmpty()) {
            throw new UsageError("No branch is checked out, so there is nothing to merge. %git switch -c NAME makes "
                + "one of what is there; then %git push -u origin NAME.");
        }
        api.authenticate("to open a pull request");
        var origin = api.get("/repos/" + here.repository(), "read the repository " + here.repository());
        var parent = Api.fields(origin.get("parent"));
        var target = call.option("--repo").orElse(origin.get("fork") == Boolean.TRUE && parent.containsKey("full_name")
            ? parent.get("full_name").toString() : here.repository());
        var base = call.option("--base").orElseGet(() -> String.valueOf(
            (target.equals(here.repository()) ? origin : parent).getOrDefault("default_branch", "main")));
        if (target.equals(here.repository()) && base.equals(here.branch())) {
            throw new UsageError("The branch " + base + " is checked out, into which it would be merged. Make a branch "
                + "for your commits: %git switch -c NAME, then %git push -u origin NAME.");
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("title", call.option("--title").orElse(here.subject()));
        body.put("head", owner(here.repository()) + ":" + here.branch());
        body.put("base", base);
        body.put("body", call.option("--body").orElse(""));
        body.put("draft", call.has("--draft"));
        return of(api.post("/repos/" + target + "/pulls", body, "open a pull request (is the branch " + here.branch()
            + " pushed? %git push -u origin " + here.branch() + ")"));
    }

    private static String repository(MagicCall call) {
        return call.option("--repo").or(() -> Checkout.of(Path.of("")).map(Checkout::repository)).orElseThrow(() ->
            new UsageError("Say which repository is meant: --repo owner/name. The current folder belongs to none of "
                + "GitHub's."));
    }

    private static String owner(String repository) {
        return repository.substring(0, repository.indexOf('/'));
    }

    private static PullRequest of(Map<String, Object> fields) {
        var state = fields.get("merged") == Boolean.TRUE || fields.get("merged_at") != null ? "merged"
            : fields.get("draft") == Boolean.TRUE ? "draft" : String.valueOf(fields.get("state"));
        return new PullRequest(((Number) fields.getOrDefault("number", 0)).intValue(),
            String.valueOf(fields.get("title")), String.valueOf(Api.fields(fields.get("user")).get("login")), state,
            String.valueOf(Api.fields(fields.get("head")).get("label")),
            String.valueOf(Api.fields(fields.get("base")).get("ref")), String.valueOf(fields.get("html_url")));
    }
}
