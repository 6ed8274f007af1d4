package org.jolab.magics.github;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jolab.api.MagicCall;
import org.jolab.api.UsageError;
import org.jolab.github.Gist;

/** {@code %github gist}. */
record Gists(Api api) {

    private static final Pattern ID =
        Pattern.compile("(?:https://gist\\.github\\.com/(?:[^/]+/)?)?([0-9a-f]{20,})(?:[#/].*)?");

    /** Makes one of files. */
    Gist create(MagicCall call, List<String> names) throws InterruptedException {
        var files = new LinkedHashMap<String, Object>();
        for (var name : names) {
            var path = Path.of(name);
            if (files.put(path.getFileName().toString(), Map.of("content", text(path))) != null) {
                throw new UsageError("Two of the files are called " + path.getFileName() + "; a gist has no folders.");
            }
        }
        api.authenticate("to make a gist");
        var body = new LinkedHashMap<String, Object>();
        body.put("description", call.option("--description").orElse(""));
        body.put("public", call.has("--public"));
        body.put("files", files);
        return of(api.post("/gists", body, "make a gist"));
    }

    /** Whether {@code text} is a gist's id or address. */
    static boolean isOne(String text) {
        return ID.matcher(text).matches();
    }

    /** The gist's files: names and contents. */
    Map<String, byte[]> read(String idOrAddress) throws InterruptedException {
        var match = ID.matcher(idOrAddress);
        if (!match.matches()) {
            throw new UsageError(idOrAddress + " is no gist's address.");
        }
        var gist = api.get("/gists/" + match.group(1), "read the gist " + match.group(1));
        var files = new LinkedHashMap<String, byte[]>();
        for (var entry : Api.fields(gist.get("files")).entrySet()) {
            var file = Api.fields(entry.getValue());
            if (file.get("truncated") == Boolean.TRUE) {
                throw new UsageError(entry.getKey() + " is too large for GitHub's interface; %git clone "
                    + gist.get("git_pull_url") + " brings all of it.");
            }
            files.put(entry.getKey(), String.valueOf(file.get("content")).getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }

    private static String text(Path path) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(path))).toString();
        } catch (CharacterCodingException e) {
            throw new UsageError(path + " is no text in UTF-8; gists hold nothing else.", e);
        } catch (IOException e) {
            throw new UsageError(path + " can't be read: " + (Files.exists(path) ? e.getMessage()
                : "there is no such file") + ".", e);
        }
    }

    private static Gist of(Map<String, Object> fields) {
        return new Gist(String.valueOf(fields.get("id")), new ArrayList<>(Api.fields(fields.get("files")).keySet()),
            fields.get("public") == Boolean.TRUE, String.valueOf(fields.get("html_url")));
    }
}
