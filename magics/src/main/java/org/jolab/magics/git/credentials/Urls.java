package org.jolab.magics.git.credentials;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses that hold a password. */
public final class Urls {

    private static final Pattern LOGIN = Pattern.compile("(?i)((?:https?|ftps?|ssh|git)://)([^/@:\\s]*)"
        + "(?::([^/\\s]*))?@");
    /** What GitHub, GitLab and others put before their tokens, which work as a user's name, too. */
    private static final Pattern TOKEN = Pattern.compile("(gh[a-z]_|github_pat_|gl[a-z]+-|hf_|glpat-|ATBB|x-token-).*");

    private Urls() {}

    /** {@code text} with no password in any address in it. */
    public static String withoutSecret(String text) {
        return text == null ? null : LOGIN.matcher(text).replaceAll(found -> Matcher.quoteReplacement(
            found.group(1) + (isToken(found.group(1), found.group(2)) || found.group(2).isEmpty() ? ""
                : found.group(3) != null && !isShell(found.group(1)) ? "" : found.group(2) + "@")));
    }

    /** The login in an address, if it has a password or a token. */
    public static Optional<Login> login(String url) {
        var found = LOGIN.matcher(url);
        if (!found.lookingAt() || !isHttp(found.group(1)) && !isShell(found.group(1))) {
            return Optional.empty();
        }
        if (found.group(3) != null && !found.group(3).isEmpty()) {
            return Optional.of(new Login(decoded(found.group(2)), decoded(found.group(3))));
        }
        return isToken(found.group(1), found.group(2)) ? Optional.of(new Login("x-access-token",
            decoded(found.group(2)))) : Optional.empty();
    }

    /** A name in an address that is somebody's and no token. */
    private static boolean isToken(String scheme, String name) {
        return isHttp(scheme) && TOKEN.matcher(name).matches();
    }

    static boolean isHttp(String url) {
        return url.regionMatches(true, 0, "http", 0, 4);
    }

    private static boolean isShell(String url) {
        return url.regionMatches(true, 0, "ssh", 0, 3);
    }

    /** {@code typed} without a password, of which the user is told that it stands where it should not. */
    public static String told(String typed) {
        if (login(typed).isEmpty()) {
            return typed;
        }
        System.err.println("The address that you typed holds a password or a token. It is not kept in the settings, "
            + "but it stands in this cell: delete it there before you share the notebook.");
        return withoutSecret(typed);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
